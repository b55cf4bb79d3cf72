"""Names inside longer names that are no places: evidence for a country, never a mention.

"The Jerusalem Post", "Bank of Cyprus": nothing happens there, but the article has to do with
Israel, with Cyprus.
"""

from collections.abc import Sequence

from gazetteer import DEMONYM, Gazetteer, Hit
from geomap.model import Embedded
from geomap.spans import Recognised, weight_of

TELLING = frozenset(
    {"media", "armed group", "armed forces", "government", "organisation", "company", "university",
     "airline", "sports club", "treaty", "building"}
)  # fmt: skip
LEAST_WEIGHT = 1.0


def in_phrases(text: str, hits: Sequence[Hit], world: Gazetteer) -> list[Embedded]:
    """Return the well-known places named inside phrases that are no places."""
    found = []
    for hit in hits:
        if hit.phrase in TELLING:
            inside = text[hit.start : hit.end]
            reason = f"inside “{inside}”, {article_for(hit.phrase)}"
            found += [
                each
                for inner in world.find(inside)
                if (each := embedded_in(inside, inner, hit.start, world, reason)) is not None
            ]
    return found


def embedded_in(text: str, hit: Hit, offset: int, world: Gazetteer, reason: str) -> Embedded | None:
    """Return the weightiest place of a name inside a phrase, or None where none is well known."""
    senses = [sense for layer, name in hit.names for sense in world.senses(layer, name)]
    best = max(senses, key=lambda sense: weight_of(sense)[0], default=None)
    if best is None or (weight_of(best)[0] < LEAST_WEIGHT and not best.flags & DEMONYM):
        return None
    return Embedded(
        start=offset + hit.start,
        end=offset + hit.end,
        name=text[hit.start : hit.end],
        place=best.place,
        reason=reason,
    )


def in_organisations(refused: Sequence[Recognised]) -> list[Embedded]:
    """Return the well-known places whose names were refused as parts of an organisation's."""
    found = []
    for each in refused:
        best = max(each.span.senses, key=lambda sense: weight_of(sense)[0], default=None)
        if each.organisation and best is not None and weight_of(best)[0] >= LEAST_WEIGHT:
            found.append(
                Embedded(
                    start=each.span.start,
                    end=each.span.end,
                    name=each.span.name,
                    place=best.place,
                    reason=each.organisation,
                )
            )
    return found


def article_for(category: str) -> str:
    """Return a phrase's category with its article."""
    if category in ("media", "armed forces"):
        return category
    return f"{'an' if category[0] in 'aeiou' else 'a'} {category}"
