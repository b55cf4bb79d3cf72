"""States and provinces as English news shortens them: "Edmonton, Ky.", "the B.C. government"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from gazetteer import ACRONYM, Gazetteer, NamedSense
from geomap.parsing.lexicon import TABLES, lines
from geomap.parsing.spans import Span
from geomap.parsing.toponyms import Toponym

LONGEST_HEAD = 4  # letters before the first stop of a short form


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """The patterns of short forms, and the identifiers each may stand for."""

    behind_comma: re.Pattern[str]
    initials: re.Pattern[str]
    places: dict[str, tuple[str, ...]]


@cache
def abbreviations() -> Abbreviations:
    """Return the one table, read on first use.

    Both patterns are matched where a form may begin: searching for them would be slow.
    """
    places: dict[str, tuple[str, ...]] = {}
    for line in lines(TABLES / "abbreviations.tsv"):
        place_id, _, forms = line.split("\t")
        for form in filter(None, forms.split("|")):
            places[form] = (*places.get(form, ()), place_id)
    longest_first = sorted(places, key=len, reverse=True)
    dotted = [form for form in longest_first if "." in form]
    return Abbreviations(
        behind_comma=re.compile(rf"(?<=[^\W\d_], )(?:{alternatives(longest_first)})(?![^\W_])\.?"),
        initials=re.compile(rf"(?<![\w.])(?<!\d )(?:{alternatives(dotted)})\.(?![^\W_])"),
        places=places,
    )


def alternatives(forms: list[str]) -> str:
    """Return a pattern of any of these forms."""
    return "|".join(re.escape(form) for form in forms)


def abbreviated_spans(text: str, gazetteer: Gazetteer) -> list[Span]:
    """Return the short forms of divisions in a text, as spans that mean just these."""
    table = abbreviations()
    found: dict[int, Span] = {}
    for start in behind_commas(text):
        keep(table.behind_comma.match(text, start), table, gazetteer, found)
    for start in before_inner_stops(text):
        keep(table.initials.match(text, start), table, gazetteer, found)
    return list(found.values())


def keep(
    match: re.Match[str] | None, table: Abbreviations, gazetteer: Gazetteer, found: dict[int, Span]
) -> None:
    """Add the span of a short form, where there is one."""
    if match:
        name = match.group()
        places = map(gazetteer.place, table.places[name.rstrip(".")])
        senses = tuple(NamedSense(place, name, ACRONYM) for place in places if place is not None)
        found[match.start()] = Span(match.start(), match.end(), Toponym(name, senses))


def behind_commas(text: str) -> Iterator[int]:
    """Yield where a capital stands behind a comma and a space."""
    at = text.find(", ")
    while at >= 0:
        if text[at + 2 : at + 3].isupper():
            yield at + 2
        at = text.find(", ", at + 2)


def before_inner_stops(text: str) -> Iterator[int]:
    """Yield where a word of at most four letters begins that a full stop follows, then a letter."""
    at = text.find(".")
    while at >= 0:
        if text[at + 1 : at + 2].isalpha():
            start = at
            while start > at - LONGEST_HEAD and text[start - 1 : start].isalpha():
                start -= 1
            yield start
        at = text.find(".", at + 1)
