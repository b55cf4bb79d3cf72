"""Write what a store holds into files of other formats, as a stream."""

from geomap.exporting.exporters import format_of, formats, write
from geomap.exporting.files import beside
from geomap.exporting.layers import By, Export

__all__ = ["By", "Export", "beside", "format_of", "formats", "write"]
