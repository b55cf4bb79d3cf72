"""The words before and behind a span, and how they stand to it."""

import re
from dataclasses import dataclass
from functools import cached_property

REACH = 60
WORDS_REACHED = 4
WORD = re.compile(r"[^\W_]+(?:[.'’‘ʼ-][^\W_]+)*\.?")
SENTENCE_BREAK = re.compile(r"[.!?…:;\n\r•|؟۔\"“”«»]|^$")
HEADLINE_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True)
class Surroundings:
    """What stands around `text[start:end]`; words come nearest first."""

    text: str
    start: int
    end: int

    @cached_property
    def before(self) -> list[str]:
        """Up to four words before the span, nearest first, with nothing but spaces between."""
        found: list[str] = []
        edge = self.start
        for match in reversed(list(WORD.finditer(self.text, max(0, edge - REACH), edge))):
            gap = self.text[match.end() : edge]
            if len(found) == WORDS_REACHED or (gap.strip() and not self._joins(gap, edge)):
                break
            found.append(match.group())
            edge = match.start()
        return found

    def _joins(self, gap: str, edge: int) -> bool:
        """Return whether a gap is a hyphen right before the span: pro-Kyiv."""
        return edge == self.start and gap == "-"

    @cached_property
    def after(self) -> list[str]:
        """Up to four words behind the span, nearest first, with nothing but spaces between."""
        found: list[str] = []
        edge = self.end
        for match in WORD.finditer(self.text, edge, edge + REACH):
            gap = self.text[edge : match.start()]
            if len(found) == WORDS_REACHED or gap.strip() or "\n" in gap:
                break
            found.append(match.group().rstrip("."))
            edge = match.end()
        return found

    @cached_property
    def gap_before(self) -> str:
        """The characters between the last word before the span and the span."""
        found = None
        for found in WORD.finditer(self.text, max(0, self.start - REACH), self.start):
            pass
        return self.text[found.end() : self.start] if found else ""

    @cached_property
    def starts_sentence(self) -> bool:
        """Whether the span is the first word of a sentence, a line or a quotation."""
        return not self.before or bool(SENTENCE_BREAK.search(self.gap_before.strip(" ")[:1]))

    @cached_property
    def in_headline(self) -> bool:
        """Whether most longer words of the span's line are capitalised, as in a headline."""
        left = self.text.rfind("\n", 0, self.start) + 1
        right = self.text.find("\n", self.end)
        line = self.text[left : right if right >= 0 else len(self.text)]
        if len(line) > 200:
            return False
        long_words = HEADLINE_WORD.findall(line)
        capitalised = sum(word[0].isupper() for word in long_words)
        return len(long_words) >= 4 and capitalised >= 0.75 * len(long_words)

    def phrases_before(self) -> list[str]:
        """The last three, two and one words before the span, in small letters."""
        words = [word.lower() for word in self.before[:3]]
        return [" ".join(reversed(words[:n])) for n in range(len(words), 0, -1)]

    def phrases_after(self) -> list[str]:
        """The first three, two and one words behind the span, in small letters."""
        words = [word.lower() for word in self.after[:3]]
        return [" ".join(words[:n]) for n in range(len(words), 0, -1)]
