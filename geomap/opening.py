"""`geomap.open`, which loads SQLite and the rest only when it is called."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.notebook import Database


def open(path: str | Path) -> "Database":
    """Return a database; raise GeomapError where there is none of ours."""
    from geomap.notebook import opened  # noqa: PLC0415  # whoever only parses needs none of it

    return opened(Path(path))
