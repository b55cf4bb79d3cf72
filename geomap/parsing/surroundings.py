"""The words before and behind a span, and how they stand to it."""

import re
from bisect import bisect_left
from dataclasses import dataclass

WORDS_REACHED = 4
LONGEST_HEADLINE = 200
WORD = re.compile(r"[^\W_]+(?:[.'’‘ʼ-][^\W_]+)*\.?")
SENTENCE_BREAK = re.compile(r"[.!?…:;\n\r•|؟۔\"“”«»]")
HEADLINE_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around `text[start:end]`.

    `before` and `after` hold up to four words each, nearest first, with nothing but spaces
    between; `gap_before` the characters between the last word before the span and the span.
    """

    text: str
    start: int
    end: int
    before: list[str]
    after: list[str]
    gap_before: str

    @property
    def starts_sentence(self) -> bool:
        """Whether the span is the first word of a sentence, a line or a quotation."""
        return not self.before or bool(SENTENCE_BREAK.search(self.gap_before.strip(" ")[:1]))

    @property
    def in_headline(self) -> bool:
        """Whether most longer words of the span's line are capitalised, as in a headline."""
        left = self.text.rfind("\n", 0, self.start) + 1
        right = self.text.find("\n", self.end)
        right = right if right >= 0 else len(self.text)
        if right - left > LONGEST_HEADLINE:
            return False
        long_words = HEADLINE_WORD.findall(self.text[left:right])
        capitalised = sum(word[0].isupper() for word in long_words)
        return len(long_words) >= 4 and capitalised >= 0.75 * len(long_words)

    def phrases_before(self) -> list[str]:
        """Return the last three, two and one words before the span, in small letters."""
        return phrases_of(self.before)

    def phrases_after(self) -> list[str]:
        """Return the first three, two and one words behind the span, in small letters."""
        words = [word.lower() for word in self.after[:3]]
        return [" ".join(words[:n]) for n in range(len(words), 0, -1)]


def phrases_of(before: list[str]) -> list[str]:
    """Return the last three, two and one of some words, given nearest first, in text order."""
    words = [word.lower() for word in before[:3]]
    return [" ".join(reversed(words[:n])) for n in range(len(words), 0, -1)]


class Words:
    """The words of one text, found once, for what stands around each span."""

    def __init__(self, text: str) -> None:
        self._text = text
        matches = list(WORD.finditer(text))
        self._starts = [match.start() for match in matches]
        self._ends = [match.end() for match in matches]

    def around(self, start: int, end: int) -> Surroundings:
        """Return what stands around `text[start:end]`."""
        before, gap = self.before(start)
        return Surroundings(self._text, start, end, before, self.after(end), gap)

    def before(self, start: int) -> tuple[list[str], str]:
        """Return the words before an offset, nearest first, and the gap behind the nearest."""
        text = self._text
        found: list[str] = []
        edge, nearest = start, ""
        at = bisect_left(self._starts, start)
        for i in range(at - 1, max(-1, at - 2 - WORDS_REACHED), -1):
            # A preposition may be written in one with the name, and "pro-" joined to it.
            stop = min(self._ends[i], start)
            while text[stop - 1] == "-":
                stop -= 1
            gap = text[stop:edge]
            if edge == start:
                nearest = gap
            joined = not gap.strip() or (gap == "-" and edge == start)
            if len(found) == WORDS_REACHED or not joined:
                break
            edge = self._starts[i]
            found.append(text[edge:stop])
        return found, nearest

    def after(self, end: int) -> list[str]:
        """Return the words behind an offset, nearest first, up to the end of the line."""
        text, edge = self._text, end
        found: list[str] = []
        at = bisect_left(self._ends, end + 1)
        for i in range(at, min(at + WORDS_REACHED, len(self._starts))):
            begin = max(self._starts[i], end)  # a name may end inside a word: Syria's
            gap = text[edge:begin]
            if gap.strip() or "\n" in gap or not text[begin].isalnum():
                break
            edge = self._ends[i]
            found.append(text[begin:edge].rstrip("."))
        return found
