# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
# cython: cdivision=True
"""How a text is cut into folded tokens, with exact offsets: the first half of the matcher.

Plain Python; tokens.pxd adds the C types when a compiler is at hand. The same tests run over
both. A text is cut into runs of tokens with nothing but spaces, hyphens and the like between
them; no name goes beyond a run.
"""

import sys
from array import array

from gazetteer.codes import (
    APOSTROPHE,
    COMBINING,
    DOT,
    DROPPED,
    EXPANSION,
    HYPHEN,
    IDEOGRAPH,
    INITIAL,
    ITSELF,
    LETTER,
    NEWLINE,
    SPACE,
    UPPER,
    WORD,
)

LONGEST_TOKEN = 64  # units of the key; a longer token is part of no name
SHORT_TOKEN = 3  # letters before a full stop that may be an abbreviation ("St.", "U.S.")

UTF_16 = "utf-16-le" if sys.byteorder == "little" else "utf-16-be"
FNV_BASIS = 0x811C9DC5
FNV_PRIME = 0x01000193
MIX_FIRST = 0x85EBCA6B
MIX_SECOND = 0xC2B2AE35


def mixed(value):
    """Spread a 32-bit value over all its bits (the finalizer of MurmurHash3)."""
    value = ((value ^ (value >> 16)) * MIX_FIRST) & WORD
    value = ((value ^ (value >> 13)) * MIX_SECOND) & WORD
    return value ^ (value >> 16)


def hash_units(units, start, end):
    """Return the 32-bit hash of folded letters: FNV-1a, then mixed."""
    value = FNV_BASIS
    for i in range(start, end):
        value = ((value ^ units[i]) * FNV_PRIME) & WORD
    return mixed(value)


def hash_edge(parent, token):
    """Return the 32-bit hash of the step from a node by a token."""
    return mixed(((parent * MIX_FIRST) & WORD) ^ token)


def enlarged(code, values, size):
    """Return an array of `size` bytes that begins with the given numbers."""
    larger = array(code, bytes(size))
    memoryview(larger)[: len(values)] = memoryview(values)
    return larger


class Tokenizer:
    """Reads texts, one after the other, and keeps the tokens of one run.

    Of token k: `starts` and `ends` are its offsets in the text, `firsts` and `lasts` those of its
    key in `letters`; `apostrophes` is where in `letters` its last apostrophe would stand (0 for
    none), `suffixes` where in the text it stands. Not for two threads at once.
    """

    def __init__(self, folding):
        self.text = ""
        self.length = 0
        self.index = folding.index
        self.cells = folding.cells
        self.expansions = folding.expansions
        self.start = self.first = self.limit = self.apostrophe = self.suffix = 0
        self.lines = self.used = self.count = self.capacity = 0
        self.letters = array("H")
        self.starts = self.ends = self.firsts = self.lasts = array("q")
        self.apostrophes = self.suffixes = array("q")
        self.hashes = self.flags = array("I")
        self.keys = None
        self.grow()

    def grow(self):
        """Double the room for the tokens of one run."""
        self.capacity = max(64, 2 * self.capacity)
        each = 8 * self.capacity
        self.starts = enlarged("q", self.starts, each)
        self.ends = enlarged("q", self.ends, each)
        self.firsts = enlarged("q", self.firsts, each)
        self.lasts = enlarged("q", self.lasts, each)
        self.apostrophes = enlarged("q", self.apostrophes, each)
        self.suffixes = enlarged("q", self.suffixes, each)
        self.hashes = enlarged("I", self.hashes, each // 2)
        self.flags = enlarged("I", self.flags, each // 2)
        # A token may be as long as LONGEST_TOKEN and a last expansion, and a possessive's mark.
        self.letters = enlarged("H", self.letters, 2 * self.capacity * (LONGEST_TOKEN + 8))

    def tokens_of(self, text):
        """Return the folded tokens; one that is too long ends with an ellipsis."""
        self.keys = keys = []
        self.read(text)
        self.text = ""
        self.keys = None
        return keys

    def read(self, text):
        """Walk a text once, closing tokens and runs as they end."""
        self.text = text
        self.length = len(text)
        self.lines = self.used = self.count = 0
        end = used = flags = 0
        inside = False
        for i, char in enumerate(text):
            code = ord(char)
            cell = self.cells[(self.index[code >> 8] << 8) | (code & 255)]
            kind = cell >> 24
            if kind <= UPPER or kind >= EXPANSION:
                if not inside:
                    inside = True
                    used = self.open_token(i)
                    flags = INITIAL if kind & UPPER else 0
                flags |= kind
                end = i + 1
                if used >= self.limit:
                    used = self.limit + 1
                elif kind < EXPANSION:
                    self.letters[used] = cell & 0xFFFFFF if cell & 0xFFFFFF else code
                    used += 1
                else:
                    used = self.expand(used, code, cell & 0xFFFFFF)
            elif kind == APOSTROPHE and inside:
                self.apostrophe = used
                self.suffix = i
            elif kind != DROPPED:
                if inside:
                    inside = False
                    self.close_token(end, used, flags)
                if kind != SPACE:
                    self.between(i, code, cell)
            elif inside and cell & COMBINING and self.apostrophe < used:
                end = i + 1
        if inside:
            self.close_token(end, used, flags)
        self.close_run()

    def open_token(self, at):
        """Begin a token at a character; return where its key begins among the letters."""
        self.start = at
        self.first = self.used
        self.limit = self.used + LONGEST_TOKEN
        self.apostrophe = 0
        return self.used

    def expand(self, used, code, payload):
        """Add the letters that one character becomes; return where the next one goes."""
        if payload == ITSELF:
            return self.put(used, code)
        for i in range(3):
            letter = self.expansions[3 * payload + i]
            if letter:
                used = self.put(used, letter)
        return used

    def put(self, used, letter):
        """Add one folded letter, as one or two 16-bit units."""
        if letter > 0xFFFF:
            self.letters[used] = 0xD800 + ((letter - 0x10000) >> 10)
            used += 1
            letter = 0xDC00 + ((letter - 0x10000) & 0x3FF)
        self.letters[used] = letter
        return used + 1

    def close_token(self, end, used, flags):
        """Keep the open token for the run; a token that is too long ends the run."""
        self.lines = 0
        if used - self.first > LONGEST_TOKEN:
            self.close_run()
            if self.keys is not None:
                self.keys.append(self.spelled(self.first, self.limit) + "…")
            return
        k = self.count
        self.apostrophes[k] = 0
        if self.first < self.apostrophe < used:
            used = self.keep_apostrophe(k, used)
        self.starts[k] = self.start
        self.ends[k] = end
        self.firsts[k] = self.first
        self.lasts[k] = used
        self.flags[k] = flags
        self.hashes[k] = hash_units(self.letters, self.first, used)
        self.used = used
        self.count = k + 1
        if self.count == self.capacity:
            self.grow()

    def keep_apostrophe(self, k, used):
        """Note where the token's last apostrophe stands; return where its key ends.

        "Hama's" is no "Hamas": the possessive keeps its apostrophe in the key.
        """
        cut = self.apostrophe
        self.apostrophes[k] = cut
        self.suffixes[k] = self.suffix
        if used - cut == 1 and self.letters[cut] == 0x73:
            self.letters[cut] = 0x27
            self.letters[used] = 0x73
            return used + 1
        return used

    def spelled(self, start, end):
        """Return a stretch of the letters as text."""
        units = array("H", [self.letters[i] for i in range(start, end)])
        return units.tobytes().decode(UTF_16, "surrogatepass")

    def between(self, at, code, cell):
        """Go on, or end the run, at a character that is neither a letter nor a plain space."""
        kind = cell >> 24
        if kind == IDEOGRAPH:
            used = self.put(self.open_token(at), cell & 0xFFFFFF if cell & 0xFFFFFF else code)
            self.close_token(at + 1, used, LETTER)
        elif kind == NEWLINE:
            if not (code == 10 and at > 0 and ord(self.text[at - 1]) == 13):
                self.lines += 1
            if self.lines > 1:
                self.close_run()
        elif kind != HYPHEN and not (kind == DOT and self.abbreviated()):
            self.close_run()

    def abbreviated(self):
        """Return whether the last token is short enough for its full stop to end no sentence."""
        k = self.count - 1
        return k >= 0 and self.ends[k] - self.starts[k] <= SHORT_TOKEN

    def close_run(self):
        """Forget the run; a matcher looks at it first."""
        if self.keys is not None:
            for k in range(self.count):
                self.keys.append(self.spelled(self.firsts[k], self.lasts[k]))
        self.count = 0
        self.used = 0
