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
UTF_32 = UTF_16.replace("16", "32")
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
        self.low = folding.cells[folding.index[0] << 8 :][:256]  # of the first 256 characters
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
        if text.isascii():
            narrow = text.encode("ascii")
            self.read_units(narrow)
        elif len(encoded := text.encode(UTF_16, "surrogatepass")) == 2 * self.length:
            wide = memoryview(encoded).cast("H")
            self.read_units(wide)
        else:
            widest = memoryview(text.encode(UTF_32, "surrogatepass")).cast("I")
            self.read_units(widest)

    def read_units(self, units):
        """Walk a text given as numbers: the hot loop, which makes no object."""
        index, cells, low, letters = self.index, self.cells, self.low, self.letters
        capacity = self.capacity
        i = end = used = flags = hashed = 0
        inside = False
        while i < self.length:
            code = units[i]
            cell = low[code] if code < 256 else cells[(index[code >> 8] << 8) | (code & 255)]
            kind = cell >> 24
            if not inside and (kind <= UPPER or kind >= EXPANSION):
                inside = True
                used = self.open_token(i)
                flags = INITIAL if kind & UPPER else 0
                hashed = FNV_BASIS
            while kind <= UPPER:
                flags |= kind
                letter = cell & 0xFFFFFF if cell & 0xFFFFFF else code
                letters[used] = letter
                used += used < self.limit
                hashed = ((hashed ^ letter) * FNV_PRIME) & WORD
                i += 1
                end = i
                if i == self.length:
                    break
                code = units[i]
                cell = low[code] if code < 256 else cells[(index[code >> 8] << 8) | (code & 255)]
                kind = cell >> 24
            if i == self.length:
                break
            if kind >= EXPANSION:
                flags |= kind
                end = i + 1
                used = min(self.limit, self.expand(used, code, cell & 0xFFFFFF))
            elif kind == APOSTROPHE and inside:
                self.apostrophe = used
                self.suffix = i
            elif kind != DROPPED:
                if inside:
                    inside = False
                    self.close_token(end, used, flags, hashed)
                if kind != SPACE:
                    self.between(i, code, cell)
                if capacity != self.capacity:
                    capacity, letters = self.capacity, self.letters
            elif inside and cell & COMBINING and self.apostrophe < used:
                end = i + 1
            i += 1
        if inside:
            self.close_token(end, used, flags, hashed)
        self.close_run()

    def open_token(self, at):
        """Begin a token at a character; return where its key begins among the letters."""
        self.start = at
        self.first = self.used
        self.limit = self.used + LONGEST_TOKEN + 1
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

    def close_token(self, end, used, flags, hashed):
        """Keep the open token for the run; a token that is too long ends the run.

        `hashed` is the FNV-1a of its letters, for what it is worth behind an expansion.
        """
        self.lines = 0
        if used - self.first <= LONGEST_TOKEN:
            self.keep(end, used, flags, hashed)
        else:
            self.close_run()
            if self.keys is not None:
                self.keys.append(self.spelled(self.first, self.limit - 1) + "…")

    def keep(self, end, used, flags, hashed):
        """Write the open token down."""
        k = self.count
        self.starts[k] = self.start
        self.ends[k] = end
        self.firsts[k] = self.first
        self.flags[k] = flags
        self.apostrophes[k] = 0
        if self.first < self.apostrophe < used:
            used = self.keep_apostrophe(k, used)
            flags = EXPANSION
        if flags & EXPANSION:
            self.hashes[k] = hash_units(self.letters, self.first, used)
        else:
            self.hashes[k] = mixed(hashed)
        self.lasts[k] = used
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
        return bytes(self.letters[start:end]).decode(UTF_16, "surrogatepass")

    def between(self, at, code, cell):
        """Go on, or end the run, at a character that is neither a letter nor a plain space."""
        kind = cell >> 24
        if kind == IDEOGRAPH:
            used = self.put(self.open_token(at), cell & 0xFFFFFF if cell & 0xFFFFFF else code)
            self.close_token(at + 1, used, LETTER | EXPANSION, 0)
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
        if self.keys is not None and self.count:
            letters = self.spelled(0, self.used)
            whole = len(letters) == self.used  # no letter takes two units
            for k in range(self.count):
                start, end = self.firsts[k], self.lasts[k]
                self.keys.append(letters[start:end] if whole else self.spelled(start, end))
        self.count = 0
        self.used = 0
