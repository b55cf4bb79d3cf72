"""Compile the matcher where there is a compiler; everything else is in setup.cfg."""

from setuptools import Extension, setup

try:
    from Cython.Build import cythonize
except ImportError:  # the matcher then runs interpreted
    extensions = []
else:
    extensions = cythonize(
        [
            Extension(f"gazetteer.{name}", [f"gazetteer/{name}.py"], optional=True)
            for name in ("tokens", "kernel")
        ]
    )

setup(ext_modules=extensions)
