# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
# cython: cdivision=True
"""The matcher: one pass over a text that finds every known name, with exact offsets.

Plain Python; kernel.pxd adds the C types when a compiler is at hand. The same tests run over
both. No call sees anything of another.

A name is a path of tokens in a table's trie. At each token of a run that may begin a name the
longest path is taken; a token in small letters that no name of the tables holds there was passed
over by the tokenizer.
"""

from gazetteer.codes import (
    ANY_CASE,
    CAPITALS,
    CASED,
    EXPANSION,
    HAS_CHILDREN,
    INITIAL,
    LOWER,
    NAME_MASK,
    SMALL_FIRST,
    UPPER,
)
from gazetteer.tokens import Tokenizer, hash_edge, hash_units, united

SHORTEST_REST = 3  # letters that must stay when a prefix or a suffix is taken off
SHORTEST_HEAD = 2  # the same where the name has further words: בתל אביב
SHORTEST_BEHIND_AND = 2  # the same behind the Arabic "and", which joins any word: وأم درمان
LONGEST_SUFFIX = 4

FULL_STOP = 0x2E
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
HEBREW_PREFIXES = frozenset("בלמהושכ")
# What Turkish writes behind an apostrophe, and French and Italian before one; folded.
TURKISH_SUFFIXES = frozenset(
    "a e i u ya ye yi yu na ne ni nu da de ta te dan den tan ten nda nde in un nin nun la le yla "
    "yle ca ce ki daki deki taki teki li lu lik luk".split()
)
ELISIONS = frozenset("d l all dall dell nell sull coll qu".split())


class DamagedTableError(Exception):
    """A number read from a table points outside it."""


def is_power(size):
    """Return whether a size is a power of two."""
    return size > 0 and size & (size - 1) == 0


class NameTable:
    """Tokens and trie of one layer, over the memory of its file.

    `slots` holds pairs (hash, token) and `edges` triples (parent, token, child); both are open
    addressing tables whose size is a power of two, and 0 in the last field is an empty slot.
    Tokens count from 1; the letters of token t are `units[starts[t - 1]:starts[t]]`. The node of
    a name's first token has the token's own number, below `roots`. Two filters hold
    bits, as many as a power of two: where the bit of `small` at a token's hash is 0, no name
    begins with it in small letters; where the bit of `pairs` at the hash of two tokens' hashes
    is 0, no name has them side by side.
    """

    def __init__(self, slots, starts, units, edges, nodes, roots, small, pairs):
        self.slots = slots
        self.starts = starts
        self.units = units
        self.edges = edges
        self.nodes = nodes
        self.roots = roots
        self.small = small
        self.pairs = pairs
        self.slot_mask = len(slots) // 2 - 1
        self.edge_mask = len(edges) // 3 - 1
        self.token_count = len(starts) - 1
        self.node_count = len(nodes)
        self.unit_count = len(units)
        if self.roots > self.node_count or not (is_power(len(small)) and is_power(len(pairs))):
            raise DamagedTableError

    def token(self, tokens, start, end, hashed):
        """Return the number of the token spelled `tokens.letters[start:end]`, or 0."""
        slot = hashed & self.slot_mask
        probes = 0
        while probes <= self.slot_mask:
            number = self.slots[2 * slot + 1]
            if number == 0:
                return 0
            if self.slots[2 * slot] == hashed and self.spelled(number, tokens, start, end):
                return number
            slot = (slot + 1) & self.slot_mask
            probes += 1
        return 0

    def spelled(self, number, tokens, start, end):
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
            if self.units[first + i] != tokens.letters[start + i]:
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

    def step(self, parent, tokens, start, end, hashed):
        """Return the node reached by a token from a node, or from the beginning (0), or 0."""
        number = self.token(tokens, start, end, hashed)
        if number == 0:
            return 0
        if parent == 0:
            return number if number < self.roots else 0
        return self.child(parent, number)


class Scanner(Tokenizer):
    """Finds the names of some tables in texts, one after the other."""

    def __init__(self, folding, tables):
        Tokenizer.__init__(self, folding)
        self.tables = tables
        self.small = united([table.small for table in tables])
        self.small_mask = 8 * len(self.small) - 1
        self.pairs = united([table.pairs for table in tables])
        self.pairs_mask = 8 * len(self.pairs) - 1
        self.found = None
        self.best_end = self.best_name = self.longest = self.kept = 0
        self.best_cut = False

    def names_in(self, text):
        """Return (start, end, table, name) of every longest known name."""
        self.found = found = []
        self.read(text)
        self.text = ""
        self.found = None
        return found

    def close_run(self):
        """Find the longest names among the tokens of the run, left to right, and forget it."""
        k = 0
        while k < self.count:
            if (
                self.flags[k] & INITIAL
                or not self.flags[k] & CASED
                or self.has_small(self.hashes[k])
                or self.apostrophes[k]
            ):
                k = self.take_longest(k)
            else:
                k += 1
        self.count = 0
        self.used = 0

    def take_longest(self, k):
        """Report the longest names that begin at token k; return the token to go on from.

        Without a prefix only where that finds more: Baghdad is no "in Ghdad".
        """
        self.longest = 0
        first = self.firsts[k]
        letter = self.letters[first]
        known = self.take(k, first, first, 0)
        if ARABIC_FIRST <= letter <= ARABIC_LAST:
            self.take_arabic(k, first)
        elif HEBREW_FIRST <= letter <= HEBREW_LAST:
            self.take_hebrew(k, first)
        elif self.apostrophes[k] and not known:
            self.take_elided(k, first)
        return self.longest if self.longest else k + 1

    def take(self, k, first, shown, least):
        """Report the names from letter `first` of token k on that end behind token `least` - 1.

        A name is shown from letter `shown` on. Return whether the token begins a name anywhere.
        """
        known = False
        hashed = self.hashes[k]
        if shown != self.firsts[k]:
            hashed = hash_units(self.letters, first, self.lasts[k])
        for t in range(len(self.tables)):
            if self.walk(self.tables[t], k, first, hashed):
                known = True
            if self.best_end > least and self.best_end >= self.longest:
                self.report(k, shown, t)
        return known

    def report(self, k, shown, t):
        """Keep the best name of table t with others as long; it does away with shorter ones."""
        if self.best_end > self.longest:
            if self.longest:
                del self.found[self.kept :]
            self.kept = len(self.found)
            self.longest = self.best_end
        start = self.starts[k]
        if shown != self.firsts[k]:
            start = self.position(k, shown)
        self.found.append((start, self.end_of(self.best_end - 1), t, self.best_name - 1))

    def take_arabic(self, k, first):
        """Try without و or ف, then without ب, ك or ل; لل stands for ل before ال."""
        last = self.lasts[k]
        if self.letters[first] in (WAW, FEH) and last - first > SHORTEST_BEHIND_AND:
            first += 1
            if self.take(k, first, first, self.longest):
                return
        if last - first <= SHORTEST_HEAD:
            return
        letter = self.letters[first]
        if letter == LAM and self.letters[first + 1] == LAM and last - first > SHORTEST_REST:
            self.letters[first] = ALEF
            self.take(k, first, first + 1, self.longest)
            self.letters[first] = LAM
        elif letter in (BEH, KAF, LAM):
            self.take(k, first + 1, first + 1, self.behind(k, first + 1))

    def take_hebrew(self, k, first):
        """Try without one, then without two, of the attached prepositions and conjunctions."""
        for cut in range(first, first + 2):
            if self.lasts[k] - cut <= SHORTEST_HEAD:
                return
            if chr(self.letters[cut]) not in HEBREW_PREFIXES:
                return
            if self.take(k, cut + 1, cut + 1, self.behind(k, cut + 1)):
                return

    def behind(self, k, first):
        """Return behind which token a name must end that begins at a letter of token k.

        A short rest is the beginning of a name at most: בתל אביב.
        """
        if self.lasts[k] - first < SHORTEST_REST:
            return max(self.longest, k + 1)
        return self.longest

    def take_elided(self, k, first):
        """Try what follows an elided article or preposition: l'Ukraine, dell'Ucraina."""
        cut = self.apostrophes[k]
        if self.lasts[k] - cut < SHORTEST_REST or self.spelled(first, cut) not in ELISIONS:
            return
        at = self.position(k, cut)
        code = ord(self.text[at])
        if self.cells[(self.index[code >> 8] << 8) | (code & 255)] >> 24 & UPPER:
            self.flags[k] |= INITIAL
            self.take(k, cut, cut, self.longest)

    def position(self, k, letter):
        """Return where in the text the given letter of token k stands."""
        used = self.firsts[k]
        for i in range(self.starts[k], self.ends[k]):
            code = ord(self.text[i])
            cell = self.cells[(self.index[code >> 8] << 8) | (code & 255)]
            kind = cell >> 24
            if kind <= UPPER:
                used += 1
            elif kind >= EXPANSION:
                used += self.expand(self.used, code, cell & 0xFFFFFF) - self.used
            if used > letter:
                return i
        return self.starts[k]

    def end_of(self, k):
        """Return where a name ends whose last token is k: without its suffix, with its stop."""
        if self.best_cut:
            return self.suffixes[k]
        end = self.ends[k]
        if (
            k > 0
            and end - self.starts[k] == 1
            and end < self.length
            and ord(self.text[end]) == FULL_STOP
            and ord(self.text[self.starts[k] - 1]) == FULL_STOP
        ):
            end += 1
        return end

    def walk(self, table, k, first, hashed):
        """Follow a table's trie from token k; leave the longest name in `best_*`.

        Return whether a name begins with the token.
        """
        self.best_end = 0
        flags = node = 0
        j = k
        while j < self.count:
            flags |= self.flags[j]
            if self.apostrophes[j] and self.suffixed(j):
                self.walk_suffixed(table, node, first, k, j, flags)
            node = table.step(node, self, first, self.lasts[j], hashed)
            if node == 0:
                return j > k
            word = table.nodes[node]
            if (
                word & NAME_MASK
                and self.allowed(word, k, j, flags, self.ends[j])
                and not self.initial(j)
            ):
                self.best_end = j + 1
                self.best_name = word & NAME_MASK
                self.best_cut = False
            if not word & HAS_CHILDREN:
                return True
            j += 1
            first = self.firsts[j]
            hashed = self.hashes[j]
        return True

    def initial(self, j):
        """Return whether token j is a letter of initials that go on: the D of D.P.R.K."""
        end = self.ends[j]
        return (
            end - self.starts[j] == 1
            and j + 1 < self.count
            and self.starts[j + 1] == end + 1
            and self.ends[j + 1] == end + 2
            and ord(self.text[end]) == FULL_STOP
        )

    def suffixed(self, j):
        """Return whether what follows token j's last apostrophe is no part of a name."""
        cut = self.apostrophes[j]
        if self.letters[cut] == 0x27:
            return True
        return (
            self.lasts[j] - cut <= LONGEST_SUFFIX
            and cut - self.firsts[j] >= SHORTEST_REST
            and self.spelled(cut, self.lasts[j]) in TURKISH_SUFFIXES
        )

    def walk_suffixed(self, table, node, first, k, j, flags):
        """Take the name that ends before token j's last apostrophe: Syria's, Halep'te."""
        cut = self.apostrophes[j]
        hashed = hash_units(self.letters, first, cut)
        node = table.step(node, self, first, cut, hashed)
        if node == 0:
            return
        word = table.nodes[node]
        if word & NAME_MASK and self.allowed(word, k, j, flags, self.suffixes[j]):
            self.best_end = j + 1
            self.best_name = word & NAME_MASK
            self.best_cut = True

    def allowed(self, word, k, j, flags, end):
        """Return whether a name may be written in the case of tokens k to j."""
        if not flags & CASED or word & ANY_CASE:
            return True
        if word & CAPITALS and flags & LOWER and self.small_letters(k, j, end):
            return False
        first = self.flags[k]
        return (
            first & INITIAL != 0
            or not first & CASED
            or (word & SMALL_FIRST and flags & INITIAL) != 0
        )

    def small_letters(self, k, j, end):
        """Return whether the text from token k to `end`, in token j, holds a small letter."""
        for i in range(self.starts[k], end):
            code = ord(self.text[i])
            cell = self.cells[(self.index[code >> 8] << 8) | (code & 255)]
            if cell >> 24 in (LOWER, EXPANSION | LOWER):
                return True
        return False
