# What stands in for maths.py in a compiled kernel.
cdef extern from "math.h":
    double acos(double x) noexcept
    double asin(double x) noexcept
    double cos(double x) noexcept
    double exp(double x) noexcept
    double floor(double x) noexcept
    double log1p(double x) noexcept
    double sin(double x) noexcept
    double sqrt(double x) noexcept
