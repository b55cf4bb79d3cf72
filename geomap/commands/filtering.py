"""Options that choose among the mentions of a database."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from geomap.filters import KINDS, PRECISIONS, ROLES, filter_of

Command = Callable[..., Any]

OPTIONS = {
    "kind": click.option(
        "--kind", type=click.Choice(KINDS), multiple=True, default=("place",), show_default=True,
        help="Which kind of mention; again for both.",
    ),
    "place": click.option("--place", metavar="ID", help="Only this place, as geonames:170063."),
    "bbox": click.option(
        "--bbox", metavar="W,S,E,N", help="Only places in this box, in degrees, edges included."
    ),
    "since": click.option("--since", metavar="DATE", help="Only articles of this day and later."),
    "until": click.option("--until", metavar="DATE", help="Only articles of this day and before."),
    "source": click.option(
        "--source", multiple=True, metavar="NAME", help="Only this source; again for more."
    ),
    "country": click.option(
        "--country", multiple=True, metavar="CODE",
        help="Only places in this country, as SY; again for more.",
    ),
    "min_confidence": click.option(
        "--min-confidence", type=float, default=0.0, metavar="SHARE",
        help="Only mentions at least this sure, from 0 to 1.",
    ),
    "role": click.option(
        "--role", type=click.Choice(ROLES), multiple=True,
        help="Only this part in the sentence; again for more.  [default: every one]",
    ),
    "precision": click.option(
        "--precision", type=click.Choice(PRECISIONS), multiple=True,
        help="Only names this precise; again for more.  [default: every one]",
    ),
    "language": click.option(
        "--language", multiple=True, metavar="CODE",
        help="Only articles in this language, as ar; again for more.",
    ),
    "q": click.option(
        "--q", default="", metavar="WORDS",
        help='Only articles that hold all of these words; "several in quotes" side by side.',
    ),
    "undated": click.option("--undated", is_flag=True, help="Only articles without a date."),
    "copies": click.option(
        "--copies", is_flag=True,
        help="Near-duplicates of other articles too, which are counted once with them otherwise.",
    ),
}  # fmt: skip


def filters(command: Command) -> Command:
    """Give a command the options, and it a `wanted` filter in their place."""

    @wraps(command)
    def filtered(**given: Any) -> Any:  # noqa: ANN401  # click's own
        asked = {name: given.pop(name) for name in OPTIONS}
        return command(wanted=filter_of(**asked), **given)

    for option in reversed(OPTIONS.values()):
        filtered = option(filtered)
    return filtered
