"""Compile the matcher where there is a compiler; everything else is in setup.cfg."""

from setuptools import Extension, setup

try:
    from Cython.Build import cythonize
except ImportError:  # the matcher then runs interpreted
    extensions = []
else:
    extensions = cythonize([Extension("gazetteer.kernel", ["gazetteer/kernel.py"], optional=True)])

setup(ext_modules=extensions)
