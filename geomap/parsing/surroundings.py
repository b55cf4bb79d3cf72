"""The words before and behind a span, and how they stand to it."""

import re
from collections.abc import Sequence

from geomap.parsing.lexicon import Cue, Lexicon
from geomap.parsing.words import Words

LONGEST_HEADLINE = 200
# No further: a line of names with hyphens between would be gone through anew for each.
JOINED = re.compile(r"-[^\W_]{1,60}(?:['’ʼ-][^\W_]{1,60}){0,5}")
SENTENCE_BREAK = re.compile(r"[.!?…:;\n\r•|؟۔\"“”«»]")
HEADLINE_WORD = re.compile(r"[^\W\d_]{4,}")

FoundCue = tuple[str, Cue]


class Surroundings:
    """What stands around `text[start:end]`.

    `before` and `after` hold up to four words each, nearest first, with nothing but spaces
    between; `gap_before` the characters between the last word before the span and the span.
    """

    __slots__ = ("_behind", "after", "before", "end", "gap_before", "start", "text", "words")

    def __init__(self, words: Words, start: int, end: int) -> None:
        self.words = words
        self.text = words.text
        self.start = start
        self.end = end
        self.before, self.gap_before = words.before(start)
        self.after = words.after(end)
        self._behind: FoundCue | bool | None = False

    @property
    def starts_sentence(self) -> bool:
        """Whether the span is the first word of a sentence, a line or a quotation."""
        if self.gap_before == " ":
            return not self.before
        return not self.before or bool(SENTENCE_BREAK.search(self.gap_before.strip(" ")[:1]))

    @property
    def second_of_sentence(self) -> bool:
        """Whether only one word of the sentence stands before the span."""
        if len(self.before) != 1:
            return False
        at = self.start - 1 - len(self.before[0])
        while at > 0 and self.text[at - 1] == " ":
            at -= 1
        return at <= 0 or bool(SENTENCE_BREAK.match(self.text[at - 1]))

    @property
    def joined(self) -> str:
        """The word that a hyphen joins to the span, with the hyphen ("-held"), or nothing."""
        match = JOINED.match(self.text, self.end)
        return match.group() if match else ""

    @property
    def in_headline(self) -> bool:
        """Whether most longer words of the span's line are capitalised, as in a headline.

        A line that ends with a full stop is a sentence, however many names are in it.
        """
        furthest = max(0, self.start - LONGEST_HEADLINE)
        left = self.text.rfind("\n", furthest, self.start) + 1 or furthest
        end = min(len(self.text), self.end + LONGEST_HEADLINE)
        right = self.text.find("\n", self.end, end)
        right = right if right >= 0 else end
        if right - left > LONGEST_HEADLINE:
            return False
        if self.text[left:right].isupper():
            return True
        if self.text[left:right].rstrip().endswith("."):
            return False
        long_words = HEADLINE_WORD.findall(self.text[left:right])
        capitalised = sum(word[0].isupper() for word in long_words)
        return len(long_words) >= 4 and capitalised >= 0.75 * len(long_words)

    def cue_before(self, lexicon: Lexicon) -> FoundCue | None:
        """Return the longest cue that ends right before the span, with what it says."""
        if not self.before or self.before[0].lower() not in lexicon.ends_of_cues:
            return None
        for phrase in phrases_of(self.before):
            cue = lexicon.cues_before.get(phrase)
            if cue is not None:
                return phrase, cue
        return None

    def cue_after(self, lexicon: Lexicon) -> FoundCue | None:
        """Return the longest cue that begins right behind the span, with what it says."""
        if not isinstance(self._behind, bool):
            return self._behind
        self._behind = None
        cue = lexicon.cues_after.get(self.joined.lower())
        if cue is not None:
            self._behind = self.joined, cue
        elif self.after and self.after[0].lower() in lexicon.starts_of_cues:
            words = [word.lower() for word in self.after[:3]]
            for length in range(len(words), 0, -1):
                phrase = " ".join(words[:length])
                cue = lexicon.cues_after.get(phrase)
                if cue is not None:
                    self._behind = phrase, cue
                    break
        return self._behind

    def title_before(self, lexicon: Lexicon) -> str:
        """Return the longest title that ends right before the span, or nothing."""
        if not self.before or self.before[0].lower() not in lexicon.ends_of_titles:
            return ""
        return next((p for p in phrases_of(self.before) if p in lexicon.titles), "")


def phrases_of(before: Sequence[str]) -> list[str]:
    """Return the last three, two and one of some words, given nearest first, in text order."""
    words = [word.lower() for word in before[:3]]
    return [" ".join(reversed(words[:n])) for n in range(len(words), 0, -1)]
