"""The reader's own hints: where the articles at hand are known to play."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from gazetteer import Place
from gazetteer.countries import country_codes
from geomap.errors import GeomapError

FOCUS_SCORE = 2.0
COUNTRIES = re.compile(r"[A-Za-z]{2}(?:,[A-Za-z]{2})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """Countries (ISO 3166-1 alpha-2), or a box (west, south, east, north in degrees)."""

    countries: frozenset[str] = frozenset()
    box: tuple[float, float, float, float] | None = None

    def holds(self, place: Place) -> bool:
        """Return whether a place lies in the focus; a box may cross the antimeridian."""
        if self.countries.intersection(place.countries):
            return True
        if self.box is None:
            return False
        west, south, east, north = self.box
        if not south <= place.latitude <= north:
            return False
        if west <= east:
            return west <= place.longitude <= east
        return place.longitude >= west or place.longitude <= east


def parse_focus(text: str) -> Focus:
    """Read "SY,IQ" or "35.5,32,42.5,37.5"; raise GeomapError for anything else."""
    written = text.replace(" ", "")
    if COUNTRIES.fullmatch(written):
        return Focus(countries=known_countries(written.upper().split(",")))
    try:
        west, south, east, north = (float(number) for number in written.split(","))
    except ValueError:
        west = south = east = north = float("nan")
    inside = -180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90
    if not inside:
        raise GeomapError(
            f'--focus: "{text}" is neither countries nor a box; write SY,IQ or '
            "west,south,east,north in degrees"
        )
    return Focus(box=(west, south, east, north))


def known_countries(codes: Iterable[str]) -> frozenset[str]:
    """Return codes of countries; raise GeomapError for one that no country has."""
    asked = frozenset(codes)
    unknown = sorted(asked - country_codes())
    if unknown:
        raise GeomapError(
            f'--focus: "{unknown[0]}" is no country; write its code (ISO 3166-1), as SY for Syria'
        )
    return asked
