"""What a place may be, whether a person or a file says it."""

import math

from gazetteer.countries import country_codes
from gazetteer.errors import GazetteerError
from gazetteer.place import PLACE_TYPES
from gazetteer.spelling import fold

LONGEST_NAME = 200  # characters
JOINERS = "\u200c\u200d"


class PlaceRefusedError(GazetteerError):
    """What describes no place: what is wrong with it, for whoever knows where it stands."""


def checked_name(what: str, name: str) -> str:
    """Return a name with single spaces; refuse one that no text could hold."""
    if len(name) > LONGEST_NAME:
        raise PlaceRefusedError(f'"{what}" has {len(name):,} characters; {LONGEST_NAME} are enough')
    trimmed = " ".join(name.split())
    if not trimmed:
        raise PlaceRefusedError(f'"{what}" is only spaces; write the name as articles spell it')
    if not trimmed.isprintable() and not all(c.isprintable() or c in JOINERS for c in trimmed):
        raise PlaceRefusedError(f'"{what}" holds a control character; write the name without it')
    if not any(letter.isalnum() for letter in fold(trimmed)):
        raise PlaceRefusedError(f'"{what}" is {shown(trimmed)}; a name has at least one letter')
    return trimmed


def check_point(*, longitude: float, latitude: float) -> None:
    """Refuse what is no point on Earth, in degrees."""
    if not (math.isfinite(longitude) and math.isfinite(latitude)):
        raise PlaceRefusedError(
            f'"latitude" is {latitude} and "longitude" {longitude}; write degrees, as 36.2'
        )
    if 90 < abs(latitude) <= 180 and abs(longitude) <= 90:
        raise PlaceRefusedError(
            f'"latitude" is {latitude:g} and "longitude" {longitude:g}; they look swapped, '
            "latitude goes from -90 to 90"
        )
    if abs(latitude) > 90:
        raise PlaceRefusedError(f'"latitude" is {latitude:g}; it goes from -90 to 90 degrees')
    if abs(longitude) > 180:
        raise PlaceRefusedError(f'"longitude" is {longitude:g}; it goes from -180 to 180 degrees')


def checked_type(place_type: str) -> str:
    """Return one of PLACE_TYPES, or nothing where nothing is said."""
    named = " ".join(place_type.split()).lower()
    if named and named not in PLACE_TYPES:
        raise PlaceRefusedError(
            f'"place_type" is {shown(place_type)}; one is: {", ".join(sorted(PLACE_TYPES))}'
        )
    return named


def checked_country(country: str) -> str:
    """Return a country's code in capitals, or nothing where nothing is said."""
    code = country.strip().upper()
    if code and code not in country_codes():
        raise PlaceRefusedError(
            f'"country" is {shown(country)}; write its two letters (ISO 3166-1), as SY for Syria'
        )
    return code


def shown(value: object) -> str:
    """Return a value as a message shows it: quoted, on one line, never long."""
    text = " ".join(str(value).split())
    cut = text if len(text) <= 40 else f"{text[:40]}…"
    return '"' + "".join(c if c.isprintable() else "\ufffd" for c in cut) + '"'
