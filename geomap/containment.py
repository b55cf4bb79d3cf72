"""What a place is said to lie in: "Paris, Texas", "Tripoli (Lebanon)", "Idlib in Syria"."""

import re
from collections.abc import Sequence

from gazetteer import DEMONYM, Place
from geomap.recognising import Recognised, Span, folded

LONGEST_LINK = 24
LINK = re.compile(
    r",? ?(?:in |\(|(?:province|governorate|oblast|county|district|state), )?"
    r"(?:in )?(?:(?:north|south|east|west|northern|southern|eastern|western|central) )?"
)


def containments(text: str, judged: Sequence[Recognised]) -> dict[int, list[Place]]:
    """Return, by where a span begins, the countries and divisions it is said to lie in."""
    found: dict[int, list[Place]] = {}
    places = [each.span for each in judged if each.kind == "place"]
    for inner, outer in zip(places, places[1:], strict=False):
        between = text[inner.end : outer.start]
        if not between or len(between) > LONGEST_LINK or not LINK.fullmatch(between):
            continue
        areas = areas_of(outer)
        if areas and not peers(areas_of(inner), areas):
            found[inner.start] = areas
    return found


def areas_of(span: Span) -> list[Place]:
    """Return the countries and first-level divisions that bear a name."""
    return [
        sense.place
        for sense in span.senses
        if sense.place.place_type in ("country", "admin1") and not sense.flags & DEMONYM
    ]


def peers(inner: list[Place], outer: list[Place]) -> bool:
    """Return whether two names read as a list of equals: "China, Japan", "Ohio, Kentucky"."""
    ranks = {rank_of(place) for place in inner}
    return any(rank_of(place) in ranks for place in outer)


def rank_of(place: Place) -> tuple[str, str]:
    """Return what makes two areas equals: both countries, or divisions of one country."""
    return place.place_type, place.country if place.place_type == "admin1" else ""


def said_of_names(
    judged: Sequence[Recognised], contained: dict[int, list[Place]]
) -> dict[str, list[Place]]:
    """Return what the first containment of a name says of its other mentions."""
    said: dict[str, list[Place]] = {}
    for each in judged:
        if each.span.start in contained:
            said.setdefault(folded(each.span.name), contained[each.span.start])
    return said
