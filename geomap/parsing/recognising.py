"""Toponym recognition: is this span a place here?

An additive score of named, signed reasons under hard vetoes. A span is a place when its score is
above 0; the score is read as log-odds.
"""

import re
from collections.abc import Iterable, Sequence

from geomap.model import Kind
from geomap.parsing.lexicon import Lexicon
from geomap.parsing.links import Link, links_between
from geomap.parsing.longer_names import weigh_longer_name
from geomap.parsing.persons import carry_persons, first_name_before, weigh_person
from geomap.parsing.spans import Recognised, Span, first_word
from geomap.parsing.surroundings import Surroundings
from geomap.parsing.words import Words

SMALL_WORD = re.compile(r"[a-zа-яёіїєґ]{3,}")
LANGUAGE_CUES = frozenset(
    "speak speaks spoke spoken speaking fluent teach teaches teaching taught learn learning "
    "translated studying".split()
)
TAKES_US = frozenset("LET TELL GIVE HELP SHOW LEAVE SAVE".split())  # imperatives
# In, at, from and to a name: Halep'te.
TURKISH_ENDING = re.compile(r"['’](?:[dt][ea](?:n|ki)?|y?[ea])\b")
# What a link to a neighbour says for a name's being a place.
LINK_SCORES = {"in": 3.0, "near": 2.0, "and": 0.8}
NOWHERE = Surroundings(Words(""), 0, 0)
# "northern Idlib" is a part of the province; "northern Aleppo" may be one of a large city.
PARTS = frozenset(
    "northern southern eastern western northeastern northwestern southeastern southwestern "
    "north-eastern north-western south-eastern south-western".split()
)
LINKED = "linked with “{}” beside it"
STRONG_DEMONYM_RIVAL = 2.0


class Recogniser:
    """Judges the spans of one article; `persons` are where full names begin, and those."""

    def __init__(
        self, text: str, lexicon: Lexicon, *, persons: Iterable[tuple[int, str]] = ()
    ) -> None:
        self._text = text
        self.words = Words(text)
        self._small: dict[str, bool] = {}  # whether a word stands in small letters anywhere
        self._lexicon = lexicon
        self._persons = persons
        self._people: set[int] = set()  # where demonyms end
        self.links: list[Link] = []

    def judge(self, spans: Iterable[Span]) -> list[Recognised]:
        """Return each span with its score; what links them is left in `links`."""
        given = list(spans)
        self._people = {span.end for span in given if span.toponym.is_demonym}
        judged = [self._judge(span) for span in given]
        carry_persons(judged, self._persons, self._lexicon)
        ordered = sorted(judged, key=lambda each: each.span.start)
        self.links = links_between(self._text, ordered)
        self._weigh_links(ordered)
        self._weigh_joined(ordered)
        return judged

    def _judge(self, span: Span) -> Recognised:
        word = span.toponym.word
        if word in self._lexicon.never and not in_capitals(span):
            return self._refused(span, "“{}” is an ordinary word", word)
        around = Surroundings(self.words, span.start, span.end)
        kind: Kind = "demonym" if reads_as_demonym(span, around, self._lexicon) else "place"
        each = Recognised(span, kind, around, after_people=span.start - 1 in self._people)
        if kind == "demonym":
            self._weigh_demonym(each)
            return each
        each.add(*span.toponym.prior)
        self._weigh_word(each, word)
        self._weigh_cues(each)
        weigh_longer_name(each, self._text, self._lexicon)
        weigh_person(each, self._lexicon)
        return each

    def _refused(self, span: Span, words: str, *parts: object) -> Recognised:
        """Return a span that is no place whatever stands around it."""
        each = Recognised(span, "place", NOWHERE, vetoed=True)
        each.add(-9.0, words, *parts)
        return each

    def _weigh_demonym(self, each: Recognised) -> None:
        each.add(3.5, "the people or the adjective of a country or region")
        if first_name_before(each, self._lexicon):
            each.add(-4.0, "follows a first name")
        if first_word(each.around.before) in LANGUAGE_CUES:
            each.add(-4.0, "a language: “{} {}”", each.around.before[0], each.span.name)

    def _weigh_word(self, each: Recognised, word: str) -> None:
        """Weigh the name itself, `word` when folded: is it an ordinary word?"""
        name = each.span.name
        acronym = each.span.toponym.is_acronym
        if word in self._lexicon.rarely:
            each.add(-3.2, "“{}” is mostly an ordinary word", word)
        elif " " not in name and "-" not in name:
            if not each.span.toponym.is_country and self._stands_small(word):
                each.add(-2.5, "“{}” stands in small letters elsewhere in the article", word)
        elif not name.isupper():
            each.add(0.8, "a name of several words")
        if len(name) <= 3 and not acronym and name.isascii():
            each.add(-1.0, "a very short name")
        if each.around.starts_sentence and not (
            each.span.toponym.is_country or each.span.toponym.has_later_capital
        ):
            each.add(-0.4, "begins a sentence")
        if acronym and name.isupper() and shouted(each.around):
            each.add(-2.0, "stands in a line of capitals")
        if name == "US" and each.around.before and each.around.before[0] in TAKES_US:
            each.add(-6.0, "no country, but us: “{} US”", each.around.before[0])

    def _stands_small(self, word: str) -> bool:
        """Return whether a word stands in small letters anywhere in the article."""
        known = self._small.get(word)
        if known is None:
            known = bool(SMALL_WORD.fullmatch(word)) and holds_word(self._text, word)
            self._small[word] = known
        return known

    def _weigh_cues(self, each: Recognised) -> None:
        """Weigh the words before and behind that make a name a place."""
        lexicon, around = self._lexicon, each.around
        before, after = around.cue_before(lexicon), around.cue_after(lexicon)
        if before:
            each.add(0.9 * before[1].weight, "stands behind “{}”", before[0])
            each.cue_types.add(before[1].place_type)
        if after:
            each.add(0.7 * after[1].weight, "stands before “{}”", after[0])
            each.cue_types.add(after[1].place_type)
            each.behind_type = after[1].place_type
        ending = TURKISH_ENDING.match(around.text, each.span.end)
        if ending:
            each.add(2.4, "with the Turkish ending “{}”", ending.group())
        each.cued = before is not None or after is not None
        if around.before and around.before[0].lower() in PARTS:
            each.cue_types.add("part")
        each.cue_types.discard("")

    def _weigh_links(self, ordered: Sequence[Recognised]) -> None:
        """Weigh what the words between neighbouring names say for their being places."""
        at = {each.span.start: each for each in ordered}
        for link in self.links:
            inner, outer = at[link.inner.start], at[link.outer.start]
            if outer.score > 0:
                inner.add(LINK_SCORES[link.kind], LINKED, link.outer.name)
            if link.kind == "and":
                if inner.score > LINK_SCORES["and"]:
                    outer.add(LINK_SCORES["and"], LINKED, link.inner.name)
                if outer.behind_type and not inner.cue_types:
                    inner.cue_types.add(outer.behind_type)

    def _weigh_joined(self, ordered: Sequence[Recognised]) -> None:
        """Weigh a capitalised word that a hyphen joins to a name: Carrefour-Feuilles.

        Countries are left alone, as they stand so beside whom they deal with: Israel-Hamas.
        """
        starts = {each.span.start for each in ordered}
        for each in ordered:
            joined = each.around.joined
            if (
                joined[1:2].isupper() and not joined.isupper()
                and each.span.end + 1 not in starts
                and not each.span.toponym.is_country and each.kind == "place"
                and each.around.cue_after(self._lexicon) is None
            ):  # fmt: skip
                each.add(-5.0, "part of a longer name: “{}{}”", each.span.name, joined)


def holds_word(text: str, word: str) -> bool:
    """Return whether a text holds a word, whole and spelled just so."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not text[max(0, at - 1) : at].isalnum() and not text[end : end + 1].isalnum():
            return True
        at = text.find(word, end)
    return False


def in_capitals(span: Span) -> bool:
    """Return whether a span is an acronym and written as one: US, not us."""
    return (span.name.isupper() or "." in span.name) and span.toponym.is_acronym


def shouted(around: Surroundings) -> bool:
    """Return whether the words around are in capitals too."""
    words = [word for word in (*around.before, *around.after) if len(word) > 3]
    return len(words) >= 2 and all(word.isupper() for word in words)


def reads_as_demonym(span: Span, around: Surroundings, lexicon: Lexicon) -> bool:
    """Return whether a name means people or an adjective here rather than a place."""
    toponym = span.toponym
    if not toponym.is_demonym:
        return False
    if toponym.prior_as_place is None:
        return True
    cue = around.cue_after(lexicon)
    if cue and cue[1].place_type in ("admin1", "admin2"):
        return False
    return toponym.prior_as_place < STRONG_DEMONYM_RIVAL
