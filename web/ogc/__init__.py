"""OGC API - Features under /ogc/: mentions, places and articles for QGIS, GDAL and programs.

The standards: Part 1, https://docs.ogc.org/is/17-069r4/17-069r4.html; Part 3, filtering,
https://docs.ogc.org/is/19-079r2/19-079r2.html; its language CQL2,
https://docs.ogc.org/is/21-065r2/21-065r2.html. "Requirement" in a docstring is one of Part 1
unless it says otherwise.
"""

from web.ogc.binding import blueprint

__all__ = ["blueprint"]
