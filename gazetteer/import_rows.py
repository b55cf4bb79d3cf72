"""One row of an import: what a file says of a place, checked before anything is made of it."""

import math
import re
from dataclasses import dataclass

from gazetteer.place import PLACE_TYPES

LONGEST_NAME = 200
LONGEST_CODE = 20
LONGEST_ID = 80
MOST_PEOPLE = 20_000_000_000
COUNTRIES = re.compile(r"[A-Z]{2}(,[A-Z]{2})*")
JOINERS = "\u200c\u200d"


class RowRefusedError(Exception):
    """The message says what is wrong with a row; the one who catches it knows the line."""


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
    """Return longitude and latitude; refuse what is no place on Earth."""
    try:
        east, north = float(longitude), float(latitude)
    except ValueError:
        raise RowRefusedError(
            f'"latitude" is {shown(latitude)} and "longitude" {shown(longitude)}; '
            "write degrees, as 36.2"
        ) from None
    if not (math.isfinite(east) and math.isfinite(north)):
        raise RowRefusedError(
            f'"latitude" is {shown(latitude)} and "longitude" {shown(longitude)}; write degrees'
        )
    if abs(north) > 90 and abs(north) <= 180 and abs(east) <= 90:
        raise RowRefusedError(
            f'"latitude" is {north:g} and "longitude" {east:g}; they look swapped, '
            "latitude goes from -90 to 90"
        )
    if abs(north) > 90:
        raise RowRefusedError(f'"latitude" is {north:g}; it goes from -90 to 90 degrees')
    if abs(east) > 180:
        raise RowRefusedError(f'"longitude" is {east:g}; it goes from -180 to 180 degrees')
    return east, north


def checked_name(what: str, name: str) -> str:
    """Return a name with single spaces; refuse one that no text could hold."""
    if len(name) > LONGEST_NAME:
        raise RowRefusedError(f'"{what}" has {len(name):,} characters; {LONGEST_NAME} are enough')
    trimmed = " ".join(name.split())
    if not any(letter.isalnum() for letter in trimmed):
        raise RowRefusedError(f'"{what}" is {shown(trimmed)}; a name has at least one letter')
    if not trimmed.isprintable() and not all(c.isprintable() or c in JOINERS for c in trimmed):
        raise RowRefusedError(f'"{what}" holds a control character; write the name without it')
    return trimmed


def checked_type(place_type: str) -> str:
    """Return a place type of ours, or nothing where the file says nothing."""
    named = " ".join(place_type.split()).lower()
    if named and named not in PLACE_TYPES:
        raise RowRefusedError(
            f'"place_type" is {shown(place_type)}; one is: {", ".join(sorted(PLACE_TYPES))}'
        )
    return named


def checked_country(country: str) -> str:
    """Return the codes of a place's countries, joined by commas."""
    codes = country.replace(" ", "").upper()
    if codes and not COUNTRIES.fullmatch(codes):
        raise RowRefusedError(
            f'"country" is {shown(country)}; write two letters (ISO 3166-1), as SY for Syria'
        )
    return codes


def checked_code(what: str, code: str) -> str:
    """Return a division's code."""
    trimmed = code.strip()
    if len(trimmed) > LONGEST_CODE or not trimmed.isprintable():
        raise RowRefusedError(f'"{what}" is {shown(code)}; write its GeoNames code, as 12')
    return trimmed


def checked_population(population: str) -> int:
    """Return how many people live there, 0 where the file does not say."""
    digits = population.strip().replace(",", "").removesuffix(".0")
    if not digits:
        return 0
    if not (digits.isascii() and digits.isdigit() and int(digits) <= MOST_PEOPLE):
        raise RowRefusedError(f'"population" is {shown(population)}; write a whole number')
    return int(digits)


def checked_id(given: str) -> str:
    """Return a row's own identifier, empty where it has none."""
    trimmed = given.strip()
    if len(trimmed) > LONGEST_ID or not trimmed.isprintable() or " " in trimmed:
        raise RowRefusedError(
            f'"id" is {shown(given)}; write at most {LONGEST_ID} characters without a space'
        )
    return trimmed


def shown(value: object) -> str:
    """Return a value as a message shows it: quoted, on one line, never long."""
    text = " ".join(str(value).split())
    cut = text if len(text) <= 40 else f"{text[:40]}…"
    return '"' + "".join(c if c.isprintable() else "\ufffd" for c in cut) + '"'
