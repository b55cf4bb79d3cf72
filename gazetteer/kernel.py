# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
# cython: cdivision=True
"""The matcher: one pass over a text that finds every known name, with exact offsets.

Plain Python; kernel.pxd adds the C types when a compiler is at hand. The same tests run over
both. Nothing is kept between calls.

A text is cut into runs of tokens with nothing but spaces, hyphens and the like between them.
Each token is folded and looked up once in every table; then the names, sequences of tokens,
are walked in each table's trie and the longest taken.
"""

from array import array

from gazetteer.codes import (
    ANY_CASE,
    APOSTROPHE,
    CAPITALS,
    DOT,
    DROPPED,
    EXPANSION,
    HAS_CHILDREN,
    HYPHEN,
    IDEOGRAPH,
    LETTER,
    LOWER,
    NAME_MASK,
    NEWLINE,
    SMALL_BITS,
    SMALL_FIRST,
    SPACE,
    UPPER,
)

LONGEST_TOKEN = 64  # folded letters; a longer token is part of no name
SHORT_TOKEN = 3  # letters before a full stop that may be an abbreviation ("St.", "U.S.")
SHORTEST_REST = 3  # letters that must stay when a prefix or a suffix is taken off
SHORTEST_BEHIND_AND = 2  # the same behind the Arabic "and", which joins any word: وأم درمان

# A token not looked up yet: it has small letters and begins no name by itself.
PUT_OFF = 0xFFFFFFFF

# Flags of a token.
CASED = 1
INITIAL = 2  # begins with a capital
SMALL = 4  # has a small letter

WORD = 0xFFFFFFFF
FNV_BASIS = 0x811C9DC5
FNV_PRIME = 0x01000193
MIX_FIRST = 0x85EBCA6B
MIX_SECOND = 0xC2B2AE35

ALEF = 0x627
WAW = 0x648
FEH = 0x641
BEH = 0x628
KAF = 0x643
LAM = 0x644
ARABIC_FIRST = 0x621
ARABIC_LAST = 0x6FF
HEBREW_FIRST = 0x5D0
HEBREW_LAST = 0x5EA
HEBREW_PREFIXES = "בלמהושכ"


class DamagedTableError(Exception):
    """A number read from a table points outside it."""


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


class NameTable:
    """Tokens and trie of one layer, over the memory of its file.

    `slots` holds pairs (hash, token) and `edges` triples (parent, token, child); both are open
    addressing tables whose size is a power of two, and 0 in the last field is an empty slot.
    Tokens count from 1; the letters of token t are `units[starts[t - 1]:starts[t]]`. The node of
    a name's first token has the token's own number, below `roots`. `small` holds SMALL_BITS
    bits: where the bit at a token's hash is 0, no name begins with it in small letters.
    """

    def __init__(self, slots, starts, units, edges, nodes, roots, small):
        self.slots = slots
        self.starts = starts
        self.units = units
        self.edges = edges
        self.nodes = nodes
        self.roots = roots
        self.small = small
        self.slot_mask = len(slots) // 2 - 1
        self.edge_mask = len(edges) // 3 - 1
        self.token_count = len(starts) - 1
        self.node_count = len(nodes)
        self.unit_count = len(units)
        if self.roots > self.node_count or len(small) != SMALL_BITS // 8:
            raise DamagedTableError

    def token(self, letters, start, end, hashed):
        """Return the number of the token spelled `letters[start:end]`, or 0."""
        slot = hashed & self.slot_mask
        probes = 0
        while probes <= self.slot_mask:
            number = self.slots[2 * slot + 1]
            if number == 0:
                return 0
            if self.slots[2 * slot] == hashed and self.spelled(number, letters, start, end):
                return number
            slot = (slot + 1) & self.slot_mask
            probes += 1
        return 0

    def spelled(self, number, letters, start, end):
        """Return whether token `number` has just these letters."""
        if number > self.token_count:
            raise DamagedTableError
        first = self.starts[number - 1]
        last = self.starts[number]
        if first > last or last > self.unit_count:
            raise DamagedTableError
        if last - first != end - start:
            return False
        for i in range(last - first):  # noqa: SIM110  # a loop that C can run
            if self.units[first + i] != letters[start + i]:
                return False
        return True

    def child(self, parent, token):
        """Return the node reached from `parent` by a token, or 0."""
        slot = hash_edge(parent, token) & self.edge_mask
        probes = 0
        while probes <= self.edge_mask:
            node = self.edges[3 * slot + 2]
            if node == 0:
                return 0
            if self.edges[3 * slot] == parent and self.edges[3 * slot + 1] == token:
                if node >= self.node_count:
                    raise DamagedTableError
                return node
            slot = (slot + 1) & self.edge_mask
            probes += 1
        return 0


class Scanner:
    """Reads texts, one after the other, against some tables."""

    def __init__(self, folding, tables):
        self.text = ""
        self.length = 0
        self.index = folding.index
        self.cells = folding.cells
        self.expansions = folding.expansions
        self.tables = tables
        self.table_count = len(tables)
        self.found = None
        self.keys = None
        self.letters = array("H", bytes(2 * (LONGEST_TOKEN + 8)))
        self.places = array("q", bytes(8 * (LONGEST_TOKEN + 8)))
        self.used = 0
        self.apostrophe = -1
        self.flags = 0
        self.token_start = 0
        self.letter_end = 0
        self.capacity = 0
        self.count = 0
        self.token_starts = self.token_ends = self.rest_starts = self.rest_ends = array("q")
        self.token_flags = array("i")
        self.numbers = self.rests = array("I")
        self.grow()

    def grow(self):
        """Double the room for the tokens of one run."""
        self.capacity = max(64, 2 * self.capacity)
        each = 8 * self.capacity
        self.token_starts = enlarged("q", self.token_starts, each)
        self.token_ends = enlarged("q", self.token_ends, each)
        self.token_flags = enlarged("i", self.token_flags, each // 2)
        self.rest_starts = enlarged("q", self.rest_starts, each)
        self.rest_ends = enlarged("q", self.rest_ends, each)
        self.numbers = enlarged("I", self.numbers, each // 2 * self.table_count)
        self.rests = enlarged("I", self.rests, each // 2 * self.table_count)

    def names_in(self, text):
        """Return (start, end, table, name) of every longest known name."""
        self.found = []
        self.keys = None
        self.read(text)
        return self.found

    def tokens_of(self, text):
        """Return the folded tokens."""
        self.found = []
        self.keys = []
        self.read(text)
        return self.keys

    def read(self, text):
        """Walk a text once, closing tokens and runs as they end."""
        self.text = text
        self.length = len(text)
        self.count = 0
        gap_lines = 0
        inside = False
        i = 0
        while i < self.length:
            code = ord(self.text[i])
            cell = self.cells[(self.index[code >> 8] << 8) | (code & 255)]
            kind = cell >> 24
            if kind == LOWER and inside and code <= 0xFFFF and self.used < LONGEST_TOKEN:
                # What add_letter would do, for the letters that most texts are made of.
                self.flags |= CASED | SMALL
                self.letters[self.used] = cell & 0xFFFF if cell & 0xFFFF else code
                self.places[self.used] = i
                self.used += 1
                self.letter_end = i + 1
            elif kind & 15 in (LETTER, LOWER, UPPER):
                if not inside:
                    self.open_token(i)
                    inside = True
                self.add_letter(i, code, cell, kind)
                self.letter_end = i + 1
                gap_lines = 0
            elif kind == DROPPED:
                if inside and not self.invisible(code):
                    self.letter_end = i + 1
            elif kind == APOSTROPHE and inside:
                self.apostrophe = self.used
            else:
                if inside:
                    self.close_token(self.letter_end)
                    inside = False
                if kind == IDEOGRAPH:
                    self.open_token(i)
                    self.add_letter(i, code, cell, kind)
                    self.close_token(i + 1)
                    gap_lines = 0
                elif kind == NEWLINE:
                    if not (code == 10 and i > 0 and ord(self.text[i - 1]) == 13):
                        gap_lines += 1
                    if gap_lines > 1:
                        self.close_run()
                elif kind not in (SPACE, HYPHEN) and not (kind == DOT and self.abbreviated()):
                    self.close_run()
            i += 1
        if inside:
            self.close_token(self.letter_end)
        self.close_run()

    def invisible(self, code):
        """Return whether a mark is a direction or a joint between letters, none on a letter."""
        return 0x2000 <= code <= 0x206F or code in (0xAD, 0x61C, 0xFEFF)

    def open_token(self, at):
        """Begin a token at a character."""
        self.token_start = at
        self.used = 0
        self.apostrophe = -1
        self.flags = 0

    def add_letter(self, at, code, cell, kind):
        """Add one character's folded letters to the open token."""
        if kind & 15 == UPPER:
            self.flags |= CASED | INITIAL if self.used == 0 else CASED
        elif kind & 15 == LOWER:
            self.flags |= CASED | SMALL
        payload = cell & 0xFFFFFF
        if kind & EXPANSION:
            for k in range(3):
                letter = self.expansions[3 * payload + k]
                if letter:
                    self.put(at, letter)
        else:
            self.put(at, payload if payload else code)

    def put(self, at, letter):
        """Append one folded letter, as one or two 16-bit units; past the limit only count it."""
        if self.used < LONGEST_TOKEN:
            if letter > 0xFFFF:
                self.letters[self.used] = 0xD800 + ((letter - 0x10000) >> 10)
                self.places[self.used] = at
                self.used += 1
                letter = 0xDC00 + ((letter - 0x10000) & 0x3FF)
            self.letters[self.used] = letter
            self.places[self.used] = at
        self.used += 1

    def abbreviated(self):
        """Return whether the last token is short enough for its full stop to end no sentence."""
        if self.count == 0:
            return False
        k = self.count - 1
        return self.token_ends[k] - self.token_starts[k] <= SHORT_TOKEN

    def close_token(self, end):
        """Look the open token up in every table, whole and without prefix or suffix."""
        if self.count == self.capacity:
            self.grow()
        k = self.count
        self.count += 1
        self.token_starts[k] = self.token_start
        self.token_ends[k] = end
        self.token_flags[k] = self.flags
        self.rest_starts[k] = self.token_start
        self.rest_ends[k] = end
        if self.keys is not None:
            self.spell(k)
        elif self.flags & INITIAL == 0 and self.flags & CASED and self.begins_nothing():
            for t in range(self.table_count):
                self.numbers[k * self.table_count + t] = PUT_OFF
                self.rests[k * self.table_count + t] = 0
        else:
            self.look_up_token(k)

    def spell(self, k):
        """Note the folded token instead of looking it up."""
        if self.used <= LONGEST_TOKEN:
            if 0 < self.apostrophe < self.used:
                self.close_at_apostrophe(k)
            self.keys.append("".join([chr(self.letters[i]) for i in range(self.used)]))

    def begins_nothing(self):
        """Return whether no table has a name that begins with the open token as it is written."""
        if self.apostrophe > 0 or self.used > LONGEST_TOKEN:
            return False
        bit = hash_units(self.letters, 0, self.used) & (SMALL_BITS - 1)
        for t in range(self.table_count):
            table = self.tables[t]
            if table.small[bit >> 3] & (1 << (bit & 7)):
                return False
        return True

    def look_up_token(self, k):
        """Look token k, whose letters are at hand, up whole and without prefix or suffix."""
        for t in range(self.table_count):
            self.numbers[k * self.table_count + t] = 0
            self.rests[k * self.table_count + t] = 0
        if self.used > LONGEST_TOKEN:
            return
        if 0 < self.apostrophe < self.used:
            self.close_at_apostrophe(k)
        self.look_up(self.numbers, k, 0, self.used)
        self.take_prefix(k)

    def look_up_late(self, k):
        """Look up a token that was put off: a name has been found to go on there."""
        self.open_token(self.token_starts[k])
        for i in range(self.token_starts[k], self.token_ends[k]):
            code = ord(self.text[i])
            cell = self.cells[(self.index[code >> 8] << 8) | (code & 255)]
            if cell >> 24 & 15 in (LETTER, LOWER, UPPER):
                self.add_letter(i, code, cell, cell >> 24)
        self.look_up_token(k)

    def close_at_apostrophe(self, k):
        """Try the token without what follows its last apostrophe: Syria's, Halep'te."""
        cut = self.apostrophe
        tail = self.used - cut
        if tail == 1 and self.letters[cut] == 0x73:
            # "Hama's" is no "Hamas": the possessive keeps its apostrophe in the key.
            self.letters[cut] = 0x27
            self.put(self.places[cut], 0x73)
        elif cut < SHORTEST_REST or tail > 4:
            return
        if self.look_up(self.rests, k, 0, cut):
            self.rest_ends[k] = self.places[cut - 1] + 1

    def look_up(self, numbers, k, start, end):
        """Write the token's number in each table; return whether any begins a name there."""
        hashed = hash_units(self.letters, start, end)
        known = False
        for t in range(self.table_count):
            table = self.tables[t]
            number = table.token(self.letters, start, end, hashed)
            numbers[k * self.table_count + t] = number
            if number:
                known = True
        return known

    def take_prefix(self, k):
        """Try the token without an attached Arabic or Hebrew preposition or conjunction."""
        first = self.letters[0]
        if ARABIC_FIRST <= first <= ARABIC_LAST:
            self.take_arabic_prefix(k)
        elif HEBREW_FIRST <= first <= HEBREW_LAST:
            for cut in range(1, 3):
                if self.used - cut < SHORTEST_REST or not self.hebrew_prefix(cut - 1):
                    return
                if self.take_rest(k, cut):
                    return

    def take_arabic_prefix(self, k):
        """و and ف, then ب, ك or ل; لل stands for ل before ال."""
        cut = 0
        if self.letters[0] in (WAW, FEH) and self.used > SHORTEST_BEHIND_AND:
            cut = 1
            if self.take_rest(k, cut):
                return
        if self.used - cut <= SHORTEST_REST:
            return
        second = self.letters[cut]
        if second == LAM and self.letters[cut + 1] == LAM:
            self.letters[cut] = ALEF
            if self.take_rest(k, cut):
                self.rest_starts[k] = self.places[cut] + 1
            self.letters[cut] = LAM
        elif second in (BEH, KAF, LAM):
            self.take_rest(k, cut + 1)

    def hebrew_prefix(self, at):
        """Return whether the letter is one of the attached ones."""
        for letter in HEBREW_PREFIXES:  # noqa: SIM110  # a loop that C can run
            if ord(letter) == self.letters[at]:
                return True
        return False

    def take_rest(self, k, cut):
        """Look the token up from its letter `cut` on; return whether it is known."""
        if not self.look_up(self.rests, k, cut, self.used):
            return False
        self.rest_starts[k] = self.places[cut]
        return True

    def close_run(self):
        """Find the longest names among the tokens of the run, left to right, and forget it."""
        k = 0
        while k < self.count and self.table_count:
            k = self.take_longest(k)
        self.count = 0

    def take_longest(self, k):
        """Report the longest names that begin at token k; return the token to go on from."""
        if self.numbers[k * self.table_count] == PUT_OFF:
            return k + 1
        kept = len(self.found)
        longest = self.report(k, k, kept, False)
        if self.rest_starts[k] != self.token_starts[k]:
            # Without its prefix only where that finds more: Baghdad is no "in Ghdad".
            longest = self.report(k, longest, kept, True)
        return longest if longest > k else k + 1

    def report(self, k, least, kept, prefixed):
        """Report the longest names from token k that end behind `least`; return where.

        They take the place of what was reported from `kept` on.
        """
        longest = least
        for t in range(self.table_count):
            self.walk(t, k, prefixed)
            if self.best_end == 0 or self.best_end <= least or self.best_end < longest:
                continue
            if self.best_end > longest:
                del self.found[kept:]
                longest = self.best_end
            start = self.rest_starts[k] if prefixed else self.token_starts[k]
            self.found.append((start, self.end_of(longest - 1), t, self.best_name - 1))
        return longest

    def end_of(self, k):
        """Return where a name ends whose last token is k: without its suffix, with its stop."""
        if self.best_rest:
            return self.rest_ends[k]
        end = self.token_ends[k]
        if (
            k > 0
            and end - self.token_starts[k] == 1
            and end < self.length
            and ord(self.text[end]) == 0x2E
            and ord(self.text[self.token_starts[k] - 1]) == 0x2E
        ):
            end += 1
        return end

    def walk(self, t, k, prefixed):
        """Follow table t's trie from token k; leave the longest name in `best_*`."""
        table = self.tables[t]
        self.best_end = 0
        self.best_name = 0
        self.best_rest = False
        flags = 0
        node = 0
        j = k
        while j < self.count:
            flags |= self.token_flags[j]
            at = j * self.table_count + t
            if self.numbers[at] == PUT_OFF:
                self.look_up_late(j)
            suffixed = self.rest_ends[j] != self.token_ends[j]
            if suffixed and self.rests[at]:
                self.consider(table, self.step(table, node, self.rests[at]), k, j, flags, True)
            number = self.rests[at] if prefixed and j == k else self.numbers[at]
            if number == 0:
                return
            node = self.step(table, node, number)
            if node == 0:
                return
            self.consider(table, node, k, j, flags, False)
            if not table.nodes[node] & HAS_CHILDREN:
                return
            j += 1

    def step(self, table, node, number):
        """Return the node reached by a token, from a node or (0) from the beginning of a name."""
        if node == 0:
            return number if number < table.roots else 0
        return table.child(node, number)

    def consider(self, table, node, k, j, flags, rest):
        """Keep the name at a node, if there is one and its case allows it."""
        word = table.nodes[node]
        name = word & NAME_MASK
        if node == 0 or name == 0:
            return
        if flags & CASED and not word & ANY_CASE:
            if word & CAPITALS and self.small_letters(k, j, rest):
                return
            if not self.token_flags[k] & INITIAL and not (
                word & SMALL_FIRST and self.any_initial(k, j)
            ) and self.token_flags[k] & CASED:  # fmt: skip
                return
        self.best_end = j + 1
        self.best_name = name
        self.best_rest = rest

    def any_initial(self, k, j):
        """Return whether a token from k to j begins with a capital."""
        for i in range(k, j + 1):  # noqa: SIM110  # a loop that C can run
            if self.token_flags[i] & INITIAL:
                return True
        return False

    def small_letters(self, k, j, rest):
        """Return whether the name from token k to j holds a small letter; a suffix may."""
        for i in range(k, j + 1):
            end = self.rest_ends[i] if rest and i == j else self.token_ends[i]
            for at in range(self.token_starts[i], end):
                code = ord(self.text[at])
                cell = self.cells[(self.index[code >> 8] << 8) | (code & 255)]
                if cell >> 24 & 15 == LOWER:
                    return True
        return False
