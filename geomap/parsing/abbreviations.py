"""States and provinces as English news shortens them: "Edmonton, Ky.", "the B.C. government"."""

import re
from dataclasses import dataclass
from functools import cache

from gazetteer import ACRONYM, Gazetteer, NamedSense
from geomap.parsing.lexicon import TABLES, lines
from geomap.parsing.spans import Span


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """The patterns of short forms, and the identifiers each may stand for."""

    behind_comma: re.Pattern[str]
    initials: re.Pattern[str]
    places: dict[str, tuple[str, ...]]


@cache
def abbreviations() -> Abbreviations:
    """Return the one table, read on first use."""
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
    for pattern in (table.behind_comma, table.initials):
        for match in pattern.finditer(text):
            ids = table.places[match.group().rstrip(".")]
            places = [place for place in map(gazetteer.place, ids) if place is not None]
            senses = tuple(NamedSense(place, match.group(), ACRONYM) for place in places)
            found[match.start()] = Span(match.start(), match.end(), match.group(), senses)
    return list(found.values())
