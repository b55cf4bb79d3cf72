"""The functions of mathematics that the scoring kernel uses.

Interpreted, these are Python's; compiled, maths.pxd stands in for them with those of C.
"""

from math import acos, asin, cos, exp, floor, log1p, sin, sqrt

__all__ = ["acos", "asin", "cos", "exp", "floor", "log1p", "sin", "sqrt"]
