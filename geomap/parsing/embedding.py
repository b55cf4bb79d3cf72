"""Names inside longer names that are no places: evidence for a country, never a mention.

"The Jerusalem Post", "Bank of Cyprus": nothing happens there, but the article has to do with
Israel, with Cyprus.
"""

from collections.abc import Sequence
from functools import lru_cache

from gazetteer import DEMONYM, Gazetteer, Hit, Place
from geomap.model import Embedded
from geomap.parsing.spans import Recognised
from geomap.parsing.toponyms import weight_of

TELLING = frozenset(
    {"media", "armed group", "armed forces", "government", "organisation", "company", "university",
     "airline", "sports club", "treaty", "building"}
)  # fmt: skip
LEAST_WEIGHT = 1.0


def in_phrases(text: str, hits: Sequence[Hit], world: Gazetteer) -> list[Embedded]:
    """Return the well-known places named inside phrases that are no places."""
    found = []
    for hit in hits:
        if hit.phrase not in TELLING:
            continue
        phrase = text[hit.start : hit.end]
        reason = f"inside “{phrase}”, {article_for(hit.phrase)}"
        found += [
            Embedded(
                start=hit.start + start, end=hit.start + end, name=phrase[start:end],
                place=place, reason=reason,
            )
            for start, end, place in well_known_in(phrase, world)
        ]  # fmt: skip
    return found


@lru_cache(maxsize=20_000)
def well_known_in(phrase: str, world: Gazetteer) -> tuple[tuple[int, int, Place], ...]:
    """Return where a phrase names well-known places, and which; remembered."""
    found = []
    for hit in world.find(phrase):
        senses = [sense for layer, name in hit.names for sense in world.senses(layer, name)]
        best = max(senses, key=lambda sense: weight_of(sense)[0], default=None)
        if best and (weight_of(best)[0] >= LEAST_WEIGHT or best.flags & DEMONYM):
            found.append((hit.start, hit.end, best.place))
    return tuple(found)


def in_organisations(refused: Sequence[Recognised]) -> list[Embedded]:
    """Return the well-known places whose names were refused as parts of an organisation's."""
    found = []
    for each in refused:
        if not each.organisation:
            continue
        best = max(each.span.senses, key=lambda sense: weight_of(sense)[0], default=None)
        if best is not None and weight_of(best)[0] >= LEAST_WEIGHT:
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
