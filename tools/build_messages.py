"""Bring the interface's message catalogues up to date with the scripts and templates.

New texts are added with nothing said for them, those no longer used are dropped, and what was
translated stays: python tools/build_messages.py. A new language is a new file named in the
command: python tools/build_messages.py fa
"""

import re
import sys
from collections.abc import Iterator

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from web.messages import FOLDER

WEB = FOLDER.parent
WORDS = {"t": None, "template": None, "tn": (1, 2)}
IN_MARKUP = re.compile(r"""(?:_|say)\((["'])(.+?)\1\)""")

Key = str | tuple[str, ...]


def used() -> Iterator[Key]:
    """Yield the English texts of the interface; of one that counts, both its forms."""
    for script in sorted((WEB / "static").glob("*.js")):
        with script.open("rb") as file:
            options = {"parse_template_string": True}
            for found in extract("javascript", file, keywords=WORDS, options=options):
                yield found[1]
    for markup in (*sorted((WEB / "templates").glob("*.html")), WEB / "map.py"):
        for match in IN_MARKUP.finditer(markup.read_text("utf-8")):
            yield match[2]


def catalogue(language: str) -> Catalog:
    """Return a language's catalogue, an empty one where it has none yet."""
    path = FOLDER / f"{language}.po"
    if not path.is_file():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def renewed(language: str) -> Catalog:
    """Return a language's catalogue with just the texts that are used."""
    former = catalogue(language)
    fresh = Catalog(locale=language, project="geomap", fuzzy=False)
    for key in used():
        known = former.get(key if isinstance(key, str) else key[0])
        fresh.add(key, known.string if known else None)
    return fresh


if __name__ == "__main__":
    for language in sys.argv[1:] or sorted(path.stem for path in FOLDER.glob("*.po")):
        messages = renewed(language)  # read before its file is written anew
        with (FOLDER / f"{language}.po").open("wb") as out:
            write_po(out, messages, omit_header=True, sort_output=True, width=98)
