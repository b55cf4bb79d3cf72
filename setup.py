"""Compile the kernels where there is a compiler; everything else is in setup.cfg."""

from setuptools import Extension, setup

KERNELS = (
    "gazetteer.tokens", "gazetteer.kernel", "geomap.parsing.words", "geomap.parsing.scoring",
    "geomap.store.minhash",
)  # fmt: skip

try:
    from Cython.Build import cythonize
except ImportError:  # the kernels then run interpreted
    extensions = []
else:
    extensions = cythonize(
        [Extension(name, [f"{name.replace('.', '/')}.py"], optional=True) for name in KERNELS]
    )

setup(ext_modules=extensions)
