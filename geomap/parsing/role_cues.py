"""The words that give a mention its role. The tables lie in data/lexicon/role_cues*.txt."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from geomap.model import Role
from geomap.parsing.lexicon import language_files, lines, words

NAME = "…"
WORD = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*")
ROLES_WITH_CUES: tuple[Role, ...] = ("event", "origin", "destination", "reference", "dateline")
SHORTEST_STEM, LONGEST_STEM = 3, 10
ARABIC_PREFIXES = ("وال", "بال", "لل", "ال", "و", "ف", "ب", "ل")


@dataclass(frozen=True, slots=True, eq=False)
class WordSet:
    """Words, and stems that stand for every word that begins with them."""

    whole: frozenset[str]
    stems: frozenset[str]

    @lru_cache(maxsize=50_000)  # noqa: B019  # three sets live as long as the program
    def holds(self, word: str) -> bool:
        """Return whether a word in small letters is one of the set."""
        if word in self.whole:
            return True
        longest = min(len(word), LONGEST_STEM)
        return any(word[:n] in self.stems for n in range(SHORTEST_STEM, longest + 1))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RoleCues:
    """All languages together: their scripts keep them apart, and Russian and Ukrainian agree.

    `before` and `after` map a phrase beside the name to its role; `last_words` holds the words
    that end a phrase of `before`, each with the number of words of the longest such phrase, and
    `first_words` those that begin one of `after`. `actor_before` and `actor_after` map to a
    weight, 1 to 3; `actor_ends` and `actor_starts` hold the word of each beside the name.
    """

    before: dict[str, Role]
    last_words: dict[str, int]
    after: dict[str, Role]
    first_words: frozenset[str]
    events: WordSet
    arrivals: WordSet
    departures: WordSet
    locatives: frozenset[str]
    links: frozenset[str]
    actor_before: dict[str, int]
    actor_after: dict[str, int]
    actor_ends: frozenset[str]
    actor_starts: frozenset[str]


@cache
def role_cues() -> RoleCues:
    """Return the one set of cues, read on first use."""
    rows = {role: words(f"role_cues_{role}") for role in ROLES_WITH_CUES}
    before = {cue: role for role in rows for cue in phrases_of(rows[role], ahead=True)}
    after = {cue: role for role in rows for cue in phrases_of(rows[role], ahead=False)}
    actor_before, actor_after = actor_cues("before"), actor_cues("after")
    return RoleCues(
        before=before,
        last_words=longest_by_end(before),
        after=after,
        first_words=frozenset(cue.split(" ", 1)[0] for cue in after),
        events=word_set(rows["event"]),
        arrivals=word_set(rows["destination"]),
        departures=word_set(rows["origin"]),
        locatives=words("role_cues_locative"),
        links=words("role_cues_link"),
        actor_before=actor_before,
        actor_after=actor_after,
        actor_ends=frozenset(cue.rsplit(" ", 1)[-1] for cue in actor_before),
        actor_starts=frozenset(cue.split(" ", 1)[0] for cue in actor_after),
    )


def longest_by_end(phrases: Iterable[str]) -> dict[str, int]:
    """Return the last word of each phrase with the number of words of the longest such phrase."""
    longest: dict[str, int] = {}
    for phrase in phrases:
        words = phrase.split(" ")
        longest[words[-1]] = max(len(words), longest.get(words[-1], 0))
    return longest


def phrases_of(rows: Iterable[str], *, ahead: bool) -> list[str]:
    """Return the phrases that stand before the name, or behind it."""
    if ahead:
        return [row.removesuffix(NAME).strip() for row in rows if row.endswith(NAME)]
    return [row.removeprefix(NAME).strip() for row in rows if row.startswith(NAME)]


def word_set(rows: Iterable[str]) -> WordSet:
    """Return the rows without a name: words, and stems marked by a star."""
    single = [row for row in rows if NAME not in row]
    return WordSet(
        frozenset(row for row in single if not row.endswith("*")),
        frozenset(row[:-1] for row in single if row.endswith("*")),
    )


def actor_cues(wanted: str) -> dict[str, int]:
    """Return the words that make a place a government, on one side of its name."""
    found = {}
    for path in language_files("metonym_cues"):
        for line in lines(path):
            word, weight, side = line.split("\t")
            if side == wanted:
                found[word.lower()] = int(weight)
    return found


def unprefixed(word: str) -> str:
    """Return an Arabic word without its conjunction, preposition and article."""
    if not "\u0621" <= word[:1] <= "\u064a":
        return word
    for prefix in ARABIC_PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            return word.removeprefix(prefix)
    return word


@lru_cache(maxsize=20_000)
def is_event(word: str) -> bool:
    """Return whether a word in small letters tells of violence, unrest or disaster."""
    events = role_cues().events
    return events.holds(word) or events.holds(unprefixed(word))


@lru_cache(maxsize=4096)
def sentence_words(part: str) -> tuple[str, ...]:
    """Return the words of a stretch of text as they stand."""
    return tuple(WORD.findall(part))
