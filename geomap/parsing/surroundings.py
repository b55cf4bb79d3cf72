"""The words before and behind a span, and how they stand to it.

A text is cut into words once, and every step looks into the same words.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from geomap.parsing.lexicon import Cue, Lexicon
from geomap.short_forms import is_short_form

WORDS_REACHED = 4
LONGEST_HEADLINE = 200
REACH = 170  # characters of a sentence on each side of a name
WORD = re.compile(r"[^\W_]+(?:[.'’‘ʼ-][^\W_]+)*\.?")
JOINED = re.compile(r"-[^\W_]+(?:['’ʼ-][^\W_]+)*")
INNER_MARKS = ".'’‘ʼ-"
SENTENCE_BREAK = re.compile(r"[.!?…:;\n\r•|؟۔\"“”«»]")
# Written so that it begins with one set of characters, which is looked for twice as fast.
SENTENCE_END = re.compile(r"[.!?…؟۔\n\r](?:(?<=[\n\r])|(?=[\s”»\")]|$))")
HEADLINE_WORD = re.compile(r"[^\W\d_]{4,}")

FoundCue = tuple[str, Cue]


class Surroundings:
    """What stands around `text[start:end]`.

    `before` and `after` hold up to four words each, nearest first, with nothing but spaces
    between; `gap_before` the characters between the last word before the span and the span.
    """

    __slots__ = ("_behind", "after", "before", "end", "gap_before", "start", "text", "words")

    def __init__(self, words: "Words", start: int, end: int) -> None:
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
        ahead = self.text[: self.start - 1 - len(self.before[0])].rstrip(" ")
        return not ahead or bool(SENTENCE_BREAK.match(ahead[-1]))

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
        left = self.text.rfind("\n", 0, self.start) + 1
        right = self.text.find("\n", self.end)
        right = right if right >= 0 else len(self.text)
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


class Words:
    """The words of one text, found once, for what stands around each span."""

    def __init__(self, text: str) -> None:
        self.text = text
        matches = list(WORD.finditer(text))
        self.starts = list(map(re.Match.start, matches))
        self.ends = list(map(re.Match.end, matches))
        self.found = list(map(re.Match.group, matches))

    @cached_property
    def bare(self) -> list[str]:
        """The words without the stop behind an abbreviation, or a sentence."""
        return [word.rstrip(".") for word in self.found]

    @cached_property
    def small(self) -> list[str]:
        """The same in small letters."""
        return list(map(str.lower, self.bare))

    @cached_property
    def _sentence_ends(self) -> tuple[list[int], list[int]]:
        """Where the marks that end sentences begin, and where they end."""
        spans = [match.span() for match in SENTENCE_END.finditer(self.text)]
        return [start for start, _ in spans], [end for _, end in spans]

    def around(self, start: int, end: int) -> Surroundings:
        """Return what stands around `text[start:end]`."""
        return Surroundings(self, start, end)

    def before(self, start: int) -> tuple[list[str], str]:
        """Return the words before an offset, nearest first, and the gap behind the nearest."""
        text = self.text
        found: list[str] = []
        edge, nearest = start, ""
        starts, ends = self.starts, self.ends
        at = bisect_left(starts, start)
        for i in range(at - 1, max(-1, at - 2 - WORDS_REACHED), -1):
            stop = ends[i]
            if text[stop:edge] == " " and len(found) < WORDS_REACHED:
                if text[stop - 1] == "." and not is_short_form(text[starts[i] : stop - 1]):
                    nearest = ". " if edge == start else nearest
                    break
                nearest = " " if edge == start else nearest
                edge = starts[i]
                found.append(self.found[i])
                continue
            # A preposition may be written in one with the name, and "pro-" joined to it.
            stop = min(stop, start)
            while text[stop - 1] == "-":
                stop -= 1
            gap = text[stop:edge]
            if edge == start:
                nearest = gap
            joined = not gap.strip() or (gap == "-" and edge == start)
            if len(found) == WORDS_REACHED or not joined:
                break
            edge = starts[i]
            found.append(text[edge:stop])
        return found, nearest

    def after(self, end: int) -> list[str]:
        """Return the words behind an offset, nearest first, up to the end of the line."""
        text, edge = self.text, end
        found: list[str] = []
        at = bisect_left(self.ends, end + 1)
        for i in range(at, min(at + WORDS_REACHED, len(self.starts))):
            begin = max(self.starts[i], end)  # a name may end inside a word: Syria's
            gap = text[edge:begin]
            if gap != " " and (gap.strip() or "\n" in gap or not text[begin].isalnum()):
                break
            edge = self.ends[i]
            found.append(text[begin:edge].rstrip("."))
        return found

    def sentence_before(self, start: int) -> tuple[list[str], list[str]]:
        """Return the sentence before an offset, word by word backwards, and in small letters."""
        breaks = self._sentence_ends[1]
        last = bisect_right(breaks, start) - 1
        edge = start - REACH
        if last >= 0 and breaks[last] > edge:
            edge = breaks[last]
        first, at = bisect_left(self.starts, edge), bisect_left(self.starts, start)
        words, small = self.bare[first:at], self.small[first:at]
        if words and self.ends[at - 1] > start:  # written in one with the name
            words[-1] = self.text[self.starts[at - 1] : start].rstrip(INNER_MARKS)
            small[-1] = words[-1].lower()
        words.reverse()
        small.reverse()
        return words, small

    def sentence_after(self, end: int) -> tuple[list[str], list[str]]:
        """Return the words of the sentence behind an offset, and the same in small letters."""
        breaks = self._sentence_ends[0]
        following = bisect_left(breaks, end)
        stop = end + REACH
        if following < len(breaks) and breaks[following] < stop:
            stop = breaks[following]
        at, last = bisect_left(self.starts, end), bisect_right(self.starts, stop - 1)
        words, small = self.bare[at:last], self.small[at:last]
        if at and self.ends[at - 1] > end:  # the name ends inside a word: Syria's
            rest = self.text[end : self.ends[at - 1]].strip(INNER_MARKS)
            if rest:
                words.insert(0, rest)
                small.insert(0, rest.lower())
        return words, small
