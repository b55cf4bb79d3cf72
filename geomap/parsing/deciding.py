"""From recognised spans to mentions: countries first, then the rest in their light."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from gazetteer import DEMONYM, Place
from geomap.model import Candidate, Embedded, Mention, precision_of
from geomap.parsing.battlegrounds import Battlegrounds, weigh_battlegrounds
from geomap.parsing.evidence import Evidence, anchors_of
from geomap.parsing.habits import SourceHabits, habit_score
from geomap.parsing.hints import FOCUS_SCORE, Focus
from geomap.parsing.links import Link
from geomap.parsing.resolving import (
    Pool,
    beside_mention,
    candidates_of,
    standing_of,
    weigh_equals,
    weigh_holding,
    weigh_nearness,
)
from geomap.parsing.roles import role_of
from geomap.parsing.scoring import (
    Anchors,
    Rated,
    confidences,
    fresh,
    in_order,
    rounded,
    shares,
    weigh_countries,
)
from geomap.parsing.spans import Recognised
from geomap.parsing.toponyms import Toponym, folded
from geomap.reasons import Lazy, Reasons

CANDIDATES_KEPT = 5
MOST_LINKS = 8  # of one name; both corpora of docs/accuracy.md are read alike without a bound
HUNDREDTHS, THOUSANDTHS = 100.0, 1000.0
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


class Choice(NamedTuple):
    """The likeliest candidate with its share among all, and the best few."""

    best: Place | None
    share: float
    candidates: Sequence[Candidate]


def decide(
    kept: Sequence[Recognised],
    *,
    others: Sequence[Recognised],
    links: Sequence[Link],
    embedded: Sequence[Embedded],
    battlegrounds: Battlegrounds,
    hints: Hints,
    least: float,
) -> list[Mention]:
    """Return one mention for each kept span.

    `others` are spans that count as evidence only. A best candidate whose confidence is below
    `least` leaves its mention unresolved.
    """
    pools = weighed_pools([*kept, *others], links, embedded, battlegrounds, hints)
    beside = beside_of(links)
    whole: dict[str, Choice] = {}  # by name, for mentions with nothing of their own
    return [
        mention_of(each, candidates_beside(each, pools, beside, whole), least=least)
        for each in kept
    ]


def weighed_pools(
    judged: Sequence[Recognised],
    links: Sequence[Link],
    embedded: Sequence[Embedded],
    battlegrounds: Battlegrounds,
    hints: Hints,
) -> Pools:
    """Return the candidates of each name with all that the article as a whole says of them."""
    named = [each.span.toponym for each in judged if each.kind == "place"]
    names = {toponym.folded: toponym for toponym in named}
    pools = {key: fresh(candidates_of(toponym)) for key, toponym in names.items()}
    for pool in pools.values():
        weigh_hints(pool, hints)
    evidence = gathered(judged, pools, embedded)
    everywhere = shares(evidence.counts, None)
    for key, pool in pools.items():
        own = key in evidence.own
        weigh_countries(pool, evidence.countries_beside(key) if own else everywhere)
        weigh_battlegrounds(pool, battlegrounds)
        pools[key] = in_order(pool)
    weigh_links(pools, links)
    anchors = Anchors(anchors_of(pools))
    for key, pool in pools.items():
        anchors.weigh(key, pool)
    return pools


def weigh_links(pools: Pools, links: Sequence[Link]) -> None:
    """Add what neighbouring names say of each other: near, equal, holding."""
    for link in told_once(links):
        inner, outer = link.inner.toponym.folded, link.outer.toponym.folded
        if inner not in pools or outer not in pools or inner == outer:
            continue
        if link.kind == "near":
            weigh_nearness(pools[inner], pools[outer])
        elif link.kind == "in":
            weigh_holding(pools[outer], pools[inner])
        else:
            weigh_equals(pools[inner], pools[outer])
            weigh_equals(pools[outer], pools[inner])
    if links:
        for key, pool in pools.items():
            pools[key] = in_order(pool)


def told_once(links: Sequence[Link]) -> Iterator[Link]:
    """Yield the first link of each kind between two names; said again, it makes them no surer.

    Of each name the first MOST_LINKS: in a list of all towns it has hundreds of neighbours.
    """
    told: set[tuple[str, tuple[str, str]]] = set()
    number: Counter[str] = Counter()
    for link in links:
        key = link.kind, link.names
        if key not in told and all(number[name] < MOST_LINKS for name in link.names):
            told.add(key)
            number.update(link.names)
            yield link


def beside_of(links: Sequence[Link]) -> Beside:
    """Return what places are said to lie in; a name's first containment holds for all of it."""
    inside = {link.inner.start: link.areas for link in links if link.kind == "in"}
    by_name: dict[str, list[Place]] = {}
    for link in links:
        if link.kind == "in":
            by_name.setdefault(link.inner.toponym.folded, link.areas)
    return Beside(inside=inside, inside_by_name=by_name)


def weigh_hints(pool: Pool, hints: Hints) -> None:
    """Add what the reader's focus and the source's habits say."""
    for rated in pool:
        if hints.focus is not None and hints.focus.holds(rated.place):
            rated.add(FOCUS_SCORE, "lies in the focus you gave")
        score = habit_score(hints.habits, rated.place) if hints.habits is not None else 0.0
        if hints.habits is not None and score:
            rated.add(score, "{} often writes about places there", (hints.habits.source,))


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
    each: Recognised, pools: Pools, beside: Beside, whole: dict[str, Choice]
) -> Choice:
    """Return the choice that one mention leaves; `whole` remembers that of its name."""
    if each.kind == "demonym":
        return choice_of_people(each.span.toponym)
    key = each.span.toponym.folded
    inside = beside.inside.get(each.span.start) or beside.inside_by_name.get(key, [])
    if each.cue_types or inside:
        return choice_among(beside_mention(pools[key], each.cue_types, inside))
    if key not in whole:
        whole[key] = choice_among(beside_mention(pools[key], set(), ()))
    return whole[key]


@lru_cache(maxsize=10_000)
def choice_of_people(toponym: Toponym) -> Choice:
    """Return the choice that a demonym leaves, the same in every article."""
    return choice_among(in_order(demonym_pool(toponym)))


def choice_among(pool: Pool) -> Choice:
    """Return the choice among the candidates of an ordered pool."""
    if not pool:
        return Choice(None, 0.0, ())
    share = rounded(confidences(pool, 1)[0], THOUSANDTHS)
    return Choice(pool[0].place, share, Lazy(finished, pool))


def demonym_pool(toponym: Toponym) -> Pool:
    """Return the places whose people or adjective a name is."""
    found = []
    for sense in toponym.senses:
        if sense.flags & DEMONYM:
            score = DEMONYM_SCORES.get(sense.place.place_type, OTHER_DEMONYM_SCORE)
            standing = standing_of(sense.place, [(score, "of {}", (sense.place.name,))])
            found.append(Rated(standing, score, list(standing.terms)))
    return found


def mention_of(each: Recognised, choice: Choice, *, least: float) -> Mention:
    """Return the mention that one recognised span makes."""
    confidence = rounded(each.probability * choice.share, THOUSANDTHS)
    best = choice.best if confidence >= least else None
    place_type = best.place_type if best else ""
    role, why = role_of(each.around, kind=each.kind, place_type=place_type)
    return Mention(
        start=each.span.start,
        end=each.span.end,
        name=each.span.name,
        kind=each.kind,
        place=best,
        confidence=confidence,
        precision=precision_of(best) if best else "",
        role=role,
        role_reason=why.text,
        reasons=Reasons(each.terms),
        candidates=choice.candidates,
    )


def finished(pool: Pool) -> tuple[Candidate, ...]:
    """Return the best candidates of an ordered pool with their confidence and reasons."""
    found = [
        Candidate(
            place=rated.place,
            score=rounded(rated.score, HUNDREDTHS),
            confidence=rounded(confidence, THOUSANDTHS),
            reasons=Reasons(rated.terms),
        )
        for rated, confidence in zip(pool, confidences(pool, CANDIDATES_KEPT), strict=False)
    ]
    return tuple(found)
