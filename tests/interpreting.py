"""Compiled modules as no compiler has touched them, to be tested beside the installed ones."""

import importlib.util
import sys
from pathlib import Path


def interpreted(module):
    """Return a compiled module as its source alone makes it."""
    path = Path(module.__file__)
    source = path.with_name(f"{path.name.partition('.')[0]}.py")
    name = f"interpreted_{source.stem}"
    spec = importlib.util.spec_from_file_location(name, source)
    made = importlib.util.module_from_spec(spec)
    sys.modules[name] = made
    spec.loader.exec_module(made)
    return made
