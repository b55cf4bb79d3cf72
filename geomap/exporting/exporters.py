"""Which formats there are: the built-in ones, and those that other packages register."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import BinaryIO

from geomap.errors import GeomapError
from geomap.exporting.layers import By, Export
from geomap.store import Filter, Store

ENTRY_POINTS = "geomap.exporters"

Write = Callable[[Export, BinaryIO], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """A format that is built in. `target` names what writes it, imported when it is asked for.

    `extra` is the extra of this distribution that brings what it needs, empty for none. A file
    name that ends in `suffix` means this format.
    """

    help: str
    target: str
    suffix: str = ""
    extra: str = ""


EXPORTERS = {
    "geojson": Exporter(
        help="RFC 7946", target="geomap.exporting.geojson:write_collection", suffix=".geojson"
    ),
    "geojsonseq": Exporter(
        help="a Feature a record, RFC 8142",
        target="geomap.exporting.geojson:write_sequence",
        suffix=".geojsonl",
    ),
    "csv": Exporter(
        help="for a spreadsheet", target="geomap.exporting.spreadsheet:write", suffix=".csv"
    ),
    "kml": Exporter(help="for Google Earth", target="geomap.exporting.kml:write", suffix=".kml"),
    "gpkg": Exporter(
        help="GeoPackage, for QGIS: mentions and places",
        target="geomap.exporting.geopackage:write",
        suffix=".gpkg",
    ),
    "geoparquet": Exporter(
        help="for DuckDB and pandas",
        target="geomap.exporting.geoparquet:write",
        suffix=".parquet",
        extra="geo",
    ),
    "flatgeobuf": Exporter(
        help="for web maps", target="geomap.exporting.flatgeobuf:write", suffix=".fgb", extra="geo"
    ),
    "decisions": Exporter(
        help="what people decided about the articles, as JSON",
        target="geomap.exporting.decisions:write_list",
    ),
    "decisions-csv": Exporter(
        help="the same for a spreadsheet", target="geomap.exporting.decisions:write_csv"
    ),
}


def write(
    store: Store, wanted: Filter, format: str, out: BinaryIO, *, by: By | None = None
) -> None:
    """Write the wanted mentions, or their places, to a stream of bytes.

    Raises GeomapError for a format that nobody writes or that lacks what it needs.
    """
    writer(format)(Export(store=store, wanted=wanted, by=by), out)


def format_of(path: Path) -> str:
    """Return the format that a file's name tells; raise GeomapError where it tells none.

    A format that another package registers is told by its own name, as in map.html.
    """
    suffix = path.suffix.lower()
    for name in formats():
        told = EXPORTERS[name].suffix if name in EXPORTERS else f".{name}"
        if told and told == suffix:
            return name
    raise GeomapError(f"{path}: its name tells no format; name one by --format, as: --format csv")


def formats() -> list[str]:
    """Return the names of all formats, the built-in ones first."""
    return [*EXPORTERS, *sorted(point.name for point in registered())]


def registered() -> list[EntryPoint]:
    """Return the formats that installed packages register, but for names that are built in."""
    return [point for point in entry_points(group=ENTRY_POINTS) if point.name not in EXPORTERS]


def writer(format: str) -> Write:
    """Return what writes a format; raise GeomapError where there is nobody or something lacks."""
    try:
        if format in EXPORTERS:
            return built_in(EXPORTERS[format])
        for point in registered():
            if point.name == format:
                loaded: Write = point.load()
                return loaded
    except ModuleNotFoundError as error:
        raise GeomapError(lacking(format, str(error.name))) from error
    raise GeomapError(f'"format" is "{format}"; one is: {", ".join(formats())}')


def built_in(exporter: Exporter) -> Write:
    """Import what writes a built-in format."""
    module, _, name = exporter.target.partition(":")
    write: Write = getattr(import_module(module), name)
    return write


def lacking(format: str, module: str) -> str:
    """Return what to say where a module is missing."""
    extra = EXPORTERS[format].extra if format in EXPORTERS else ""
    remedy = f"'geomap-news[{extra}]'" if extra else module
    return f"{format}: needs {module}, which is not installed; pip install {remedy}"
