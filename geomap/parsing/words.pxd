# C types for words.py, used when it is compiled.
cimport cython

cdef int REACHED, REACH, LONGEST_WORD

@cython.final
cdef class Words:
    cdef readonly str text
    cdef int length, count, stopped
    cdef int[::1] starts, ends, stops
    cdef list bare, small

    @cython.locals(i=int, letter=Py_UCS4)
    cdef int cut(self) except -1

    @cython.locals(i=int, letter=Py_UCS4)
    cdef int cut_word(self, int start) except -1

    @cython.locals(following=Py_UCS4)
    cdef bint ends_sentence(self, int i) except -1

    cdef int first(self, int offset) noexcept

    @cython.locals(end=int, found=str)
    cdef str word(self, int i)

    @cython.locals(found=list, i=int, end=int, letter=Py_UCS4)
    cpdef list ends_before_names(self, wanted)

    @cython.locals(text=str, found=list, edge=int, nearest=str, at=int, i=int, stop=int, gap=str)
    cpdef tuple before(self, int start)

    @cython.locals(text=str, found=list, edge=int, at=int, i=int, begin=int, gap=str, stop=int)
    cpdef list after(self, int end)

    @cython.locals(
        edge=int, last=int, words=list, small=list, i=int, begin=int, rest=str
    )
    cpdef tuple sentence_before(self, int start)

    @cython.locals(stop=int, following=int, words=list, small=list, at=int, rest=str, i=int)
    cpdef tuple sentence_after(self, int end)

cdef bint is_letter(Py_UCS4 character) noexcept

@cython.locals(low=int, high=int, middle=int)
cdef int first_at(int[::1] offsets, int count, int offset) noexcept
