# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""The words of a text, cut once: those beside an offset, and those of its sentence.

Plain Python; words.pxd adds the C types when a compiler is at hand. The same tests run over both.
A word is a run of letters and digits with single stops, apostrophes and hyphens inside it, and
with the full stop behind it, which may end a short form or a sentence.
"""

from array import array

from geomap.short_forms import is_short_form

REACHED = 4  # words on each side of an offset
REACH = 170  # characters of a sentence on each side of an offset
# What is written without spaces is one word; of a longer one the part beside the name is told.
LONGEST_WORD = 100
INNER_MARKS = ".'’‘ʼ-"


class Words:
    """The words of one text: word i is `text[starts[i]:ends[i]]`.

    `stops` are where the marks stand that end sentences or lines.
    """

    def __init__(self, text):
        self.text = text
        self.length = len(text)
        self.count = self.stopped = 0
        most = self.length // 2 + 1
        self.starts = array("i", bytes(4 * most))
        self.ends = array("i", bytes(4 * most))
        self.stops = array("i", bytes(4 * self.length + 4))
        self.cut()
        self.bare = [None] * self.count
        self.small = [None] * self.count

    def cut(self):
        """Find all words and stops."""
        i = 0
        while i < self.length:
            letter = self.text[i]
            if is_letter(letter):
                i = self.cut_word(i)
            else:
                if letter in ".!?…؟۔\n\r" and self.ends_sentence(i):
                    self.stops[self.stopped] = i
                    self.stopped += 1
                i += 1

    def cut_word(self, start):
        """Note the word that begins at an offset; return where its letters end."""
        i = start + 1
        while i < self.length:
            letter = self.text[i]
            if not is_letter(letter):
                if letter not in ".'’‘ʼ-" or i + 1 == self.length:
                    break
                if not is_letter(self.text[i + 1]):
                    break
                i += 1
            i += 1
        self.starts[self.count] = start
        self.ends[self.count] = i + (i < self.length and self.text[i] == ".")
        self.count += 1
        return i

    def ends_sentence(self, i):
        """Return whether the mark at an offset ends a line or a sentence."""
        if self.text[i] in "\n\r" or i + 1 == self.length:
            return True
        following = self.text[i + 1]
        return following.isspace() or following in '”»")'

    def first(self, offset):
        """Return which word is the first to begin at an offset or behind it."""
        return first_at(self.starts, self.count, offset)

    def word(self, i):
        """Return a word without the stop behind it."""
        found = self.bare[i]
        if found is None:
            end = self.ends[i]
            found = self.text[self.starts[i] : end - (self.text[end - 1] == ".")]
            self.bare[i] = found
            self.small[i] = found.lower()
        return found

    def ends_before_names(self, wanted):
        """Return where each of the wanted words ends that a space and a name may follow.

        A name begins with a capital, or with an article in small letters: al-, el-.
        """
        found = []
        for i in range(self.count):
            end = self.ends[i]
            if end + 1 >= self.length or self.text[end] != " ":
                continue
            letter = self.text[end + 1]
            if (letter in "ae" or letter.isupper()) and self.text[self.starts[i] : end] in wanted:
                found.append(end)
        return found

    def before(self, start):
        """Return the words before an offset, nearest first, and the gap behind the nearest.

        They are up to four, with nothing but spaces between.
        """
        text = self.text
        found = []
        edge = start
        nearest = ""
        at = self.first(start)
        for i in range(at - 1, max(-1, at - 2 - REACHED), -1):
            stop = self.ends[i]
            if edge - stop == 1 and text[stop] == " " and len(found) < REACHED:
                if text[stop - 1] == "." and not is_short_form(text[self.starts[i] : stop - 1]):
                    if edge == start:
                        nearest = ". "
                    break
                if edge == start:
                    nearest = " "
                edge = self.starts[i]
                found.append(text[max(edge, stop - LONGEST_WORD) : stop])
                continue
            # A preposition may be written in one with the name, and "pro-" joined to it.
            stop = min(stop, start)
            while text[stop - 1] == "-":
                stop -= 1
            gap = text[stop:edge]
            if edge == start:
                nearest = gap
            joined = not gap.strip() or (gap == "-" and edge == start)
            if len(found) == REACHED or not joined:
                break
            edge = self.starts[i]
            found.append(text[max(edge, stop - LONGEST_WORD) : stop])
        return found, nearest

    def after(self, end):
        """Return up to four words behind an offset, nearest first, up to the end of the line."""
        text = self.text
        edge = end
        found = []
        at = first_at(self.ends, self.count, end + 1)
        for i in range(at, min(at + REACHED, self.count)):
            begin = max(self.starts[i], end)  # a name may end inside a word: Syria's
            if begin - edge != 1 or text[edge] != " ":
                gap = text[edge:begin]
                if gap.strip() or "\n" in gap or not text[begin].isalnum():
                    break
            edge = self.ends[i]
            stop = edge - (text[edge - 1] == ".")
            found.append(text[begin : min(stop, begin + LONGEST_WORD)])
        return found

    def sentence_before(self, start):
        """Return the sentence before an offset, word by word backwards, and in small letters."""
        edge = start - REACH
        last = first_at(self.stops, self.stopped, start) - 1
        if last >= 0 and self.stops[last] >= edge:
            edge = self.stops[last] + 1
        words = []
        small = []
        for i in range(self.first(start) - 1, self.first(edge) - 1, -1):
            if self.ends[i] > start:  # written in one with the name
                begin = max(self.starts[i], start - LONGEST_WORD)
                rest = self.text[begin:start].rstrip(INNER_MARKS)
                words.append(rest)
                small.append(rest.lower())
            else:
                words.append(self.word(i))
                small.append(self.small[i])
        return words, small

    def sentence_after(self, end):
        """Return the words of the sentence behind an offset, and the same in small letters."""
        stop = end + REACH
        following = first_at(self.stops, self.stopped, end)
        if following < self.stopped:
            stop = min(stop, self.stops[following])
        words = []
        small = []
        at = self.first(end)
        if at and self.ends[at - 1] > end:  # the name ends inside a word: Syria's
            rest = self.text[end : min(self.ends[at - 1], end + LONGEST_WORD)].strip(INNER_MARKS)
            if rest:
                words.append(rest)
                small.append(rest.lower())
        for i in range(at, max(at, self.first(stop))):
            words.append(self.word(i))
            small.append(self.small[i])
        return words, small


def is_letter(character):
    """Return whether a character is a letter or a digit; most are, in small letters."""
    return "a" <= character <= "z" or (character != " " and character.isalnum())


def first_at(offsets, count, offset):
    """Return which of so many ascending offsets is the first at a given one or behind it."""
    low = 0
    high = count
    while low < high:
        middle = (low + high) // 2
        if offsets[middle] < offset:
            low = middle + 1
        else:
            high = middle
    return low
