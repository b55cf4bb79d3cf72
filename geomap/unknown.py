"""Toponyms that no gazetteer knows, found by the words before them: "the village of …"."""

import re
from collections.abc import Iterable
from functools import cache

from geomap.lexicon import Lexicon
from geomap.model import Mention, Reason
from geomap.recognising import Recognised

NAMED_TYPES = frozenset({"populated place", "camp", "admin2", "base", "airport"})
NAME = (
    r"(?:(?:al|el|ar|as|ash|at|az|an|ad)[- ])?[A-ZÀ-ÞЀ-ЯІЇЄҐ][\w'’ʼ]+"
    r"(?:[ -](?:(?:al|el|ar|as|ash|az|an|ad)[- ])?[A-ZÀ-ÞЀ-ЯІЇЄҐ][\w'’ʼ]+){0,2}"
)
ARABIC_NAME = r"[\u0621-\u064A]{3,}(?: [\u0621-\u064A]{3,})?"


@cache
def cue_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    """Return the pattern of a cue that names a settlement, and the name behind it."""
    cues = sorted(
        (phrase for phrase, cue in lexicon.cues_before.items()
         if cue.weight == 3 and cue.place_type in NAMED_TYPES),
        key=len, reverse=True,
    )  # fmt: skip
    spaced = "|".join(re.escape(cue) for cue in cues)
    return re.compile(rf"(?<![^\W_])(?i:{spaced}) (?P<name>{NAME})")


def unknown_toponyms(
    text: str, judged: Iterable[Recognised], lexicon: Lexicon
) -> list[Mention]:
    """Return unresolved mentions of names that a cue calls a place and no span covers."""
    taken = {
        position for each in judged for position in range(each.span.start, each.span.end)
    }  # fmt: skip
    found = []
    for match in cue_pattern(lexicon).finditer(text):
        start, end = match.span("name")
        cue = text[match.start() : start].strip()
        if any(position in taken for position in range(start, end)):
            continue
        reason = Reason(score=2.7, text=f"stands behind “{cue}”; no gazetteer knows it")
        found.append(
            Mention(
                start=start, end=end, name=match["name"], kind="place", place=None,
                confidence=0.0, reasons=(reason,),
            )  # fmt: skip
        )
    return found
