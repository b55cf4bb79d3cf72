"""Compile the two kernels where there is a compiler; everything else is in setup.cfg."""

from setuptools import Extension, setup

try:
    from Cython.Build import cythonize
except ImportError:  # the kernels then run interpreted
    extensions = []
else:
    extensions = cythonize(
        [
            Extension(name, [f"{name.replace('.', '/')}.py"], optional=True)
            for name in ("gazetteer.tokens", "gazetteer.kernel", "geomap.parsing.scoring")
        ]
    )

setup(ext_modules=extensions)
