"""The filter that an address asks for: one reading of it for the page, the API and exports."""

from collections.abc import Iterable

from werkzeug.datastructures import MultiDict

from geomap import filters
from geomap.errors import GeomapError
from geomap.filters import ROLES, number_in, one_of
from geomap.model import Role
from geomap.store import Filter
from web.problems import BadValueError

ONE = ("since", "until", "undated", "q", "min_confidence", "place", "bbox")
SEVERAL = ("country", "source", "language", "role", "precision")
EVERY_ROLE = "all"
# Where a report was filed and who was named for acting: on the map only where they are asked for.
HIDDEN_ROLES: frozenset[Role] = frozenset({"dateline", "actor"})
SHOWN_ROLES = frozenset(ROLES) - HIDDEN_ROLES

Args = MultiDict[str, str]


def filter_of(args: Args, *, further: Iterable[str] = ()) -> Filter:
    """Return the filter of a request, of mentions that have a place.

    `further` are parameters that the address may have beside it. Raises BadValueError for an
    unknown parameter or a value that can mean nothing.
    """
    check_names(args, (*ONE, *SEVERAL, *further))
    try:
        return filters.filter_of(
            since=args.get("since") or None, until=args.get("until") or None,
            q=args.get("q", ""), place=args.get("place") or None,
            bbox=args.get("bbox") or None,
            country=args.getlist("country"), source=args.getlist("source"),
            language=args.getlist("language"), precision=args.getlist("precision"),
            role=roles_of(args), min_confidence=share_of(args.get("min_confidence")),
            undated=asked(args, "undated"), placed=True,
        )  # fmt: skip
    except BadValueError:
        raise
    except GeomapError as error:
        raise BadValueError(str(error)) from error


def check_names(args: Args, known: Iterable[str]) -> None:
    """Refuse a parameter that nobody reads, and twice what is read once."""
    names = tuple(known)
    for name in args:
        if name not in names:
            those = f"those are: {', '.join(names)}" if names else "there are none"
            raise BadValueError(f'"{name}" is no parameter here; {those}')
        if name not in SEVERAL and len(args.getlist(name)) > 1:
            raise BadValueError(f'"{name}" is given twice; give it once')


def roles_of(args: Args) -> Iterable[str]:
    """Return the roles that are asked for: without a word, all that the map shows."""
    given = args.getlist("role")
    if EVERY_ROLE in given:
        for each in given:
            one_of("role", each, (*ROLES, EVERY_ROLE))
        return ()
    return given or SHOWN_ROLES


def hides_roles(args: Args) -> bool:
    """Return whether some roles are left out without anybody having said so."""
    return not args.getlist("role")


def share_of(given: str | None, name: str = "min_confidence") -> float:
    """Read a share from 0 to 1."""
    try:
        share = number_in(given or "0")
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise BadValueError(f'"{name}" is "{given}"; write a number from 0 to 1')
    return share


def asked(args: Args, name: str) -> bool:
    """Read 1 or 0, which stands for what is not given."""
    given = args.get(name) or "0"
    if given not in ("0", "1"):
        raise BadValueError(f'"{name}" is "{given}"; write 1, or leave it out')
    return given == "1"
