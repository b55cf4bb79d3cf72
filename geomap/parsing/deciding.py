"""From recognised spans to mentions: countries first, then the rest in their light."""

from collections.abc import Sequence
from dataclasses import dataclass

from gazetteer import DEMONYM, Place
from geomap.model import Candidate, Embedded, Mention, Reason, precision_of
from geomap.parsing.evidence import Evidence, anchors_of, provinces_of
from geomap.parsing.habits import SourceHabits, habit_term
from geomap.parsing.hints import Focus, focus_term
from geomap.parsing.links import Link
from geomap.parsing.resolving import (
    Pool,
    Rated,
    beside_mention,
    candidates_of,
    finished,
    in_order,
    weigh_countries,
    weigh_equals,
    weigh_holding,
    weigh_nearness,
    weigh_neighbours,
)
from geomap.parsing.roles import role_of
from geomap.parsing.spans import Recognised, Span, folded

CANDIDATES_KEPT = 5
EMBEDDED_WEIGHT = 0.5
DEMONYM_SCORES = {"country": 4.0}
OTHER_DEMONYM_SCORE = 3.0

Pools = dict[str, Pool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What is known besides the article: the reader's focus, what its source writes about."""

    focus: Focus | None = None
    habits: SourceHabits | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands beside mentions: by where a span begins, and by name for its other mentions."""

    inside: dict[int, list[Place]]
    inside_by_name: dict[str, list[Place]]


def decide(
    kept: Sequence[Recognised],
    *,
    others: Sequence[Recognised],
    links: Sequence[Link],
    embedded: Sequence[Embedded],
    hints: Hints,
    least: float,
) -> list[Mention]:
    """Return one mention for each kept span.

    `others` are spans that count as evidence only. A best candidate whose confidence is below
    `least` leaves its mention unresolved.
    """
    pools = weighed_pools([*kept, *others], links, embedded, hints)
    beside = beside_of(links)
    whole: dict[str, tuple[Candidate, ...]] = {}  # by name, for mentions with nothing of their own
    return [
        mention_of(each, candidates_beside(each, pools, beside, whole), least=least)
        for each in kept
    ]


def weighed_pools(
    judged: Sequence[Recognised],
    links: Sequence[Link],
    embedded: Sequence[Embedded],
    hints: Hints,
) -> Pools:
    """Return the candidates of each name with all that the article as a whole says of them."""
    names = {folded(each.span.name): each.span for each in judged if each.kind == "place"}
    pools = {key: candidates_of(span.senses, span.name) for key, span in names.items()}
    for pool in pools.values():
        weigh_hints(pool, hints)
    evidence = gathered(judged, pools, embedded)
    for key, pool in pools.items():
        weigh_countries(pool, evidence.countries_beside(key))
        pools[key] = in_order(pool)
    weigh_links(pools, links)
    evidence.anchors = anchors_of(pools)
    evidence.provinces = provinces_of(evidence.anchors)
    for key, pool in pools.items():
        weigh_neighbours(key, pool, evidence)
    return pools


def weigh_links(pools: Pools, links: Sequence[Link]) -> None:
    """Add what neighbouring names say of each other: near, equal, holding."""
    for link in links:
        inner, outer = folded(link.inner.name), folded(link.outer.name)
        if inner not in pools or outer not in pools or inner == outer:
            continue
        if link.kind == "near":
            weigh_nearness(pools[inner], pools[outer])
        elif link.kind == "in":
            weigh_holding(pools[outer], pools[inner])
        else:
            weigh_equals(pools[inner], pools[outer])
            weigh_equals(pools[outer], pools[inner])
    for key, pool in pools.items():
        pools[key] = in_order(pool)


def beside_of(links: Sequence[Link]) -> Beside:
    """Return what places are said to lie in; a name's first containment holds for all of it."""
    inside = {link.inner.start: link.areas for link in links if link.kind == "in"}
    by_name: dict[str, list[Place]] = {}
    for link in links:
        if link.kind == "in":
            by_name.setdefault(folded(link.inner.name), link.areas)
    return Beside(inside=inside, inside_by_name=by_name)


def weigh_hints(pool: Pool, hints: Hints) -> None:
    """Add what the reader's focus and the source's habits say."""
    for rated in pool:
        if hints.focus is not None:
            rated.add(focus_term(hints.focus, rated.place))
        if hints.habits is not None:
            rated.add(habit_term(hints.habits, rated.place))


def gathered(judged: Sequence[Recognised], pools: Pools, embedded: Sequence[Embedded]) -> Evidence:
    """Return what the countries named and the unmistakable cities say of the article."""
    evidence = Evidence()
    evidence.add_named(judged)
    evidence.add_clear(pools)
    for each in embedded:
        if each.place.country:
            evidence.add(folded(each.name), each.place.country, EMBEDDED_WEIGHT)
    return evidence


def candidates_beside(
    each: Recognised,
    pools: Pools,
    beside: Beside,
    whole: dict[str, tuple[Candidate, ...]],
) -> tuple[Candidate, ...]:
    """Return the candidates of one mention, best first; `whole` remembers those of its name."""
    if each.kind == "demonym":
        return finished(demonym_pool(each.span), most=CANDIDATES_KEPT)
    key = folded(each.span.name)
    inside = beside.inside.get(each.span.start) or beside.inside_by_name.get(key, [])
    if each.cue_types or inside:
        pool = beside_mention(pools[key], each.cue_types, inside)
        return finished(pool, most=CANDIDATES_KEPT)
    if key not in whole:
        whole[key] = finished(beside_mention(pools[key], set(), ()), most=CANDIDATES_KEPT)
    return whole[key]


def demonym_pool(span: Span) -> Pool:
    """Return the places whose people or adjective a name is."""
    return [
        Rated(
            sense.place,
            score := DEMONYM_SCORES.get(sense.place.place_type, OTHER_DEMONYM_SCORE),
            [(score, f"of {sense.place.name}")],
        )
        for sense in span.senses
        if sense.flags & DEMONYM
    ]


def mention_of(each: Recognised, candidates: tuple[Candidate, ...], *, least: float) -> Mention:
    """Return the mention that one recognised span makes."""
    best = candidates[0] if candidates else None
    confidence = round(each.probability * best.confidence, 3) if best else 0.0
    if confidence < least:
        best = None
    place_type = best.place.place_type if best else ""
    role, why = role_of(each.around, kind=each.kind, place_type=place_type)
    return Mention(
        start=each.span.start,
        end=each.span.end,
        name=each.span.name,
        kind=each.kind,
        place=best.place if best else None,
        confidence=confidence,
        precision=precision_of(best.place) if best else "",
        role=role,
        role_reason=why.text,
        reasons=tuple(Reason(score=round(score, 1), text=text) for score, text in each.terms),
        candidates=candidates,
    )
