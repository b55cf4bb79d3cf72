"""What a database's mentions are counted by, in memory: a million in some hundredths of a second.

Needs numpy, which nothing that reads articles imports.
"""

from geomap.columns.counting import Histogram, Tally
from geomap.columns.grouping import Cell
from geomap.columns.keeping import Counts, Kept
from geomap.columns.table import Columns
from geomap.columns.viewing import Related, View, Viewport, widened

__all__ = [
    "Cell",
    "Columns",
    "Counts",
    "Histogram",
    "Kept",
    "Related",
    "Tally",
    "View",
    "Viewport",
    "widened",
]
