# C types for kernel.py, used when it is compiled.
cimport cython

ctypedef unsigned int u32
ctypedef unsigned short u16
ctypedef long long i64

cdef u32 LETTER, LOWER, UPPER, IDEOGRAPH, DROPPED, APOSTROPHE, SPACE, HYPHEN, DOT, NEWLINE
cdef u32 EXPANSION
cdef i64 LONGEST_TOKEN, SHORT_TOKEN, SHORTEST_REST, SHORTEST_BEHIND_AND
cdef u32 PUT_OFF, SMALL_BITS
cdef int CASED, INITIAL, SMALL
cdef u32 HAS_CHILDREN, CAPITALS, ANY_CASE, SMALL_FIRST, NAME_MASK
cdef u32 ALEF, WAW, FEH, BEH, KAF, LAM, ARABIC_FIRST, ARABIC_LAST, HEBREW_FIRST, HEBREW_LAST
cdef u32 WORD, FNV_BASIS, FNV_PRIME, MIX_FIRST, MIX_SECOND
cdef str HEBREW_PREFIXES

cdef u32 mixed(u32 value) noexcept

@cython.locals(value=u32, i=i64)
cpdef u32 hash_units(u16[::1] units, i64 start, i64 end) noexcept

@cython.locals(value=u32)
cpdef u32 hash_edge(u32 parent, u32 token) noexcept

cdef class NameTable:
    cdef const u32[::1] slots
    cdef const u32[::1] starts
    cdef const u16[::1] units
    cdef const u32[::1] edges
    cdef const u32[::1] nodes
    cdef const unsigned char[::1] small
    cdef public u32 roots
    cdef u32 slot_mask, edge_mask, token_count, node_count, unit_count

    @cython.locals(slot=u32, probes=u32, number=u32)
    cdef u32 token(self, u16[::1] letters, i64 start, i64 end, u32 hashed) except? 0

    @cython.locals(first=u32, last=u32, i=u32)
    cdef bint spelled(self, u32 number, u16[::1] letters, i64 start, i64 end) except -1

    @cython.locals(slot=u32, probes=u32, node=u32)
    cdef u32 child(self, u32 parent, u32 token) except? 0

cdef class Scanner:
    cdef str text
    cdef i64 length
    cdef u16[::1] index
    cdef u32[::1] cells
    cdef u32[::1] expansions
    cdef list tables
    cdef int table_count
    cdef list found
    cdef list keys
    cdef u16[::1] letters
    cdef i64[::1] places
    cdef i64 used, apostrophe, token_start, letter_end, capacity, count
    cdef int flags
    cdef i64[::1] token_starts, token_ends, rest_starts, rest_ends
    cdef int[::1] token_flags
    cdef u32[::1] numbers, rests
    cdef i64 best_end
    cdef u32 best_name
    cdef bint best_rest

    cdef grow(self)

    @cython.locals(code=u32, cell=u32, kind=u32, i=i64, gap_lines=int, inside=bint)
    cdef void read(self, str text) except *

    cpdef list names_in(self, str text)

    cpdef list tokens_of(self, str text)

    cdef bint invisible(self, u32 code) noexcept

    cdef void open_token(self, i64 at) noexcept

    @cython.locals(payload=u32, letter=u32, k=int)
    cdef void add_letter(self, i64 at, u32 code, u32 cell, u32 kind) noexcept

    cdef void put(self, i64 at, u32 letter) noexcept

    @cython.locals(k=i64)
    cdef bint abbreviated(self) noexcept

    @cython.locals(k=i64, t=int)
    cdef void close_token(self, i64 end) except *

    @cython.locals(i=i64)
    cdef void spell(self, i64 k) except *

    @cython.locals(bit=u32, t=int, table=NameTable)
    cdef bint begins_nothing(self) except -1

    @cython.locals(t=int)
    cdef void look_up_token(self, i64 k) except *

    @cython.locals(i=i64, code=u32, cell=u32)
    cdef void look_up_late(self, i64 k) except *

    @cython.locals(cut=i64, tail=i64)
    cdef void close_at_apostrophe(self, i64 k) except *

    @cython.locals(hashed=u32, known=bint, t=int, number=u32, table=NameTable)
    cdef bint look_up(self, u32[::1] numbers, i64 k, i64 start, i64 end) except -1

    @cython.locals(first=u32, cut=int)
    cdef void take_prefix(self, i64 k) except *

    @cython.locals(cut=i64, second=u32)
    cdef void take_arabic_prefix(self, i64 k) except *

    @cython.locals(letter=cython.Py_UCS4)
    cdef bint hebrew_prefix(self, i64 at) noexcept

    cdef bint take_rest(self, i64 k, i64 cut) except -1

    @cython.locals(k=i64)
    cdef void close_run(self) except *

    @cython.locals(longest=i64, kept=i64)
    cdef i64 take_longest(self, i64 k) except -1

    @cython.locals(longest=i64, t=int, start=i64)
    cdef i64 report(self, i64 k, i64 least, i64 kept, bint prefixed) except -1

    @cython.locals(end=i64)
    cdef i64 end_of(self, i64 k) noexcept

    @cython.locals(table=NameTable, flags=int, node=u32, j=i64, at=i64, suffixed=bint, number=u32)
    cdef void walk(self, int t, i64 k, bint prefixed) except *

    cdef u32 step(self, NameTable table, u32 node, u32 number) except? 0

    @cython.locals(word=u32, name=u32)
    cdef void consider(self, NameTable table, u32 node, i64 k, i64 j, int flags, bint rest) except *

    @cython.locals(i=i64)
    cdef bint any_initial(self, i64 k, i64 j) noexcept

    @cython.locals(i=i64, end=i64, at=i64, code=u32, cell=u32)
    cdef bint small_letters(self, i64 k, i64 j, bint rest) noexcept
