"""The parameter datetime (requirement fc-time-definition): a moment, or from one to another."""

import re
from datetime import UTC, date, datetime

from web.problems import BadValueError

OPEN = ("", "..")
# RFC 3339, section 5.6; a day alone, as clients send it too, is the whole of it. GDAL ends a day
# in T, and leaves out minutes and seconds that it was not given.
DAY = re.compile(r"(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", re.ASCII)
DAY_AND_T = re.compile(rf"({DAY.pattern})[Tt]?", re.ASCII)
HOURS = r"(?:[01]\d|2[0-3])"
TIME = rf"{HOURS}(?::[0-5]\d(?::(?:[0-5]\d|60)(?:\.\d+)?)?)?"
MOMENT = re.compile(rf"{DAY.pattern}[Tt ]{TIME}(?:[Zz]|[+-]{HOURS}:[0-5]\d)", re.ASCII)
END = rf"({DAY_AND_T.pattern}|{MOMENT.pattern})"
PERIOD = re.compile(rf"{END}(/({END}|\.\.)?)?|(\.\.)?/{END}", re.ASCII)
LEAP_SECOND = re.compile(r"(?<=:59):60")  # Python knows none


def period_of(given: str | None) -> tuple[date | None, date | None]:
    """Return the first and the last day of a period, both included; None where it is open."""
    if given is None:
        return None, None
    if not PERIOD.fullmatch(given):
        raise BadValueError(fault(given))
    ends = given.split("/")
    first, last = (None if end in OPEN and len(ends) == 2 else day_of(end, given)
                   for end in (ends[0], ends[-1]))  # fmt: skip
    if first is not None and last is not None and first > last:
        raise BadValueError(f'"datetime" is "{given}", which ends before it begins; turn it round')
    return first, last


def day_of(end: str, given: str) -> date:
    """Return the day in UTC of a moment."""
    try:
        if day := DAY_AND_T.fullmatch(end):
            return date.fromisoformat(day[1])
        if MOMENT.fullmatch(end):
            at = LEAP_SECOND.sub(":59", end.upper())
            return datetime.fromisoformat(at).astimezone(UTC).date()
    except (ValueError, OverflowError) as error:
        raise BadValueError(fault(given)) from error
    raise BadValueError(fault(given))


def fault(given: str) -> str:
    """Return what to say of a period that cannot be read."""
    return (
        f'"datetime" is "{given}"; write 2015-10-31T00:00:00Z, or a period as '
        "2015-10-01T00:00:00Z/2015-10-31T23:59:59Z, with .. at an end for an open one"
    )
