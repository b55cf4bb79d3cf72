"""Tell of what kind an input is, by its first bytes."""

import csv
import json
import re
from collections import Counter
from collections.abc import Collection
from pathlib import PurePath

from geomap.readers.decoding import marked, printable
from geomap.readers.model import Refusal, Settings

KINDS = ("text", "html", "jsonl", "json", "csv", "parquet", "feed", "warc", "zip", "gzip")
HEAD = 64 * 1024
MAGIC = (
    (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"\x1f\x8b", "gzip"),
    (b"PAR1", "parquet"), (b"WARC/", "warc"),
    (b"%PDF-", "PDF"), (b"\xd0\xcf\x11\xe0", "an Office document"), (b"{\\rtf", "RTF"),
    (b"\x89PNG", "an image"), (b"\xff\xd8\xff", "an image"), (b"GIF8", "an image"),
    (b"7z\xbc\xaf", "7z"), (b"\xfd7zXZ", "xz"), (b"BZh", "bzip2"), (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"SQLite format 3\0", "a database"), (b"\x7fELF", "a program"),
)  # fmt: skip
TAR, TAR_MARK, TAR_MARK_AT = "a tar archive", b"ustar", 257
PACKED = (TAR, "7z", "xz", "bzip2", "zstd")  # what a user unpacks with other tools
ENDINGS = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv",
    ".html": "html", ".htm": "html", ".xhtml": "html",
}  # fmt: skip
# Kinds by the first characters that are no more than a guess, where an ending says otherwise.
SAYING_LITTLE = {
    "jsonl": ("text", "csv"),
    "csv": ("text", "csv"),
    "html": ("text", "csv", "XML that is no feed"),
}  # fmt: skip
# What a folder's or an archive's file must end with to be taken for articles.
FOLDER_ENDINGS = (
    *ENDINGS, ".txt", ".json", ".xml", ".rss", ".atom", ".rdf", ".parquet", ".warc", ".zip", ".gz",
)  # fmt: skip
MOST_ENDINGS = 6  # named of those passed over
# Such files speak of the folder that they are in; nobody takes them for articles.
ABOUT_FOLDER = frozenset(
    "readme license licence notice copying sources authors changelog makefile".split()
)
# Possessive (++), so that many spaces are not tried in every number.
PROLOGUE = re.compile(
    r"\s*+(?:<\?.*?\?>|<!--.*?-->|<!doctype\s++(?!html)[^>\[]*+(?:\[.*?\]\s*+)?+>)",
    re.IGNORECASE | re.DOTALL,
)
FEED = re.compile(r"\s*<(?:\w+:)?(?:rss|feed|rdf)\b", re.IGNORECASE)
PAGE = re.compile(
    r"\s*<(?:!doctype\s+html|html|head|body|title|meta|link|base|script|style|article|main|section|"
    r"header|nav|div|span|table|p|h[1-6]|a|b|i|br|ul|ol|img|center|font)\b", re.IGNORECASE,
)  # fmt: skip
XML = re.compile(r"\s*<\?xml\b")
HELD_LIST = re.compile(r'\{\s*"[^"]*"\s*:\s*\[\s*\{')
LINE_END = re.compile(r"\r\n?|\n")
EXCEL = re.compile(r"sep=(.)\s*", re.IGNORECASE)
HEADER_CELL = re.compile(r"\w[\w .:-]{0,39}")
DELIMITERS = (",", ";", "\t", "|")


def ends_as_article(name: str) -> bool:
    """Return whether a file in a folder or an archive is named as one that may hold articles."""
    return name.lower().endswith(FOLDER_ENDINGS)


def is_expected(path: PurePath) -> bool:
    """Return whether somebody may have expected to find an article in a file."""
    return path.stem.lower() not in ABOUT_FOLDER


def passed_over(where: str, files: Collection[PurePath]) -> Refusal:
    """Return what to say of files in a folder or an archive whose names are no article's."""
    endings = Counter(printable(path.suffix.lower()) or "no ending" for path in files)
    told = ", ".join(f"{ending} {count:,}" for ending, count in endings.most_common(MOST_ENDINGS))
    return Refusal(
        message=f"{where}: {len(files):,} {'file' if len(files) == 1 else 'files'} passed over "
        f"({told}); save what an article says under a name that ends in .txt, .html, .jsonl ...",
        number=len(files),
    )


def kind_of(head: bytes, name: str, settings: Settings) -> str:
    """Return the kind of an input: one of KINDS, or in words what it is that cannot be read.

    Magic bytes decide first, then the first characters; a name's ending only where these tell
    nothing else than it does.
    """
    magic = next((kind for mark, kind in MAGIC if head.startswith(mark)), "")
    if magic:
        return magic
    if head.startswith(TAR_MARK, TAR_MARK_AT):
        return TAR
    ending = next((kind for end, kind in ENDINGS.items() if name.lower().endswith(end)), "")
    text = beginning(head)
    kind = kind_of_text(text, settings)
    if ending == "jsonl" and re.match(r"\{[^\n]*\S", text):  # a line, though it be broken
        return ending
    return ending if kind in SAYING_LITTLE.get(ending, ()) else kind


def beginning(head: bytes) -> str:
    """Return the first characters, as far as ASCII tells them."""
    encoding = marked(head)
    if not encoding and head[:2].count(0) == 1:
        encoding = "utf-16-le" if head[1:2] == b"\0" else "utf-16-be"
    return head.decode(encoding or "utf-8", "replace").lstrip("\ufeff \t\r\n")


def kind_of_text(text: str, settings: Settings) -> str:
    """Return the kind of what is no binary format."""
    if text.startswith("<"):
        return kind_of_markup(text)
    if re.match(r'\[\s*[\[\]{"]', text):
        return "json"
    if re.match(r'\{\s*["}]', text):
        return kind_of_object(text)
    return "csv" if delimiter_of(text, settings) else "text"


def kind_of_markup(text: str) -> str:
    """Return the kind of what begins with an angle bracket."""
    is_xml = bool(XML.match(text))
    at = 0
    while skipped := PROLOGUE.match(text, at):
        at = skipped.end()
    if FEED.match(text, at):
        return "feed"
    if PAGE.match(text, at):
        return "html"
    return "XML that is no feed" if is_xml else "text"


def kind_of_object(text: str) -> str:
    """Tell JSON lines, an object each, from one object over several lines."""
    line, ended, rest = text.partition("\n")
    try:
        value = json.loads(line)
    except RecursionError:
        return "jsonl"
    except ValueError:
        lines = re.match(r"\{\s*\"", rest.lstrip()) or (not ended and not HELD_LIST.match(line))
        return "jsonl" if lines else "json"
    if not isinstance(value, dict):
        return "json"
    holds_list = any(isinstance(each, list) and each and isinstance(each[0], dict)
                     for name, each in value.items() if name != "toponyms")  # fmt: skip
    return "json" if holds_list and "text" not in value and not rest.strip() else "jsonl"


def header_of(text: str) -> str:
    """Return the first line of a table, or the second where the first is Excel's own "sep=;"."""
    first, second = [*LINE_END.split(text, maxsplit=2), ""][:2]
    return second if EXCEL.fullmatch(first) else first


def delimiter_of(text: str, settings: Settings) -> str:
    """Return what parts the cells of a table's header that names a text; empty for no header."""
    line = header_of(text)
    wanted = settings.fields.get("text", "text")
    for delimiter in DELIMITERS:
        try:
            cells = next(csv.reader([line], delimiter=delimiter), [])
        except csv.Error:
            continue
        # Behind a comma, prose has a space.
        names = cells if delimiter == "," else [cell.strip() for cell in cells]
        if len(names) > 1 and wanted in names and all(map(HEADER_CELL.fullmatch, names)):
            return delimiter
    return ""
