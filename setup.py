"""Compile what reading takes its time in, where there is a compiler; the rest is in setup.cfg.

Cython compiles the kernels with the types of the .pxd beside each, mypyc the rules with their
annotations. Without a compiler both run interpreted, and say the same.
"""

import sys
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

KERNELS = (
    "gazetteer.tokens", "gazetteer.kernel", "geomap.parsing.words", "geomap.parsing.scoring",
    "geomap.store.minhash",
)  # fmt: skip
RULES = [
    str(each)
    for each in sorted(Path("geomap/parsing").glob("*.py"))
    if each.stem != "__init__" and not each.with_suffix(".pxd").exists()
]
# The library that mypyc puts all rules into, and each rule's own module refers to.
LIBRARY = "geomap_rules"
# What is imported need not be installed where this is built.
TYPING = ("--config-file=", "--ignore-missing-imports", "--follow-imports=silent")


class Compile(build_ext):
    """Compiles what can be compiled, on every core; without their library rules stay as written."""

    def initialize_options(self) -> None:
        """Set what the command's options are unless said."""
        super().initialize_options()
        self.parallel = True

    def build_extensions(self) -> None:
        """Build all."""
        super().build_extensions()
        if not Path(self.get_ext_fullpath(f"{LIBRARY}__mypyc")).exists():
            for rule in RULES:
                name = rule.removesuffix(".py").replace("/", ".")
                Path(self.get_ext_fullpath(name)).unlink(missing_ok=True)


def kernels() -> list[Extension]:
    """Return what Cython compiles."""
    try:
        from Cython.Build import cythonize  # noqa: PLC0415  # may be missing
    except ImportError:
        return []
    return cythonize([Extension(name, [f"{name.replace('.', '/')}.py"]) for name in KERNELS])


def rules() -> list[Extension]:
    """Return what mypyc compiles, the library first."""
    try:
        from mypyc.build import mypycify  # noqa: PLC0415  # may be missing
    except ImportError:
        return []
    # More optimising takes twice as long and makes nothing faster.
    return mypycify(
        [*TYPING, *RULES], group_name=LIBRARY, multi_file=True, opt_level="1", debug_level="0"
    )


def extensions() -> list[Extension]:
    """Return all that may be compiled, where something is built at all."""
    if not {"bdist_wheel", "editable_wheel", "build_ext"} & set(sys.argv):
        return []
    found = kernels() + rules()
    for each in found:
        each.optional = True
    return found


setup(ext_modules=extensions(), cmdclass={"build_ext": Compile})
