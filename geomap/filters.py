"""Build a filter from what a person writes."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from math import isfinite
from typing import TypeVar, get_args

from gazetteer.countries import country_codes
from geomap.errors import GeomapError
from geomap.model import Kind, Precision, Role
from geomap.store import BoundingBox, Filter
from geomap.store.wording import match_of

KINDS: tuple[Kind, ...] = get_args(Kind)
ROLES: tuple[Role, ...] = get_args(Role)
PRECISIONS: tuple[Precision, ...] = tuple(each for each in get_args(Precision) if each)
# What an argument that is no UTF-8 is turned into.
HALF_CHARACTER = re.compile("[\ud800-\udfff]")
LONGEST_WORDS = 200  # characters
NUMBER = re.compile(r" *[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)? *", re.ASCII)

Chosen = TypeVar("Chosen", bound=str)


def filter_of(
    *,
    kind: Iterable[str] = ("place",),
    place: str | None = None,
    bbox: str | Iterable[float] | None = None,
    since: str | date | None = None,
    until: str | date | None = None,
    source: Iterable[str] | None = (),
    country: Iterable[str] | None = (),
    min_confidence: float = 0.0,
    role: Iterable[str] | None = (),
    precision: Iterable[str] | None = (),
    language: Iterable[str] | None = (),
    q: str | None = "",
    undated: bool = False,
    placed: bool = False,
    copies: bool = False,
) -> Filter:
    """Return the filter that is meant; raise GeomapError for a value that can mean none.

    A single text stands for several, where several may be given, and None for none. `country`
    is an ISO 3166-1 alpha-2 code, `bbox` is west, south, east, north in degrees, days are
    written 2015-10-31. `q` are words that an article must hold, "several in quotes" side by side.
    """
    if not isinstance(min_confidence, int | float) or not 0 <= min_confidence <= 1:
        raise GeomapError(f'"min-confidence" is {min_confidence!r}; write a number from 0 to 1')
    return Filter(
        kinds=frozenset(one_of("kind", each, KINDS) for each in several("kind", kind)),
        place_id=place and whole("place", place),
        bbox=None if bbox is None else box_of(bbox),
        since=day_of("since", since),
        until=day_of("until", until),
        sources=several("source", source),
        countries=frozenset(country_of(each) for each in several("country", country)),
        min_confidence=min_confidence,
        roles=frozenset(one_of("role", each, ROLES) for each in several("role", role)),
        precisions=frozenset(
            one_of("precision", each, PRECISIONS) for each in several("precision", precision)
        ),
        languages=several("language", language),
        words=words_of(q or ""),
        undated=undated,
        placed=placed,
        copies=copies,
    )


def several(name: str, given: Iterable[str] | None) -> frozenset[str]:
    """Return texts: a single one stands for several, None for none."""
    listed: Iterable[str] = () if given is None else given
    try:
        return frozenset(
            whole(name, each) for each in ((listed,) if isinstance(listed, str) else listed)
        )
    except TypeError as error:
        raise GeomapError(f'"{name}" is {given!r}; write a text or a list of texts') from error


def whole(name: str, text: str) -> str:
    """Return a text; raise GeomapError for one that was no UTF-8, which no article holds."""
    if not isinstance(text, str):
        raise GeomapError(f'"{name}" is {text!r}; write it as text')
    if HALF_CHARACTER.search(text):
        raise GeomapError(f'"{name}" is {text!a}, which is not UTF-8; write it anew')
    return text


def one_of(name: str, given: str, known: Iterable[Chosen]) -> Chosen:
    """Read one of some words."""
    for each in known:
        if given == each:
            return each
    raise GeomapError(f'"{name}" is "{given}"; one is: {", ".join(known)}')


def words_of(given: str) -> str:
    """Read the words to search for; only spaces ask for nothing."""
    words = whole("q", given).strip()
    if len(words) > LONGEST_WORDS:
        raise GeomapError(f'"q" has {len(words):,} characters; {LONGEST_WORDS} are enough')
    if words:
        match_of(words)
    return words


def country_of(given: str) -> str:
    """Read a country's code, in letters of either case."""
    code = given.upper()
    if code not in country_codes():
        raise GeomapError(
            f'"country" is "{given}"; write its two letters (ISO 3166-1), as SY for Syria'
        )
    return code


def day_of(name: str, given: str | date | None) -> date | None:
    """Read a day; of a moment, its day in UTC where it tells its zone."""
    if given is None:
        return None
    try:
        if isinstance(given, datetime):
            given = (given.astimezone(UTC) if given.tzinfo else given).date()
        # What pandas takes for no moment at all is a date too, but not written as one.
        return date.fromisoformat(given.isoformat() if isinstance(given, date) else given)
    except (TypeError, ValueError) as error:
        raise GeomapError(f'"{name}" is "{given}"; write a date as 2024-05-31') from error


def number_in(text: str) -> float:
    """Read a number as every standard writes it; raise ValueError for another writing.

    Python reads more: 1_000, digits of every script, "nan" and "infinity".
    """
    if not NUMBER.fullmatch(text):
        raise ValueError(text)
    return float(text)


def box_of(given: str | Iterable[float]) -> BoundingBox:
    """Read a box; west may be greater than east, across the antimeridian."""
    try:
        parts = given.split(",") if isinstance(given, str) else list(given)
        west, south, east, north = (
            number_in(part) if isinstance(part, str) else float(part) for part in parts
        )
    except (TypeError, ValueError) as error:
        raise GeomapError(f'"bbox" is "{given}"; write west,south,east,north in degrees') from error
    written = ",".join(map(str, parts))
    within = abs(west) <= 180 and abs(east) <= 180 and -90 <= south <= north <= 90
    if not (within and all(map(isfinite, (west, south, east, north)))):
        raise GeomapError(
            f'"bbox" is "{written}"; longitudes go from -180 to 180, latitudes from -90 to 90, '
            "south first"
        )
    return BoundingBox(west=west, south=south, east=east, north=north)
