"""From recognised spans to mentions: countries first, then the rest in their light."""

from collections.abc import Sequence
from dataclasses import dataclass

from gazetteer import DEMONYM, Place
from geomap.containment import containments, said_of_names
from geomap.evidence import (
    Evidence,
    add_clear_places,
    anchors_of,
    countries_named,
    provinces_of,
    shares,
)
from geomap.habits import SourceHabits, habit_reason
from geomap.hints import Focus, focus_reason
from geomap.model import Candidate, Embedded, Mention, Reason, precision_of
from geomap.recognising import Recognised, Span, folded
from geomap.resolving import (
    beside_mention,
    candidates_of,
    in_country_context,
    in_place_context,
    ranked,
    with_reasons,
)

ANCHOR_CONFIDENCE = 0.6
CANDIDATES_KEPT = 5
EMBEDDED_WEIGHT = 0.5

Pools = dict[str, list[Candidate]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What is known besides the article: the reader's focus, what its source writes about."""

    focus: Focus | None = None
    habits: SourceHabits | None = None


def decide(
    text: str,
    kept: Sequence[Recognised],
    *,
    others: Sequence[Recognised],
    embedded: Sequence[Embedded],
    hints: Hints,
    least: float,
) -> list[Mention]:
    """Return one mention for each kept span.

    `others` are spans that count as evidence only. A best candidate whose confidence is below
    `least` leaves its mention unresolved.
    """
    every = [*kept, *others]
    pools = name_pools(every, hints)
    evidence = gathered(every, pools, embedded)
    pools = {key: in_country_context(pool, evidence) for key, pool in pools.items()}
    evidence.anchors = anchors_of(
        {key: ranked(pool) for key, pool in pools.items()}, least=ANCHOR_CONFIDENCE
    )
    evidence.provinces = provinces_of(evidence.anchors)
    pools = {key: in_place_context(key, pool, evidence) for key, pool in pools.items()}
    contained = containments(text, every)
    said = said_of_names(every, contained)
    return [
        mention_of(each, pool_of(each, pools, contained, said), least=least) for each in kept
    ]


def name_pools(judged: Sequence[Recognised], hints: Hints) -> Pools:
    """Return the candidates of each name, with what the hints say of them."""
    names = {folded(each.span.name): each.span for each in judged if each.kind == "place"}
    pools = {key: candidates_of(span.senses, span.name) for key, span in names.items()}
    if hints.focus is None and hints.habits is None:
        return pools
    return {key: [hinted(candidate, hints) for candidate in pool] for key, pool in pools.items()}


def hinted(candidate: Candidate, hints: Hints) -> Candidate:
    """Return a candidate with what the focus and the source's habits say of it."""
    reasons = [
        reason
        for reason in (
            focus_reason(hints.focus, candidate.place) if hints.focus else None,
            habit_reason(hints.habits, candidate.place) if hints.habits else None,
        )
        if reason is not None
    ]
    return with_reasons(candidate, reasons) if reasons else candidate


def gathered(
    judged: Sequence[Recognised], pools: Pools, embedded: Sequence[Embedded]
) -> Evidence:
    """Return what the countries named and the unmistakable cities say of the article."""
    counts = countries_named(judged)
    add_clear_places(counts, pools)
    for each in embedded:
        if each.place.country:
            counts[each.place.country] += EMBEDDED_WEIGHT  # type: ignore[assignment]
    return Evidence(countries=shares(counts))


def pool_of(
    each: Recognised,
    pools: Pools,
    contained: dict[int, list[Place]],
    said: dict[str, list[Place]],
) -> list[Candidate]:
    """Return the candidates of one mention with their confidence, best first."""
    if each.kind == "demonym":
        return ranked(demonym_candidates(each.span))
    key = folded(each.span.name)
    inside = contained.get(each.span.start) or said.get(key, [])
    return ranked(beside_mention(pools[key], each.cue_types, inside))


def demonym_candidates(span: Span) -> list[Candidate]:
    """Return the places whose people or adjective a name is."""
    return [
        Candidate(
            place=sense.place,
            score=4.0 if sense.place.place_type == "country" else 3.0,
            confidence=0.0,
            reasons=(Reason(score=4.0, text=f"of {sense.place.name}"),),
        )
        for sense in span.senses
        if sense.flags & DEMONYM
    ]


def mention_of(each: Recognised, pool: list[Candidate], *, least: float) -> Mention:
    """Return the mention that one recognised span makes."""
    best = pool[0] if pool else None
    confidence = round(each.probability * best.confidence, 3) if best else 0.0
    if confidence < least:
        best = None
    return Mention(
        start=each.span.start,
        end=each.span.end,
        name=each.span.name,
        kind=each.kind,
        place=best.place if best else None,
        confidence=confidence,
        precision=precision_of(best.place) if best else "",
        reasons=tuple(each.reasons),
        candidates=tuple(pool[:CANDIDATES_KEPT]),
    )
