"""Compiled modules as no compiler has touched them, to be tested beside the installed ones."""

import importlib.util
import sys
from importlib.machinery import FileFinder, SourceFileLoader
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
LIBRARY = "geomap_rules__mypyc*"


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


class ParsingAsWritten:
    """Imports geomap.parsing from its sources, where nothing of it is imported yet."""

    @staticmethod
    def find_spec(name, path, target=None):
        """Return where a module's source is, None outside of geomap.parsing."""
        if not name.startswith("geomap.parsing."):
            return None
        return FileFinder(path[0], (SourceFileLoader, [".py"])).find_spec(name)


def outdated():
    """Return the sources beside this that were changed after they were compiled."""
    library = max((each.stat().st_mtime for each in HOME.glob(LIBRARY)), default=0.0)
    compiled = [*HOME.glob("gazetteer/*.so"), *HOME.glob("geomap/*/*.so")]
    sources = {each.with_name(f"{each.name.partition('.')[0]}.py"): each for each in compiled}
    return [
        source.relative_to(HOME)
        for source, each in sources.items()
        if source.exists() and source.stat().st_mtime > max(each.stat().st_mtime, library)
    ]
