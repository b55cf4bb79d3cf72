# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
# cython: cdivision=True
"""How a text is cut into folded tokens, with exact offsets: the first half of the matcher.

Plain Python; tokens.pxd adds the C types when a compiler is at hand. The same tests run over
both. A text is cut into runs of tokens with nothing but spaces, hyphens and the like between
them; no name goes beyond a run.
"""

from array import array

from gazetteer import raw_text
from gazetteer.codes import (
    APOSTROPHE,
    CASED,
    COMBINING,
    DOT,
    DROPPED,
    EXPANSION,
    HARD,
    HYPHEN,
    IDEOGRAPH,
    INITIAL,
    ITSELF,
    LETTER,
    LOWER,
    NEWLINE,
    SPACE,
    UPPER,
    WORD,
)

LONGEST_TOKEN = 64  # units of the key; a longer token is part of no name
FIRST_JOINED = 0x5D0  # from here on scripts write prefixes to words: Hebrew, Arabic
SHORT_TOKEN = 3  # letters before a full stop that may be an abbreviation ("St.", "U.S.")

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


def united(filters):
    """Return the bits set in any of some filters, the smaller ones repeated."""
    size = max(map(len, filters), default=1)
    bits = 0
    for each in filters:
        bits |= int.from_bytes(bytes(each) * (size // len(each)), "little")
    return array("B", bits.to_bytes(size, "little"))


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
        self.start = self.first = self.apostrophe = self.suffix = 0
        self.lines = self.used = self.count = self.capacity = 0
        self.letters = array("H")
        self.starts = self.ends = self.firsts = self.lasts = array("q")
        self.apostrophes = self.suffixes = array("q")
        self.hashes = self.flags = array("I")
        self.small = self.pairs = array("B", b"\xff")  # what words are kept: all
        self.small_mask = self.pairs_mask = 7
        self.keys = None
        self.whole_runs = False
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

    def runs_of(self, text):
        """Return the folded tokens of each run with nothing between them."""
        self.whole_runs = True
        try:
            return self.tokens_of(text)
        finally:
            self.whole_runs = False

    def read(self, text):
        """Walk a text once, closing tokens and runs as they end."""
        self.text = text
        self.length = len(text)
        self.lines = self.used = self.count = 0
        width = raw_text.width(text)
        if width == 1:
            self.read_units(raw_text.narrow(text))
        elif width == 2:  # bytes
            self.read_units(raw_text.wide(text))
        else:
            self.read_units(raw_text.widest(text))

    def read_units(self, units):
        """Walk a text given as numbers, from token to token."""
        i = 0
        while i < self.length:
            code = units[i]
            cell = self.low[code] if code < 256 else self.cell_of(code)
            kind = cell >> 24
            if kind == LOWER:
                end = self.pass_word(units, i)
                i = end if end else self.read_token(units, i, LOWER)
            elif kind <= UPPER or kind >= EXPANSION:
                i = self.read_token(units, i, kind)
            else:
                if kind not in (SPACE, DROPPED):
                    self.between(i, code, cell)
                i += 1
        self.close_run()

    def pass_word(self, units, start):
        """Return where a word in small letters ends that is part of no name, else 0.

        Most of a text is such words: what they cost is what a text costs.
        """
        i = start
        hashed = FNV_BASIS
        kind = LOWER
        while i < self.length:
            code = units[i]
            cell = self.low[code] if code < 256 else self.cell_of(code)
            kind = cell >> 24
            if kind != LOWER:
                break
            letter = cell & 0xFFFFFF
            hashed = ((hashed ^ (letter if letter else code)) * FNV_PRIME) & WORD
            i += 1
        if i < self.length and (kind < HARD or kind >= EXPANSION or kind in (DROPPED, APOSTROPHE)):
            return 0
        return i if self.is_plain(mixed(hashed), i - start) else 0

    def is_plain(self, hashed, length):
        """Return whether a word in small letters is part of no name; a run ends before it."""
        if length > LONGEST_TOKEN or self.has_small(hashed):
            return False
        k = self.count - 1
        if k < 0:
            return True
        if (
            length == 1  # perhaps one of initials
            or self.apostrophes[k]
            or not self.flags[k] & CASED
            or self.letters[self.firsts[k]] >= FIRST_JOINED
            or self.has_pair(hash_edge(self.hashes[k], hashed))
        ):
            return False
        self.close_run()
        return True

    def has_small(self, hashed):
        """Return whether a name may begin with a token in small letters."""
        bit = hashed & self.small_mask
        return self.small[bit >> 3] >> (bit & 7) & 1

    def has_pair(self, hashed):
        """Return whether two tokens may stand side by side in a name."""
        bit = hashed & self.pairs_mask
        return self.pairs[bit >> 3] >> (bit & 7) & 1

    def read_token(self, units, i, kind):
        """Read the token that begins at a letter of a kind; return where it ends."""
        self.start = i
        self.first = used = self.used
        limit = used + LONGEST_TOKEN + 1
        self.apostrophe = 0
        flags = INITIAL if kind & UPPER else 0
        hashed = FNV_BASIS
        end = i
        while i < self.length:
            code = units[i]
            cell = self.low[code] if code < 256 else self.cell_of(code)
            kind = cell >> 24
            if kind <= UPPER:
                letter = cell & 0xFFFFFF if cell & 0xFFFFFF else code
                self.letters[used] = letter
                used += used < limit
                hashed = ((hashed ^ letter) * FNV_PRIME) & WORD
                flags |= kind
                end = i + 1
            elif kind >= EXPANSION:
                used = min(limit, self.expand(used, code, cell & 0xFFFFFF))
                flags |= kind
                end = i + 1
            elif kind == APOSTROPHE:
                self.apostrophe = used
                self.suffix = i
            elif kind != DROPPED:
                break
            elif cell & COMBINING and self.apostrophe < used:
                end = i + 1
            i += 1
        self.close_token(end, used, flags, hashed)
        return i

    def cell_of(self, code):
        """Return what a character is and folds to."""
        return self.cells[(self.index[code >> 8] << 8) | (code & 255)]

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
                self.keys.append(self.spelled(self.first, self.first + LONGEST_TOKEN) + "…")

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
        return raw_text.spelled(self.letters, start, end)

    def between(self, at, code, cell):
        """Go on, or end the run, at a character that is neither a letter nor a plain space."""
        kind = cell >> 24
        if kind == IDEOGRAPH:
            self.start = at
            self.first = self.used
            self.apostrophe = 0
            used = self.put(self.used, cell & 0xFFFFFF if cell & 0xFFFFFF else code)
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
        if self.keys is not None and self.count and self.whole_runs:
            self.keys.append(self.spelled(0, self.used))
        elif self.keys is not None and self.count:
            letters = self.spelled(0, self.used)
            whole = len(letters) == self.used  # no letter takes two units
            for k in range(self.count):
                start, end = self.firsts[k], self.lasts[k]
                self.keys.append(letters[start:end] if whole else self.spelled(start, end))
        self.count = 0
        self.used = 0
