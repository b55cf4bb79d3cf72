"""What the words between two neighbouring names say: the one lies in, near or beside the other.

"Paris, Texas", "Tripoli (Lebanon)", "Tripoli, north of Beirut", "Idlib and Hama countryside".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from gazetteer import Place
from geomap.parsing.spans import Recognised, Span

LinkKind = Literal["in", "near", "and"]

LONGEST_LINK = 48
AREA_WORD = r"(?:province|governorate|oblast|county|district|state|region), "
SIDE = r"(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?"
INSIDE = re.compile(
    rf",? ?(?:in |\(|{AREA_WORD})?(?:in )?(?:{SIDE} )?"
    r"|'s? ?|’s? ?"
    r"| (?:في |ب)?(?:(?:شمال|جنوب|شرق|غرب|وسط)ي? )?(?:(?:شرق|غرب)ي )?"
    r"|,? (?:в|у|на) (?:[^\W\d_]+[оі]м[уі]? )?"
)
NEAR = re.compile(
    rf",? ?(?:just |some |about |around )?(?:[\w.,-]+ (?:km|kilometres|kilometers|miles) )?"
    rf"(?:(?:to the )?{SIDE} of|near|outside|close to|not far from|on the road to) (?:the )?"
    r"| (?:شمال|جنوب|شرق|غرب|قرب|بالقرب من) "
    r"| (?:под|возле|около|близ|біля|поблизу|неподалік від) "
)
AND = re.compile(r", | and |, and | or |, as well as | и | та | і |, а также | و| أو ")
POSSESSIVE = re.compile(r"['’]s? ?")


@dataclass(frozen=True, slots=True)
class Link:
    """How a span stands to the next one: inside it, near it, or as its equal."""

    kind: LinkKind
    inner: Span
    outer: Span

    @property
    def names(self) -> tuple[str, str]:
        """The folded names of both; what equals are listed in which order says nothing."""
        inner, outer = self.inner.toponym.folded, self.outer.toponym.folded
        return (outer, inner) if self.kind == "and" and outer < inner else (inner, outer)

    @property
    def areas(self) -> list[Place]:
        """The countries and first-level divisions that the outer name may mean."""
        return self.outer.toponym.areas


def links_between(text: str, judged: Sequence[Recognised]) -> list[Link]:
    """Return what the words between each two neighbouring place names say."""
    spans = [each.span for each in judged if each.kind == "place" and not each.vetoed]
    found = []
    for first, second in pairwise(spans):
        if not 0 <= second.start - first.end <= LONGEST_LINK:
            continue
        link = link_of(text[first.end : second.start], first, second)
        if link is not None:
            found.append(link)
    return found


def link_of(between: str, first: Span, second: Span) -> Link | None:
    """Return the link that some words make between two spans, or None."""
    if POSSESSIVE.fullmatch(between) and first.toponym.areas:
        return Link("in", second, first)
    if between and INSIDE.fullmatch(between):
        areas = second.toponym.areas
        if areas and not peers(first.toponym.areas, areas):
            return Link("in", first, second)
    if between == " (" and first.toponym.areas:
        return Link("in", second, first)
    if NEAR.fullmatch(between):
        return Link("near", first, second)
    return Link("and", first, second) if AND.fullmatch(between) else None


def peers(inner: list[Place], outer: list[Place]) -> bool:
    """Return whether two names read as a list of equals: "China, Japan", "Ohio, Kentucky"."""
    ranks = {rank_of(place) for place in inner}
    return any(rank_of(place) in ranks for place in outer)


def rank_of(place: Place) -> tuple[str, str]:
    """Return what makes two areas equals: both countries, or divisions of one country."""
    return place.place_type, place.country if place.place_type == "admin1" else ""
