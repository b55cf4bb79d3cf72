"""Rows of GeoNames' dumps: the places, and the names that a second file adds.

The columns: https://download.geonames.org/export/dump/readme.txt.
"""

from collections.abc import Iterable

from gazetteer.checking import PlaceRefusedError, checked_name, shown
from gazetteer.feature_codes import TYPES
from gazetteer.import_rows import Row, RowPassedOverError, checked_population, degrees

COLUMNS = 19
ALTERNATE_COLUMNS = (8, 10)  # those of the dates came later
LONGEST_ALTERNATE = 200
# What the alternate names' file holds besides names, by its "language".
NOT_NAMES = frozenset(b"link post iata icao faac tcid unlc wkdt abbr phon piny fr_1793 olc".split())


def dump_row(content: bytes, line: int) -> Row:
    """Return the place on a line of a country's dump."""
    try:
        cells = content.decode().split("\t")
    except UnicodeDecodeError as error:
        raise PlaceRefusedError(
            f"is not UTF-8 at byte {error.start + 1}; fetch the dump anew from geonames.org"
        ) from None
    if len(cells) != COLUMNS:
        raise PlaceRefusedError(
            f"has {len(cells)} columns; a GeoNames dump has {COLUMNS}, with tabs between"
        )
    number, name, _, others, latitude, longitude, sort, code, country = cells[:9]
    if not (number.isascii() and number.isdigit()):
        raise PlaceRefusedError(f'"geonameid" is {shown(number)}; a GeoNames dump begins with it')
    place_type = TYPES.get(f"{sort}.{code}")
    if place_type is None:
        raise RowPassedOverError(f"{sort}.{code}" if sort or code else "no feature code")
    east, north = degrees(longitude, latitude)
    primary = checked_name("name", name)
    return Row(
        line=line, given_id=f"geonames:{number}", name=primary,
        names=[primary, *(filter(None, others.split(",")) if others else ())],
        longitude=east, latitude=north, place_type=place_type, country=country,
        admin1=cells[10], admin2=cells[11], population=checked_population(cells[14]),
        curated=False,
    )  # fmt: skip


def alternate_names(lines: Iterable[bytes]) -> tuple[list[int], list[str], int]:
    """Return the GeoNames numbers and names of lines of alternateNamesV2, and how many are bad."""
    numbers, names, bad = [], [], 0
    for content in lines:
        cells = content.split(b"\t")
        if not ALTERNATE_COLUMNS[0] <= len(cells) <= ALTERNATE_COLUMNS[1]:
            bad += 1
            continue
        if cells[2] in NOT_NAMES:
            continue
        try:
            number, name = int(cells[1]), cells[3].decode()
        except ValueError:  # of a number or of UTF-8
            bad += 1
            continue
        if len(name) <= LONGEST_ALTERNATE:
            numbers.append(number)
            names.append(name)
    return numbers, names, bad
