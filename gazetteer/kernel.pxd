# C types for kernel.py, used when it is compiled.
cimport cython

from gazetteer.tokens cimport Bits, Tokenizer, hash_edge, hash_units, i64, u16, u32

cdef u32 LOWER, UPPER, CASED, EXPANSION, HAS_CHILDREN, CAPITALS, ANY_CASE, SMALL_FIRST
cdef u32 NAME_MASK, INITIAL
cdef i64 SHORTEST_HEAD, SHORTEST_REST, LONGEST_SUFFIX, SHORTEST_BEHIND_AND
cdef u32 FULL_STOP, ALEF, WAW, FEH, BEH, KAF, LAM, ARABIC_FIRST, ARABIC_LAST, HEBREW_FIRST, HEBREW_LAST

@cython.final
cdef class NameTable:
    cdef const u32[::1] slots
    cdef const u32[::1] starts
    cdef const u16[::1] units
    cdef const u32[::1] edges
    cdef const u32[::1] nodes
    cdef readonly Bits small, pairs
    cdef public u32 roots
    cdef u32 slot_mask, edge_mask, token_count, node_count, unit_count

    @cython.locals(slot=u32, probes=u32, number=u32)
    cdef u32 token(self, Tokenizer tokens, i64 start, i64 end, u32 hashed) except? 0

    @cython.locals(first=u32, last=u32, i=u32)
    cdef bint spelled(self, u32 number, Tokenizer tokens, i64 start, i64 end) except -1

    @cython.locals(slot=u32, probes=u32, node=u32)
    cdef u32 child(self, u32 parent, u32 token) except? 0

    @cython.locals(number=u32)
    cdef u32 step(self, u32 parent, Tokenizer tokens, i64 start, i64 end, u32 hashed) except? 0

cdef class Scanner(Tokenizer):
    cdef list tables
    cdef list found
    cdef i64 best_end, longest, kept
    cdef u32 best_name
    cdef bint best_cut

    cpdef list names_in(self, str text)

    @cython.locals(k=i64)
    cdef int close_run(self) except -1

    @cython.final
    @cython.locals(first=i64, letter=u32, known=bint)
    cdef i64 take_longest(self, i64 k) except -1

    @cython.final
    @cython.locals(known=bint, hashed=u32, t=int)
    cdef bint take(self, i64 k, i64 first, i64 shown, i64 least) except -1

    @cython.final
    @cython.locals(start=i64)
    cdef int report(self, i64 k, i64 shown, int t) except -1

    @cython.final
    @cython.locals(last=i64, letter=u32)
    cdef void take_arabic(self, i64 k, i64 first) except *

    @cython.final
    @cython.locals(cut=i64)
    cdef void take_hebrew(self, i64 k, i64 first) except *

    @cython.final
    @cython.locals(cut=i64, at=i64, code=u32)
    cdef void take_elided(self, i64 k, i64 first) except *

    @cython.final
    @cython.locals(used=i64, i=i64, code=u32, cell=u32, kind=u32)
    cdef i64 position(self, i64 k, i64 letter) noexcept

    @cython.final
    @cython.locals(end=i64)
    cdef i64 end_of(self, i64 k) noexcept

    @cython.final
    @cython.locals(flags=u32, node=u32, j=i64, word=u32)
    cdef bint walk(self, NameTable table, i64 k, i64 first, u32 hashed) except -1

    @cython.final
    cdef i64 behind(self, i64 k, i64 first) noexcept

    @cython.final
    @cython.locals(end=i64)
    cdef bint initial(self, i64 j) noexcept

    @cython.final
    @cython.locals(cut=i64)
    cdef bint suffixed(self, i64 j) except -1

    @cython.final
    @cython.locals(cut=i64, hashed=u32, word=u32)
    cdef void walk_suffixed(self, NameTable table, u32 node, i64 first, i64 k, i64 j, u32 flags) except *

    @cython.final
    @cython.locals(first=u32)
    cdef bint allowed(self, u32 word, i64 k, i64 j, u32 flags, i64 end) noexcept

    @cython.final
    @cython.locals(i=i64, code=u32, cell=u32)
    cdef bint small_letters(self, i64 k, i64 j, i64 end) noexcept
