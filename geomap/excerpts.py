"""The words around a mention."""

import re
from dataclasses import dataclass

SENTENCE_END = re.compile(r"[.!?…。！？؟۔]+[\"'”’»)\]]*\s+|\n\s*\n")
SLACK = 30


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
    before = ("… " if cut_left else "") + single_spaced(text[left:start]).lstrip()
    name = single_spaced(text[start:end])
    after = single_spaced(text[end:right]).rstrip() + (" …" if cut_right else "")
    return Excerpt(text=before + name + after, start=len(before), end=len(before) + len(name))


def left_edge(text: str, start: int, radius: int) -> tuple[int, bool]:
    """Return where the excerpt begins, and whether that is inside a sentence."""
    furthest = max(0, start - radius)
    edge = None
    for found in SENTENCE_END.finditer(text, furthest, start):
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
    found = SENTENCE_END.search(text, end, furthest)
    if found:
        return found.start() + len(found.group().rstrip()), False
    if furthest == len(text):
        return furthest, False
    space = text.rfind(" ", max(end, furthest - SLACK), furthest)
    return (space if space >= 0 else furthest), True


def single_spaced(text: str) -> str:
    """Return a text with each run of white space as one space."""
    if text.isprintable() and "  " not in text:  # of all white space only the space is printable
        return text
    return re.sub(r"\s+", " ", text)
