"""What a request for features asks the store for."""

import re
from typing import Any

import cql2
from werkzeug.datastructures import MultiDict

from geomap.filters import number_in
from geomap.store import BoundingBox, Listing
from web import filtering
from web.asking import box_of, limit_of
from web.ogc.asked import Args, Asked, check_names
from web.ogc.collections import CRS84
from web.ogc.periods import DAY, period_of
from web.problems import BadValueError

USUAL, MOST = 100, 10_000
LONGEST_FILTER = 4000  # characters
DEEPEST_FILTER = 50  # brackets in brackets
LARGEST = 2**63 - 1  # what SQLite can hold
LANGUAGES = ("cql2-text", "cql2-json")
STANDARD = ("limit", "bbox", "datetime", "filter", "filter-lang", "filter-crs", "after")
FILTERS = tuple(name for name in (*filtering.ONE, *filtering.SEVERAL) if name != "bbox")
DAYS = ("since", "until")
NEVER_EMPTY = (*DAYS, "undated", "min_confidence", "place", "q")
LARGE = re.compile(r"[1-9]\d{4,}", re.ASCII)  # of as many digits as MOST, or more
NUMBER = re.compile(r"[1-9]\d{0,18}", re.ASCII)


def listing_of(asked: Asked) -> Listing:
    """Return what is wanted, a page of it; raise BadValueError for what can mean nothing.

    Without `role` every role is there, other than on the map: a collection is whole.
    """
    args = asked.args
    check_names(asked, (*STANDARD, *FILTERS), several=filtering.SEVERAL)
    first, last = period_of(args.get("datetime"))
    return Listing(
        wanted=filtering.filter_of(filters_among(args)),
        place_name=name_among(args),
        box=bbox_of(args.get("bbox")),
        first=first,
        last=last,
        expression=expression_of(args),
        after=after_of(args.get("after")),
        limit=page_size(args.get("limit")),
    )


def page_size(given: str | None) -> int:
    """Read how many features are wanted; more than the most is the most.

    It is no error (17-069r4, requirement fc-limit-response-1, C).
    """
    if given is not None and LARGE.fullmatch(given):
        return MOST
    return limit_of(given, usual=USUAL, most=MOST)


def filters_among(args: Args) -> Args:
    """Return the parameters that the map has too."""
    kept = MultiDict([pair for pair in args.items(multi=True) if pair[0] in FILTERS])
    check_written(kept)
    kept.setdefault("role", filtering.EVERY_ROLE)
    if name_among(args):
        del kept["place"]
    return kept


def check_written(args: Args) -> None:
    """Refuse what the map's form leaves empty, and days that are written in another way."""
    for name in NEVER_EMPTY:
        given = args.get(name)
        if given is not None and not given.strip():
            raise BadValueError(f'"{name}" is empty; give it a value or leave it out')
        if given is not None and name in DAYS and not DAY.fullmatch(given):
            raise BadValueError(f'"{name}" is "{given}"; write a date as 2024-05-31')


def name_among(args: Args) -> str:
    """Return the name that `place` is, empty where it is an identifier.

    On the map it is always one; but clients send a comparison with a property, as place = 'Homs',
    under the name of the property (recommendation fc-filters).
    """
    given = args.get("place", "")
    return "" if ":" in given else given


def bbox_of(given: str | None) -> BoundingBox | None:
    """Read a box (requirement fc-bbox-definition); the heights of six numbers say nothing here."""
    numbers = (given or "").split(",")
    if len(numbers) != 6:
        return box_of(given)
    try:
        low, high = number_in(numbers[2]), number_in(numbers[5])
    except ValueError as error:
        raise BadValueError(f'"bbox" is "{given}"; its heights are no numbers') from error
    if low > high:
        raise BadValueError(f'"bbox" is "{given}"; write the lower height first')
    return box_of(",".join([*numbers[:2], *numbers[3:5]]))


def after_of(given: str | None) -> int:
    """Read the number after which a page begins."""
    if given is None:
        return 0
    if not NUMBER.fullmatch(given) or int(given) > LARGEST:
        raise BadValueError(f'"after" is "{given}"; follow the link "next" of the page before')
    return int(given)


def expression_of(args: Args) -> Any:  # noqa: ANN401  # JSON
    """Read the filter in CQL2 (Part 3, requirements filter-param and filter-lang-param)."""
    language = args.get("filter-lang")
    if language is not None and language not in LANGUAGES:
        raise BadValueError(f'"filter-lang" is "{language}"; one is: {", ".join(LANGUAGES)}')
    if args.get("filter-crs", CRS84) != CRS84:
        raise BadValueError(f'"filter-crs" is "{args["filter-crs"]}"; only {CRS84} is known')
    given = args.get("filter")
    if given is None:
        return None
    check_size(given)
    as_json = language == "cql2-json" or (language is None and given.lstrip().startswith("{"))
    try:
        expression = cql2.parse_json(given) if as_json else cql2.parse_text(given)
        read = expression.to_json()
    except Exception as error:  # cql2 has no narrower one for POINT EMPTY
        raise BadValueError(f'"filter" cannot be read: {first_line(str(error))}') from error
    if read is None:
        raise BadValueError(f'"filter" is "{given}", which is no condition; leave it out for all')
    return read


def check_size(given: str) -> None:
    """Refuse what would take long to read."""
    depth = deepest = 0
    for character in given:
        depth += (character in "([{") - (character in ")]}")
        deepest = max(deepest, depth)
    if len(given) > LONGEST_FILTER or deepest > DEEPEST_FILTER:
        raise BadValueError(
            f'"filter" has {len(given)} characters and {deepest} brackets in one another; at most '
            f"{LONGEST_FILTER} and {DEEPEST_FILTER} are read"
        )


def first_line(message: str) -> str:
    """Return the end of a parser's complaint, where it says what it expected, on one line."""
    return " ".join(message.split())[-200:]
