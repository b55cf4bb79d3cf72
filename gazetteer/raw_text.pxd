# What stands in for raw_text.py in a compiled kernel: the characters where Python itself keeps them.
cdef extern from "Python.h":
    int PyUnicode_KIND(object text)
    void* PyUnicode_DATA(object text)
    str PyUnicode_DecodeUTF16(const char* units, Py_ssize_t size, const char* errors, int* order)

ctypedef unsigned int u32
ctypedef unsigned short u16
ctypedef const unsigned char* Narrow
ctypedef const u16* Wide
ctypedef const u32* Widest

cdef inline int width(str text) noexcept:
    return PyUnicode_KIND(text)

cdef inline Narrow narrow(str text) noexcept:
    return <Narrow> PyUnicode_DATA(text)

cdef inline Wide wide(str text) noexcept:
    return <Wide> PyUnicode_DATA(text)

cdef inline Widest widest(str text) noexcept:
    return <Widest> PyUnicode_DATA(text)

cdef inline str spelled(const u16[::1] units, long long start, long long end):
    cdef u16 one = 1
    cdef int order = -1 if (<Narrow> &one)[0] else 1  # told, so that no mark of order is looked for
    return PyUnicode_DecodeUTF16(<const char*> &units[start], 2 * (end - start), "surrogatepass", &order)
