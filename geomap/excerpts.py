"""The words around a mention."""

import re
from dataclasses import dataclass

from geomap.short_forms import is_short_form

# A mark with what closes behind it, or a blank line. One set of first characters is what lets
# `re` skip to them: two alternatives would be tried at each character, in four times the time.
SENTENCE_END = re.compile(r"[.!?…。！？؟۔\n](?:(?<!\n)[.!?…。！？؟۔]*[\"'”’»)\]]*\s+|(?<=\n)\s*\n)")
SLACK = 30
WORD = re.compile(r"[\w.-]*")
WHITE_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """Some words of an article; `text[start:end]` is the toponym within them."""

    text: str
    start: int
    end: int


def excerpt(text: str, start: int, end: int, *, radius: int = 120) -> Excerpt:
    """Return the sentence around `text[start:end]`, at most `radius` characters each side.

    The toponym stays whole; an ellipsis marks each cut. White space is shown as single spaces.
    """
    left, cut_left = left_edge(text, start, radius)
    right, cut_right = right_edge(text, end, radius)
    before, name, after = text[left:start], text[start:end], text[end:right]
    if not is_single_spaced(text[left:right]):
        before, name, after = (WHITE_SPACE.sub(" ", part) for part in (before, name, after))
    before = ("… " if cut_left else "") + before.lstrip()
    after = after.rstrip() + (" …" if cut_right else "")
    return Excerpt(text=before + name + after, start=len(before), end=len(before) + len(name))


def left_edge(text: str, start: int, radius: int) -> tuple[int, bool]:
    """Return where the excerpt begins, and whether that is inside a sentence."""
    furthest = max(0, start - radius)
    edge = None
    for found in SENTENCE_END.finditer(text, furthest, start):
        if ends_sentence(text, found):
            edge = found.end()
    if edge is not None and edge <= start:
        return edge, False
    if furthest == 0:
        return 0, False
    space = text.find(" ", furthest, min(start, furthest + SLACK))
    return (space + 1 if space >= 0 else furthest), True


def right_edge(text: str, end: int, radius: int) -> tuple[int, bool]:
    """Return where the excerpt ends, and whether that is inside a sentence."""
    furthest = min(len(text), end + radius)
    for found in SENTENCE_END.finditer(text, end, furthest):
        if ends_sentence(text, found):
            return found.start() + len(found.group().rstrip()), False
    if furthest == len(text):
        return furthest, False
    space = text.rfind(" ", max(end, furthest - SLACK), furthest)
    return (space if space >= 0 else furthest), True


def ends_sentence(text: str, found: re.Match[str]) -> bool:
    """Return whether a mark ends a sentence: not in "St. Petersburg", "5 км. від", "Why?" he asked.

    A small letter goes on with what stands before it, an empty line never does.
    """
    if "\n" in found.group():
        return True
    if text[found.end() : found.end() + 1].islower():
        return False
    at = found.start()
    return text[at] != "." or not is_short_form(word_before(text, at))


def word_before(text: str, at: int) -> str:
    """Return the word that ends here, with the full stops and hyphens in it."""
    backwards = WORD.match(text[max(0, at - SLACK) : at][::-1])
    return backwards.group()[::-1] if backwards else ""


def is_single_spaced(text: str) -> bool:
    """Return whether the only white space of a text is single spaces."""
    return text.isprintable() and "  " not in text  # of all white space only the space prints
