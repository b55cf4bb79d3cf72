# C types for minhash.py, used when it is compiled.
cimport cython

ctypedef unsigned int u32
ctypedef unsigned long long u64

cdef int SHINGLE, BANDS, ROWS, FEWEST_WORDS, MOST_WORDS
cdef u64 UINT64
cdef u32 UINT32
cdef u64[::1] FACTORS, MIXERS, TERMS
cdef u32[::1] CRCS

@cython.locals(length=int, count=int, i=int, start=int, crc=u32)
cdef int hashed_words(str text, u64[::1] hashed) except -1

cdef bint is_letter(Py_UCS4 character) noexcept

cdef u32 with_letter(u32 crc, u32 code) noexcept

cdef u32 with_byte(u32 crc, u32 byte) noexcept

@cython.locals(runs=int, at=int, k=int, mixed=u64)
cdef int mix(u64[::1] hashed, int count) noexcept

@cython.locals(factor=u64, term=u64, least=u64, value=u64, i=int)
cdef u32 least_of(u64[::1] hashed, int count, int row) noexcept
