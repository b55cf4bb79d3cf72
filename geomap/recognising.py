"""Toponym recognition: is this span a place here?

An additive score of named, signed reasons under hard vetoes. A span is a place when its score is
above 0; the score is read as log-odds.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from gazetteer import ACRONYM, DEMONYM, DERIVED, PRIMARY, Hit, NamedSense, fold
from gazetteer.place import POPULATED_TYPES
from geomap.lexicon import Cue, Lexicon
from geomap.model import Kind
from geomap.surroundings import Surroundings, surroundings

SMALL_WORD = re.compile(r"(?<![^\W_])[a-zа-яёіїєґ]{3,}(?![^\W_])")
ORGANISATION_OF = re.compile(r"([^\W\d_][\w'’.-]*) (?:of|for) (?:the )?$")
DIRECTIONS = frozenset(
    "north south east west northern southern eastern western central upper lower greater inner "
    "outer old new mid the in on at near from to".split()
)
# Bodies that sit in the place they are named after: "Glasgow Police", "Kabul Court".
LOCAL_BODIES = frozenset(
    "police council court government fire parliament mayor authorities school schools jail".split()
)
STREETS = frozenset(
    "street st road rd avenue ave boulevard blvd lane drive square highway bridge expressway".split()
)
SPEAKING = frozenset(
    "said says told adds added reported reports wrote writes tweeted testified".split()
)
LANGUAGE_CUES = frozenset(
    "speak speaks spoke spoken speaking fluent teach teaches teaching taught learn learning "
    "translated studying".split()
)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text with the senses its names have in the gazetteer."""

    start: int
    end: int
    name: str
    senses: tuple[NamedSense, ...]


@dataclass(slots=True)
class Recognised:
    """A span with what speaks for and against its being a place."""

    span: Span
    kind: Kind
    around: Surroundings
    terms: list[tuple[float, str]] = field(default_factory=list)
    cue_types: set[str] = field(default_factory=set)
    person: bool = False
    organisation: str = ""  # the longer name that this is part of, in words
    vetoed: bool = False
    score: float = 0.0

    def add(self, score: float, text: str) -> None:
        """Add a term to the score."""
        self.score += score
        self.terms.append((score, text))

    @property
    def accepted(self) -> bool:
        """Whether this is a place or a demonym rather than anything else."""
        return self.score > 0 and not self.vetoed

    @property
    def probability(self) -> float:
        """The share of such spans that are places."""
        return 0.0 if self.vetoed else 1 / (1 + math.exp(-max(-30.0, min(30.0, self.score))))


class Recogniser:
    """Judges the spans of one article."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self._text = text
        self._lexicon = lexicon
        self._small_words: frozenset[str] | None = None

    def judge(self, spans: Iterable[Span]) -> list[Recognised]:
        """Return each span with its score, persons' surnames carried through the article."""
        judged = [self._judge(span) for span in spans]
        persons = {
            word.lower()
            for each in judged
            if each.person
            for word in each.span.name.split()
        }  # fmt: skip
        for each in judged:
            if not each.person and each.kind == "place" and each.span.name.lower() in persons:
                each.add(-3.0, "elsewhere in the article this is a person's name")
        return judged

    def _judge(self, span: Span) -> Recognised:
        around = surroundings(self._text, span.start, span.end)
        kind: Kind = "demonym" if reads_as_demonym(span, around, self._lexicon) else "place"
        each = Recognised(span, kind, around)
        if kind == "demonym":
            self._weigh_demonym(each)
            return each
        prior, text = prior_of(span.senses)
        each.add(prior, text)
        self._weigh_word(each)
        self._weigh_cues(each)
        self._weigh_neighbours(each)
        self._weigh_person(each)
        return each

    def _weigh_demonym(self, each: Recognised) -> None:
        each.add(3.5, "the people or the adjective of a country or region")
        if self._first_name_before(each):
            each.add(-4.0, "follows a first name")
        if first_word(each.around.before) in LANGUAGE_CUES:
            each.add(-4.0, f"a language: “{each.around.before[0]} {each.span.name}”")

    def _weigh_word(self, each: Recognised) -> None:
        """Weigh the name itself: is it an ordinary word?"""
        name = each.span.name
        word = folded(name).removeprefix("the ")
        acronym = any(s.flags & ACRONYM for s in each.span.senses)
        if word in self._lexicon.never and not (acronym and (name.isupper() or "." in name)):
            each.vetoed = True
            each.add(-9.0, f"“{word}” is an ordinary word")
            return
        if word in self._lexicon.rarely:
            each.add(-3.2, f"“{word}” is mostly an ordinary word")
        elif " " not in name and "-" not in name:
            if not is_country(each.span) and word in self.small_words:
                each.add(-2.5, f"“{word}” stands in small letters elsewhere in the article")
        elif not name.isupper():
            each.add(0.8, "a name of several words")
        if len(name) <= 3 and not acronym and name.isascii():
            each.add(-1.0, "a very short name")
        if each.around.starts_sentence and not is_country(each.span):
            each.add(-0.4, "begins a sentence")
        if acronym and name.isupper() and self._shouted(each):
            each.add(-2.0, "stands in a line of capitals")

    def _shouted(self, each: Recognised) -> bool:
        """Return whether the words around are in capitals too."""
        words = [w for w in (*each.around.before, *each.around.after) if len(w) > 3]
        return len(words) >= 2 and all(word.isupper() for word in words)

    @property
    def small_words(self) -> frozenset[str]:
        """The article's words that stand in small letters, gathered once."""
        if self._small_words is None:
            self._small_words = frozenset(SMALL_WORD.findall(self._text))
        return self._small_words

    def _weigh_cues(self, each: Recognised) -> None:
        before = first_cue(each.around.phrases_before(), self._lexicon.cues_before)
        if before:
            phrase, cue = before
            each.add(0.9 * cue.weight, f"stands behind “{phrase}”")
            if cue.place_type:
                each.cue_types.add(cue.place_type)
        after = first_cue(each.around.phrases_after(), self._lexicon.cues_after)
        if after:
            phrase, cue = after
            each.add(0.7 * cue.weight, f"stands before “{phrase}”")
            if cue.place_type:
                each.cue_types.add(cue.place_type)

    def _weigh_neighbours(self, each: Recognised) -> None:
        """Weigh capitalised neighbours: is the span part of a longer name?"""
        lexicon, around = self._lexicon, each.around
        weight = 0.2 if around.in_headline else 1.0
        found = ORGANISATION_OF.search(self._text[max(0, each.span.start - 40) : each.span.start])
        if found and found[1][0].isupper() and found[1].lower() in lexicon.organisation_words:
            each.organisation = f"part of an organisation's name: “{found[0]}{each.span.name}”"
            each.add(-4.0 * max(weight, 0.5), each.organisation)
        before = around.before[0] if around.before and around.gap_before == " " else ""
        if before[:1].isupper() and self._is_name_part(before):
            each.add(-2.2 * weight, f"part of a longer name: “{before} {each.span.name}”")
        beside = self._text[each.span.end : each.span.end + 1] == " "
        after = around.after[0] if around.after and beside else ""
        if after in STREETS:
            each.add(-2.5, f"names a street: “{each.span.name} {after}”")
        if not after[:1].isupper() or self._has_after_cue(around):
            return
        if after.lower().rstrip(".") in STREETS:
            each.add(-3.0, f"names a street: “{each.span.name} {after}”")
        elif after.lower() in LOCAL_BODIES:
            each.add(-0.8 * weight, f"gives its name to a body that sits there: “{after}”")
        elif after.lower() in lexicon.organisation_words:
            each.organisation = f"part of an organisation's name: “{each.span.name} {after}”"
            each.add(-4.5 * max(weight, 0.5), each.organisation)
        elif self._is_name_part(after):
            each.add(-1.8 * weight, f"part of a longer name: “{each.span.name} {after}”")

    def _has_after_cue(self, around: Surroundings) -> bool:
        cue = first_cue(around.phrases_after(), self._lexicon.cues_after)
        return cue is not None and bool(cue[1].place_type)

    def _is_name_part(self, word: str) -> bool:
        """Return whether a capitalised neighbour seems to belong to one name with the span."""
        small = word.lower().rstrip(".")
        return (
            folded(small) not in self._lexicon.never
            and small not in DIRECTIONS
            and small not in self._lexicon.cues_before
        )

    def _weigh_person(self, each: Recognised) -> None:
        lexicon = self._lexicon
        title = next(
            (p for p in each.around.phrases_before() if p in lexicon.titles), None
        )  # fmt: skip
        country = is_country(each.span)
        if title and each.around.gap_before.strip() == "":
            each.person = not country
            each.add(-1.5 if country else -3.0, f"follows the title “{title}”")
        if self._first_name_before(each):
            each.person = not country
            each.add(-1.5 if country else -3.2, "follows a first name")
        name = each.span.name.lower()
        if not country and name in lexicon.surnames:
            each.add(-0.6, "also a surname")
        if not country and first_word(each.around.after) in SPEAKING and not is_seat(each.span):
            each.add(-1.2, f"speaks: “{each.span.name} {each.around.after[0]}”")
        follows = each.around.after[0] if each.around.after else ""
        if (
            name in lexicon.first_names
            and follows[:1].isupper()
            and not each.around.in_headline
            and not self._has_after_cue(each.around)
        ):
            each.person = not country
            each.add(-2.5, f"a first name before “{follows}”")
        elif name in lexicon.first_names and not country:
            each.add(-0.8, "also a first name")

    def _first_name_before(self, each: Recognised) -> bool:
        before = each.around.before
        return bool(
            before
            and each.around.gap_before == " "
            and before[0][:1].isupper()
            and before[0].lower() in self._lexicon.first_names
            and before[0].lower() not in self._lexicon.cues_before
        )


@lru_cache(maxsize=50_000)
def folded(name: str) -> str:
    """Return a name as the matcher spells it, remembered."""
    return fold(name)


def first_cue(phrases: Iterable[str], cues: dict[str, Cue]) -> tuple[str, Cue] | None:
    """Return the first phrase that is a cue, with it."""
    for phrase in phrases:
        cue = cues.get(phrase)
        if cue is not None:
            return phrase, cue
    return None


def first_word(words: list[str]) -> str:
    """Return the nearest word in small letters, or nothing."""
    return words[0].lower() if words else ""


def is_seat(span: Span) -> bool:
    """Return whether a capital or a first-level division bears the name: such speak, in news."""
    return any(s.place.place_type in ("capital", "admin1") for s in span.senses)


def is_country(span: Span) -> bool:
    """Return whether a country bears the name."""
    return any(s.place.place_type == "country" and not s.flags & DEMONYM for s in span.senses)


def reads_as_demonym(span: Span, around: Surroundings, lexicon: Lexicon) -> bool:
    """Return whether a name means people or an adjective here rather than a place."""
    if not any(sense.flags & DEMONYM for sense in span.senses):
        return False
    if all(sense.flags & DEMONYM for sense in span.senses):
        return True
    cue = first_cue(around.phrases_after(), lexicon.cues_after)
    if cue and cue[1].place_type in ("admin1", "admin2"):
        return False
    strongest = max(
        (prior_of((s,))[0] for s in span.senses if not s.flags & DEMONYM), default=0.0
    )  # fmt: skip
    return strongest < 2.0


def prior_of(senses: tuple[NamedSense, ...]) -> tuple[float, str]:
    """Return how much a name is worth before any context, by its weightiest place."""
    return max((weight_of(sense) for sense in senses), default=(-3.0, "no known place"))


@lru_cache(maxsize=100_000)
def weight_of(sense: NamedSense) -> tuple[float, str]:
    """Return the log-odds that a capitalised name means this place at all, and why."""
    place = sense.place
    how = 0.0 if sense.flags & PRIMARY else -0.5 if not sense.flags & DERIVED else -0.8
    if place.place_type == "country":
        return 4.0 + how / 2, "the name of a country"
    if place.place_type == "continent":
        return 3.0, "the name of a continent"
    if place.place_type == "capital":
        return 3.0 + how / 2, "the name of a capital"
    if place.place_type == "admin1":
        return 2.0 + how, "the name of a province"
    if place.place_type in POPULATED_TYPES:
        size = 0.95 * (math.log10(max(place.population, 300)) - 4) + 0.3
        return max(-1.3, min(2.6, size)) + how, f"a place of {place.population:,} people"
    if place.place_type == "admin2":
        return 0.2 + how, "the name of a district"
    return 2.0 + how / 2, f"the name of a {place.place_type}"


def span_of(text: str, hit: Hit, senses: tuple[NamedSense, ...]) -> Span:
    """Return a hit with its senses."""
    return Span(hit.start, hit.end, text[hit.start : hit.end], senses)
