"""Turn the dates that inputs are written with into days in UTC."""

import re
from datetime import MINYEAR, UTC, date, datetime

# Years go before months where a year stands first: 2024-05-31, 2024/5/31, 2024.05.31.
YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
# With dots the day comes first wherever they are written so; with strokes it may not, and only a
# number above twelve tells.
DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
STROKES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")
MONTHS = 12
WHOLE_YEAR = re.compile(r"\b\d{4}\b")
NO_YEAR = re.compile(r"\s000\d(?:\s|$)")  # which Python takes for one of 2000 to 2009
NAMED_UTC = re.compile(r"\s*(?:UTC|GMT)$")
# How many units a second has, by the digits of a count since 1970; 8 and 14 digits are a date.
UNITS = {9: 1, 10: 1, 12: 10**3, 13: 10**3, 15: 10**6, 16: 10**6, 18: 10**9, 19: 10**9}
COMPACT = {8: "%Y%m%d", 14: "%Y%m%d%H%M%S"}


def day_of(value: object) -> date:
    """Return the day in UTC of a date, a time, or one written as `moment_of` reads it.

    Raises ValueError or OverflowError for anything else, also for the year 1, which many programs
    write where there is no date. What is without a zone is taken for UTC.
    """
    if isinstance(value, float):
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if isinstance(value, str):
        value = moment_of(value.strip())
    if isinstance(value, datetime):
        value = (value.astimezone(UTC) if value.tzinfo else value).date()
    if isinstance(value, date) and value.year > MINYEAR:
        return value
    raise ValueError


def moment_of(written: str) -> datetime:
    """Return a time written as ISO 8601 or RFC 5322 has it, or counted from 1970.

    Raises ValueError for what is none, and for what can be read in two ways, as 05/06/2024.
    """
    if written.isascii() and written.isdigit():
        return counted(written)
    try:
        return datetime.fromisoformat(iso(written))
    except ValueError:
        return by_month_name(written)


def by_month_name(written: str) -> datetime:
    """Return a time as RFC 5322 has it, also without hours: 31 May 2024; May 31, 2024.

    Raises ValueError for what is none.
    """
    from email.utils import parsedate_to_datetime  # noqa: PLC0415  # and sockets with it

    if NO_YEAR.search(written):
        raise ValueError(written)
    day_alone = ":" not in written and WHOLE_YEAR.search(written)
    try:
        return parsedate_to_datetime(f"{written} 00:00" if day_alone else written)
    except (TypeError, IndexError) as error:  # of some texts that are no date
        raise ValueError(written) from error


def iso(written: str) -> str:
    """Return a time as ISO 8601 has it, where it is written nearly so."""
    started = YEAR_FIRST.match(written)
    if started:
        year, _, month, day = started.groups()
        written = f"{year}-{month:0>2}-{day:0>2}{written[started.end() :]}"
    elif ended := DOTTED.match(written) or STROKES.match(written):
        written = f"{year_last(ended)}{written[ended.end() :]}"
    return NAMED_UTC.sub("+00:00", written) if ":" in written else NAMED_UTC.sub("", written)


def year_last(found: re.Match[str]) -> str:
    """Return the day of a date that ends in its year; raise ValueError for one of two meanings."""
    day, month, year = found.groups()
    if found.re is STROKES and int(day) <= MONTHS:
        if int(month) <= MONTHS and day != month:
            raise ValueError(found[0])
        day, month = month, day
    return f"{year}-{month:0>2}-{day:0>2}"


def counted(digits: str) -> datetime:
    """Return the time of digits alone: 20240531, 20240531233000, or a count from 1970 on."""
    if len(digits) in COMPACT:
        return datetime.strptime(digits, COMPACT[len(digits)]).replace(tzinfo=UTC)
    if len(digits) not in UNITS:
        raise ValueError(digits)
    return datetime.fromtimestamp(int(digits) // UNITS[len(digits)], UTC)
