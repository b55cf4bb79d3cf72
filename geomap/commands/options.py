"""Options that several commands share."""

from pathlib import Path

import click

PathType = click.Path(path_type=Path)

database = click.option(
    "--db", "database", required=True, type=PathType, envvar="GEOMAP_DB", metavar="FILE",
    help="The database to use (also GEOMAP_DB).",
)  # fmt: skip
optional_database = click.option(
    "--db", "database", type=PathType, envvar="GEOMAP_DB", metavar="FILE",
    help="Know the places added to this database (also GEOMAP_DB).",
)  # fmt: skip
