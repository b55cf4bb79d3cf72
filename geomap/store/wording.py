"""What a reader's words ask of the full-text index."""

import re

from geomap.errors import GeomapError

PHRASE_OR_WORD = re.compile(r'"([^"]*)"?|([^\s"]+)')


def match_of(words: str) -> str:
    """Return the FTS5 query for articles that hold all words, and quoted ones side by side.

    A quotation mark that is not closed holds to the end. Raises GeomapError where no letter and
    no digit is asked for.
    """
    parts = [phrase or word for phrase, word in PHRASE_OR_WORD.findall(words.replace("\0", " "))]
    told = [part for part in parts if any(map(str.isalnum, part))]
    if not told:
        raise GeomapError(f'"q" is "{words}"; write a word to search for, or "several in quotes"')
    return " AND ".join(f'"{part}"' for part in told)
