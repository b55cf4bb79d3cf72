"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
PathType = click.Path(path_type=Path)

database = click.option(
    "--db", "database", required=True, type=PathType, envvar="GEOMAP_DB", metavar="FILE",
    help="The database to use (also GEOMAP_DB).",
)  # fmt: skip


def database_option(told: str) -> Callable[[Command], Command]:
    """Return an option that names a database, or none, with what becomes of it."""
    return click.option(
        "--db", "database", type=PathType, envvar="GEOMAP_DB", metavar="FILE", help=told
    )


optional_database = database_option("Know the places added to this database (also GEOMAP_DB).")
