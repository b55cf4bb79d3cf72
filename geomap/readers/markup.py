"""Turn the markup inside feeds, and pages without an article, into plain text."""

import re
from html.parser import HTMLParser

BLOCKS = frozenset(
    "address article aside blockquote br div dd dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section table td th title tr ul".split()
)
SILENT = frozenset("script style noscript template svg iframe object head nav".split())
SPACES = re.compile(r"[ \t\r\f\v\xa0]+")
BLANK_LINES = re.compile(r"\s*\n\s*")


def plain(markup: str) -> str:
    """Return the text of a piece of HTML, each block on a line of its own."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    parser = Plain()
    parser.feed(markup)
    parser.close()
    text = SPACES.sub(" ", "".join(parser.pieces))
    return BLANK_LINES.sub("\n", text).strip()


class Plain(HTMLParser):
    """What a reader of a page sees of it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a new line at a block; begin what is not shown."""
        if tag in SILENT:
            self._silent = self._silent or tag
        elif tag in BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a block, or what is not shown."""
        if tag == self._silent:
            self._silent = ""
        elif tag in BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep what is shown."""
        if not self._silent:
            self.pieces.append(data)
