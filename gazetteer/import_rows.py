"""One row of an import: what a file says of a place, checked before anything is made of it."""

from dataclasses import dataclass

from gazetteer.checking import PlaceRefusedError, check_point, checked_country, shown

LONGEST_CODE = 20
LONGEST_ID = 80
MOST_PEOPLE = 20_000_000_000


class RowPassedOverError(Exception):
    """The row is sound and is no place that news would name; the message is its sort."""


@dataclass(slots=True, kw_only=True)
class Row:
    """A place as a file describes it. `line` is where it stands, for what is said about it.

    `place_type` and `country` are empty where the file does not say. `curated` says that somebody
    chose each name. `shape` is a GeoJSON geometry as text, empty for a point.
    """

    line: int
    given_id: str
    name: str
    names: list[str]
    longitude: float
    latitude: float
    place_type: str = ""
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    population: int = 0
    curated: bool = True
    shape: str = ""


def degrees(longitude: str, latitude: str) -> tuple[float, float]:
    """Return longitude and latitude; refuse what is no point on Earth."""
    try:
        east, north = float(longitude), float(latitude)
    except ValueError:
        raise PlaceRefusedError(
            f'"latitude" is {shown(latitude)} and "longitude" {shown(longitude)}; '
            "write degrees, as 36.2"
        ) from None
    check_point(longitude=east, latitude=north)
    return east, north


def checked_countries(countries: str) -> str:
    """Return the codes of a place's countries, divided by commas as they were."""
    return ",".join(filter(None, map(checked_country, countries.split(","))))


def checked_code(what: str, code: str) -> str:
    """Return a division's code."""
    trimmed = code.strip()
    if len(trimmed) > LONGEST_CODE or not trimmed.isprintable():
        raise PlaceRefusedError(f'"{what}" is {shown(code)}; write its GeoNames code, as 12')
    return trimmed


def checked_population(population: str) -> int:
    """Return how many people live there, 0 where the file does not say."""
    digits = population.strip().replace(",", "").removesuffix(".0")
    if not digits:
        return 0
    if not (digits.isascii() and digits.isdigit() and int(digits) <= MOST_PEOPLE):
        raise PlaceRefusedError(f'"population" is {shown(population)}; write a whole number')
    return int(digits)


def checked_id(given: str) -> str:
    """Return a row's own identifier, empty where it has none."""
    trimmed = given.strip()
    if len(trimmed) > LONGEST_ID or not trimmed.isprintable() or " " in trimmed:
        raise PlaceRefusedError(
            f'"id" is {shown(given)}; write at most {LONGEST_ID} characters without a space'
        )
    return trimmed
