"""The geoparser: from an article's text to mentions with places, confidence and reasons."""

import re
from collections.abc import Iterable, Sequence

from gazetteer import ACRONYM, DEMONYM, Gazetteer, NamedSense, Place, fold, open_world
from geomap._version import VERSION
from geomap.abbreviations import abbreviated_spans
from geomap.evidence import (
    Evidence,
    add_clear_places,
    anchors_of,
    countries_named,
    provinces_of,
    shares,
)
from geomap.lexicon import lexicon, phrases
from geomap.model import Article, Candidate, Mention, Reason, precision_of
from geomap.recognising import Recognised, Recogniser, Span, prior_of
from geomap.resolving import (
    beside_mention,
    candidates_of,
    in_country_context,
    in_place_context,
    ranked,
)
from geomap.unknown import unknown_toponyms

MIN_CONFIDENCE = 0.35
ANCHOR_CONFIDENCE = 0.6
CANDIDATES_KEPT = 5
LONGEST_LINK = 24
GIVEN_SCORE = 6.0
PARTLY_KNOWN_SCORE = -1.0
CONTAINS = re.compile(r",? ?(?:in |\(| province, | governorate, | in (?:northern|southern|eastern|western|central) )?")


class Geoparser:
    """Reads articles against a gazetteer; the compiled world unless another is given."""

    def __init__(
        self, gazetteer: Gazetteer | None = None, *, min_confidence: float = MIN_CONFIDENCE
    ) -> None:
        self.gazetteer = (gazetteer or open_world()).with_phrases(phrases())
        self.min_confidence = min_confidence
        self._lexicon = lexicon()

    @property
    def version(self) -> str:
        """Which rules and which gazetteer gave an answer."""
        return f"{VERSION}+{self.gazetteer.version}"

    def parse(self, article: Article | str) -> list[Mention]:
        """Return the mentions of an article, places and demonyms, in text order."""
        text = article.text if isinstance(article, Article) else article
        judged = Recogniser(text, self._lexicon).judge(self._spans(text))
        kept = self._kept(judged)
        mentions = self._resolved(text, kept, least=self.min_confidence)
        mentions += unknown_toponyms(text, judged, self._lexicon)
        return sorted(mentions, key=lambda mention: mention.start)

    def resolve_spans(
        self, article: Article | str, spans: Sequence[tuple[int, int]]
    ) -> list[Mention]:
        """Return one mention for each given span, in the order given, however doubtful.

        What else the article names counts as evidence.
        """
        text = article.text if isinstance(article, Article) else article
        given = [self._given_span(text, start, end) for start, end in spans]
        taken = {position for start, end in spans for position in range(start, end)}
        others = [s for s in self._spans(text) if not taken & set(range(s.start, s.end))]
        recogniser = Recogniser(text, self._lexicon)
        judged = recogniser.judge([*given, *others])
        for each in judged[: len(given)]:
            each.score, each.vetoed = max(each.score, GIVEN_SCORE), False
            if each.span.senses and not self._fills(each.span):
                each.add(PARTLY_KNOWN_SCORE - GIVEN_SCORE, "only part of the name is known")
        return self._resolved(text, judged[: len(given)], least=0.0, others=judged[len(given) :])

    def _spans(self, text: str) -> list[Span]:
        """Return what the matcher finds, with the senses of each name."""
        short = abbreviated_spans(text, self.gazetteer)
        spans = [
            Span(hit.start, hit.end, text[hit.start : hit.end], self._senses(hit.names))
            for hit in self.gazetteer.find(text)
            if not hit.phrase and not any(s.start < hit.end and hit.start < s.end for s in short)
        ]
        return sorted([*spans, *short], key=lambda span: span.start)

    def _senses(self, names: Iterable[tuple[int, int]]) -> tuple[NamedSense, ...]:
        found = [sense for layer, name in names for sense in self.gazetteer.senses(layer, name)]
        return tuple(found)

    def _given_span(self, text: str, start: int, end: int) -> Span:
        """Return a span somebody else found: the names that fill it, else the longest within."""
        name = text[start:end]
        for short in abbreviated_spans(text, self.gazetteer):
            if short.start == start and end in (short.end, short.end - 1):
                return Span(start, end, name, short.senses)
        senses = tuple(self.gazetteer.named(name))
        if not senses:
            hits = [hit for hit in self.gazetteer.find(name) if hit.names]
            longest = max(hits, key=lambda hit: hit.end - hit.start, default=None)
            senses = self._senses(longest.names) if longest else ()
        return Span(start, end, name, senses)

    def _fills(self, span: Span) -> bool:
        """Return whether the known names are as long as the span."""
        return any(
            sense.flags & ACRONYM or fold(sense.spelling) == fold(span.name)
            for sense in span.senses
        )

    def _kept(self, judged: list[Recognised]) -> list[Recognised]:
        """Return the spans that are places or demonyms, doubtful ones by their country."""
        counts = countries_named([each for each in judged if each.score > 1.5])
        known = shares(counts)
        for each in judged:
            if each.kind == "place" and not each.vetoed and -2.0 < each.score < 2.5 and known:
                self._weigh_country(each, known)
        return [each for each in judged if each.score > 0 and not each.vetoed]

    def _weigh_country(self, each: Recognised, known: dict[str, float]) -> None:
        """Add whether the article is about a country the name could lie in."""
        fits = [s for s in each.span.senses if known.get(s.place.country, 0.0) > 0.3]
        if not fits:
            each.add(-0.7, "lies in no country the article is about")
        elif prior_of(tuple(fits))[0] > -1.0:
            each.add(0.7, f"may lie in {fits[0].place.country}, which the article is about")

    def _resolved(
        self,
        text: str,
        kept: list[Recognised],
        *,
        least: float,
        others: Sequence[Recognised] = (),
    ) -> list[Mention]:
        """Resolve countries first, then the rest in their light."""
        every = [*kept, *(each for each in others if each.score > 0 and not each.vetoed)]
        names = {fold(each.span.name): each for each in every if each.kind == "place"}
        pools = {key: candidates_of(each.span.senses, each.span.name) for key, each in names.items()}
        evidence = gathered(every, pools)
        pools = {key: in_country_context(pool, evidence) for key, pool in pools.items()}
        contained = containments(text, every)
        first = {key: ranked(pool) for key, pool in pools.items()}
        evidence.anchors = anchors_of(first, least=ANCHOR_CONFIDENCE)
        evidence.provinces = provinces_of(evidence.anchors)
        pools = {key: in_place_context(key, pool, evidence) for key, pool in pools.items()}
        holders = discourse(every, contained)
        return [
            self._mention(each, pools, contained.get(id(each)) or holders, least) for each in kept
        ]

    def _mention(
        self,
        each: Recognised,
        pools: dict[str, list[Candidate]],
        holders: list[Place] | dict[str, list[Place]],
        least: float,
    ) -> Mention:
        """Return the mention that one recognised span makes."""
        key = fold(each.span.name)
        if each.kind == "demonym":
            pool = ranked(demonym_candidates(each.span))
        else:
            inside = holders if isinstance(holders, list) else holders.get(key, [])
            pool = ranked(beside_mention(pools[key], each.cue_types, inside))
        best = pool[0] if pool else None
        confidence = round(each.probability * best.confidence, 3) if best else 0.0
        if best is not None and confidence < least:
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


def gathered(judged: list[Recognised], pools: dict[str, list[Candidate]]) -> Evidence:
    """Return what the countries named and the unmistakable cities say of the article."""
    counts = countries_named(judged)
    add_clear_places(counts, pools)
    return Evidence(countries=shares(counts))


def demonym_candidates(span: Span) -> list[Candidate]:
    """Return the places whose people or adjective a name is."""
    return [
        Candidate(
            place=sense.place,
            score=3.0 if sense.place.place_type == "country" else 2.0,
            confidence=0.0,
            reasons=(Reason(score=3.0, text=f"of {sense.place.name}"),),
        )
        for sense in span.senses
        if sense.flags & DEMONYM
    ]


def containments(text: str, judged: list[Recognised]) -> dict[int, list[Place]]:
    """Return, by span, the countries and divisions that it is said to lie in.

    "Paris, Texas", "Tripoli (Lebanon)", "Tripoli in Lebanon", "Idlib province, Syria".
    """
    found: dict[int, list[Place]] = {}
    places = [each for each in judged if each.kind == "place"]
    for one, other in zip(places, places[1:], strict=False):
        between = text[one.span.end : other.span.start]
        if len(between) > LONGEST_LINK or not CONTAINS.fullmatch(between):
            continue
        outer = areas_of(other.span)
        if outer and not peers(areas_of(one.span), outer):
            found[id(one)] = outer
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
    kinds = {(p.place_type, p.country if p.place_type == "admin1" else "") for p in inner}
    return any((p.place_type, p.country if p.place_type == "admin1" else "") in kinds for p in outer)


def discourse(
    judged: list[Recognised], contained: dict[int, list[Place]]
) -> dict[str, list[Place]]:
    """Return what the first containment said of a name says of its other mentions."""
    said: dict[str, list[Place]] = {}
    for each in judged:
        if id(each) in contained:
            said.setdefault(fold(each.span.name), contained[id(each)])
    return said
