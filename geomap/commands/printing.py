"""Lines for a person: columns that align in every script."""

import unicodedata
from collections.abc import Iterable, Sequence

import click

GAP = "  "


def print_table(rows: Iterable[Sequence[str]], *, indent: str = "") -> None:
    """Print rows of the same length, each column as wide as its widest cell."""
    table = [[visible(cell) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*table, strict=True)]
    for row in table:
        cells = (cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True))
        click.echo((indent + GAP.join(cells)).rstrip())


def visible(text: str) -> str:
    """Return text on one line, without what would move a terminal's cursor."""
    return "".join(c if c.isprintable() else " " for c in text)


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
