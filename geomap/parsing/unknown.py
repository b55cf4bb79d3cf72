"""Toponyms that no gazetteer knows, found by the words before them: "the village of …"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from geomap.model import Mention, Reason
from geomap.parsing.lexicon import Lexicon
from geomap.parsing.spans import Recognised, Taken
from geomap.parsing.surroundings import phrases_of
from geomap.parsing.words import Words

NAMED_TYPES = frozenset({"populated place", "camp", "admin2", "base", "airport"})
NAME = re.compile(
    r"(?:(?:al|el|ar|as|ash|at|az|an|ad)[- ])?[A-ZÀ-ÞЀ-ЯІЇЄҐ][\w'’ʼ]+"
    r"(?:[ -](?:(?:al|el|ar|as|ash|az|an|ad)[- ])?[A-ZÀ-ÞЀ-ЯІЇЄҐ][\w'’ʼ]+){0,2}"
)


@dataclass(frozen=True, slots=True)
class SettlementCues:
    """The phrases that call what follows a settlement, and their last words."""

    phrases: frozenset[str]
    endings: frozenset[str]


@cache
def settlement_cues(lexicon: Lexicon) -> SettlementCues:
    """Return the cues of a lexicon that name a settlement."""
    phrases = frozenset(
        phrase for phrase, cue in lexicon.cues_before.items()
        if cue.weight == 3 and cue.place_type in NAMED_TYPES
    )  # fmt: skip
    return SettlementCues(phrases, frozenset(phrase.rsplit(" ", 1)[-1] for phrase in phrases))


def unknown_toponyms(
    text: str, words: Words, judged: Iterable[Recognised], lexicon: Lexicon
) -> list[Mention]:
    """Return unresolved mentions of names that a cue calls a place and no span covers.

    A span that is only the first word of a name covers none.
    """
    cues = settlement_cues(lexicon)
    spans = list(judged)
    taken = Taken((each.span.start, each.span.end) for each in spans if not each.begins_name)
    standing = Taken((each.span.start, each.span.end) for each in spans if each.accepted)
    found = [
        begun for each in spans if each.begins_name for begun in behind_cue(each, lexicon)
        if not standing.meets(begun.start, begun.end)
    ]  # fmt: skip
    known = {each.start for each in found}
    for cue_end in words.ends_before_names(cues.endings):
        match = NAME.match(text, cue_end + 1)
        if match is None:
            continue
        start, end = match.span()
        if start in known or taken.meets(start, end):
            continue
        before = phrases_of(words.before(start)[0])
        cue = next((phrase for phrase in before if phrase in cues.phrases), None)
        if cue is None:
            continue
        found.append(unresolved(match, cue))
    return found


def behind_cue(each: Recognised, lexicon: Lexicon) -> Iterator[Mention]:
    """Yield the mention of a name whose first word a cue stands before: "retook Jebel Aulia"."""
    cue = each.around.cue_before(lexicon)
    match = NAME.match(each.around.text, each.span.start)
    if cue and match and match.end() > each.span.end:
        yield unresolved(match, cue[0])


def unresolved(match: re.Match[str], cue: str) -> Mention:
    """Return the mention of a name that no gazetteer knows."""
    reason = Reason(score=2.7, text=f"stands behind “{cue}”; no gazetteer knows it")
    return Mention(
        start=match.start(), end=match.end(), name=match.group(), kind="place", place=None,
        confidence=0.0, reasons=(reason,),
    )  # fmt: skip
