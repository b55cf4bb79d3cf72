"""Turn the markup inside feeds, and pages without an article, into plain text.

Python's own parser takes time by the square of what is left open ("<!--" many times over); this
one looks at each character a few times at most.
"""

import re
from collections.abc import Iterator
from html import unescape

BLOCKS = frozenset(
    "address article aside blockquote br div dd dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section table td th title tr ul".split()
)
SILENT = frozenset("script style noscript template svg iframe object head nav".split())
SPACES = re.compile(r"[ \t\r\f\v\xa0]+")
# An angle bracket in a quoted value ends no tag.
TAG = re.compile(r"""</?([a-z][^\s/>]*+)(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""", re.IGNORECASE)
OPENED = re.compile(r"</?([a-z][^\s/>]*+)[^>]*+>", re.IGNORECASE)
UNSEEN = (("<!--", "-->"), ("<!", ">"), ("<?", ">"))
SCRIPTS = {name: re.compile(f"</{name}(?=[\\s/>])", re.IGNORECASE) for name in ("script", "style")}


def plain(markup: str) -> str:
    """Return the text of a piece of HTML, each block on a line of its own."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    text = SPACES.sub(" ", "".join(seen(markup)))
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(filter(None, lines))


def seen(markup: str) -> Iterator[str]:
    """Yield what a reader of a page sees of it, and a line break at each block."""
    silent, silencing = "", silencing_in(markup)
    for text, tag in Pieces(markup):
        if text and not silent:
            yield unescape(text)
        name = tag.strip("</").lower()
        if not silent and name in silencing and "/" not in tag:
            silent = name
        elif tag.startswith("</") and name == silent:
            silent = ""
        elif name in BLOCKS and not silent:
            yield "\n"


def silencing_in(markup: str) -> set[str]:
    """Return which elements hide what is in them; one that nothing closes hides no article."""
    lower = markup.lower()
    return {name for name in SILENT if name in SCRIPTS or f"</{name}" in lower}


class Pieces:
    """The pieces of markup: text, and the tag behind it, empty for none.

    A tag is "<p", "</p" or, where it is closed at once, "<p/".

    What is looked for to the end and not found is not looked for again.
    """

    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._last = markup.rfind(">")
        self._missing: set[str] = set()

    def __iter__(self) -> Iterator[tuple[str, str]]:
        begun = at = 0
        while 0 <= (at := self._markup.find("<", at)) < self._last:
            end, tag = self._behind(at)
            if end:
                yield self._markup[begun:at], tag
                begun = end
            at = end or at + 1
        yield self._markup[begun:], ""

    def _behind(self, at: int) -> tuple[int, str]:
        """Return where what begins at an angle bracket ends, 0 for a mere bracket; and the tag."""
        for opens, closes in UNSEEN:
            if self._markup.startswith(opens, at):
                end = self._find(closes, at + len(opens))
                if end:
                    return end, ""
        found = self._tag(at)
        if not found:
            return 0, ""
        tag = ("</" if self._markup[at + 1] == "/" else "<") + found[1]
        if self._markup.endswith("/>", at, found.end()):
            return found.end(), f"{tag}/"
        return self._past_script(tag, found.end()), tag

    def _find(self, wanted: str, at: int) -> int:
        """Return where the next such characters end, 0 where there are none."""
        found = -1 if wanted in self._missing else self._markup.find(wanted, at)
        if found < 0:
            self._missing.add(wanted)
        return 0 if found < 0 else found + len(wanted)

    def _tag(self, at: int) -> re.Match[str] | None:
        """Return the tag that begins there, None where none does."""
        opened = OPENED.match(self._markup, at)
        if not opened or "quoted" in self._missing:
            return opened
        found = TAG.match(self._markup, at)
        if not found:
            self._missing.add("quoted")  # a quotation mark without a partner, up to the end
        return found or opened

    def _past_script(self, tag: str, end: int) -> int:
        """Return where what is no markup ends behind the tag of a script."""
        closes = SCRIPTS.get(tag[1:].lower())
        if closes is None or tag in self._missing:
            return end
        found = closes.search(self._markup, end)
        if not found:
            self._missing.add(tag)
        return found.start() if found else end
