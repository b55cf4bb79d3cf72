# C types for tokens.py, used when it is compiled.
cimport cython

from gazetteer cimport raw_text
from gazetteer.raw_text cimport Narrow, Wide, Widest, u16, u32

ctypedef long long i64
ctypedef const unsigned char[::1] Bits
ctypedef fused Units:
    Narrow
    Wide
    Widest

cdef u32 LETTER, LOWER, UPPER, CASED, HARD, IDEOGRAPH, DROPPED, APOSTROPHE, SPACE, HYPHEN, DOT, NEWLINE
cdef u32 EXPANSION, COMBINING, ITSELF
cdef i64 LONGEST_TOKEN, SHORT_TOKEN, FIRST_JOINED
cdef u32 INITIAL, WORD, FNV_BASIS, FNV_PRIME, MIX_FIRST, MIX_SECOND

cdef u32 mixed(u32 value) noexcept

@cython.locals(value=u32)
cpdef u32 hash_edge(u32 parent, u32 token) noexcept

@cython.locals(value=u32, i=i64)
cpdef u32 hash_units(u16[::1] units, i64 start, i64 end) noexcept

cdef class Tokenizer:
    cdef str text
    cdef i64 length
    cdef u16[::1] index
    cdef u32[::1] cells
    cdef u32[::1] low
    cdef u32[::1] expansions
    cdef list keys
    cdef bint whole_runs
    cdef i64 start, first, apostrophe, suffix, lines, used, count, capacity
    cdef u16[::1] letters
    cdef i64[::1] starts, ends, firsts, lasts, apostrophes, suffixes
    cdef u32[::1] hashes, flags
    cdef Bits small, pairs
    cdef u32 small_mask, pairs_mask

    @cython.locals(each=i64)
    cdef int grow(self) except -1

    cpdef list tokens_of(self, str text)

    cpdef list runs_of(self, str text)

    @cython.locals(width=int)
    cdef int read(self, str text) except -1

    @cython.final
    @cython.locals(i=i64, end=i64, code=u32, cell=u32, kind=u32)
    cdef int read_units(self, Units units) except -1

    @cython.final
    @cython.locals(i=i64, hashed=u32, code=u32, cell=u32, kind=u32, letter=u32)
    cdef i64 pass_word(self, Units units, i64 start) except -1

    @cython.final
    @cython.locals(k=i64)
    cdef bint is_plain(self, u32 hashed, i64 length) except -1

    @cython.final
    @cython.locals(bit=u32)
    cdef bint has_small(self, u32 hashed) noexcept

    @cython.final
    @cython.locals(bit=u32)
    cdef bint has_pair(self, u32 hashed) noexcept

    @cython.final
    @cython.locals(used=i64, limit=i64, flags=u32, hashed=u32, end=i64, code=u32, cell=u32,
                   letter=u32)
    cdef i64 read_token(self, Units units, i64 i, u32 kind) except -1

    @cython.final
    cdef u32 cell_of(self, u32 code) noexcept

    @cython.final
    @cython.locals(letter=u32, i=int)
    cdef i64 expand(self, i64 used, u32 code, u32 payload) noexcept

    @cython.final
    cdef i64 put(self, i64 used, u32 letter) noexcept

    @cython.final
    @cython.locals(k=i64)
    cdef int keep(self, i64 end, i64 used, u32 flags, u32 hashed) except -1

    @cython.final
    cdef int close_token(self, i64 end, i64 used, u32 flags, u32 hashed) except -1

    @cython.final
    @cython.locals(cut=i64)
    cdef i64 keep_apostrophe(self, i64 k, i64 used) noexcept

    cdef str spelled(self, i64 start, i64 end)

    @cython.final
    @cython.locals(kind=u32, used=i64)
    cdef int between(self, i64 at, u32 code, u32 cell) except -1

    @cython.final
    @cython.locals(k=i64)
    cdef bint abbreviated(self) noexcept

    @cython.locals(k=i64, start=i64, end=i64, letters=str, whole=bint)
    cdef int close_run(self) except -1
