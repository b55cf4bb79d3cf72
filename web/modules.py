"""Which modules a script of ours brings along, so that a page can ask for all of them at once."""

import re
from functools import cache
from pathlib import Path

IMPORT = re.compile(
    r"""^(?:import|export)\b(?:[^"']*?\bfrom)?\s*["']\./([\w./-]+\.js)["']""", re.MULTILINE
)


@cache
def modules_of(entry: Path) -> tuple[str, ...]:
    """Return a module and all that it imports, as names in its folder.

    A browser finds an import only when it has read the module that holds it: left to itself it
    asks for a chain of them one after the other.
    """
    found: dict[str, None] = {}
    waiting = [entry.name]
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found[name] = None
            waiting += IMPORT.findall((entry.parent / name).read_text("utf-8"))
    return tuple(found)
