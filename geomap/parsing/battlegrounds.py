"""Who fights, and where that is: Russian troops are news of Ukraine, M23 of the Congo.

A people's name before its forces tells whose they are; where something happens, it tells for the
forces of few countries. A table says where forces that fight abroad are known to fight, and so
for armed groups. Their names are evidence for those countries, with a reason of its own.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from gazetteer import Hit
from geomap.parsing.lexicon import TABLES, lines, words
from geomap.parsing.resolving import Pool
from geomap.parsing.role_actors import BEFORE_VERBS, DIRECT_OBJECT
from geomap.parsing.scales import COUNTRY
from geomap.parsing.spans import Recognised

GROUPS = frozenset({"armed group", "acronym", "armed forces"})
BATTLEGROUND_SCORE = 2.0
OWNED = re.compile(r"['’ʼ]s? ([^\W\d_]+)(?: ([^\W\d_]+))?")
KNOWN_BATTLEGROUND = "a known battleground of “{}”"

Shares = Mapping[str, float]  # by country
Battlegrounds = dict[str, tuple[float, str]]  # by country, how much and of whom


@cache
def table() -> Mapping[str, Shares]:
    """Return where somebody fights: a country by its code, a group by its name."""
    found: dict[str, dict[str, float]] = {}
    for line in lines(TABLES / "battlegrounds.tsv"):
        who, country, share = line.split("\t")
        found.setdefault(who, {})[country] = float(share)
    return found


@cache
def forces() -> frozenset[str]:
    """Return the words for forces and for what they do."""
    return words("forces")


def home_share(each: Recognised) -> float:
    """Return how much the country that a name tells of is where the article plays."""
    country = country_of(each)
    shares = table().get(country, {})
    return shares.get(country, 1.0) if shares and fighter_named(each) else 1.0


def battlegrounds_of(
    judged: Iterable[Recognised], groups: Iterable[str]
) -> Battlegrounds:  # fmt: skip
    """Return where those fight whose forces, or who themselves, are named."""
    found: Battlegrounds = {}
    for each in judged:
        own = country_of(each)
        who = fighter_named(each) if own in table() else ""
        if who:
            note(found, who, {c: s for c, s in table()[own].items() if c != own})
    for group in groups:
        note(found, group, table().get(group, {}))
    return found


def note(found: Battlegrounds, who: str, shares: Shares) -> None:
    """Note where somebody fights, where nobody does more."""
    for country, share in shares.items():
        if share > found.get(country, (0.0, ""))[0]:
            found[country] = share, who


def groups_in(text: str, hits: Sequence[Hit]) -> list[str]:
    """Return the armed groups that a text names, as it names them."""
    return [text[hit.start : hit.end] for hit in hits if hit.phrase in GROUPS]


def country_of(each: Recognised) -> str:
    """Return the code of the country that a name tells of, empty for none."""
    named = each.span.toponym.named_country
    return named[0] if named else ""


def fighter_named(each: Recognised) -> str:
    """Return the words in which a country fights, empty where it is only named.

    "Russian troops", "Russia's air force", "القوات الروسية", "Russia said its troops", and the
    country alone in "Russia shelled".
    """
    around, name = each.around, each.span.name
    small = [word.lower() for word in around.after]
    owned = OWNED.match(around.text, around.end)
    behind = [word.lower() for word in owned.groups() if word] if owned else small[:2]
    for length in (2, 1):
        phrase = " ".join(behind[:length])
        if len(behind) >= length and phrase in forces():
            return f"{name} {phrase}"
    before = around.before[0] if around.before else ""
    if not before.isascii() and before in forces():
        return f"{before} {name}"
    if small and small[0] in BEFORE_VERBS:
        del small[0]
    if each.kind != "place" or not small:
        return ""
    said = small[1:2] == ["its"] and small[2:3] and small[2] in forces()
    return name if said or small[0] in DIRECT_OBJECT else ""


def weigh_battlegrounds(pool: Pool, known: Battlegrounds) -> None:
    """Add to places where somebody who is named is known to fight."""
    for rated in pool if known else ():
        fought = [known[each] for each in rated.standing.countries if each in known]
        if fought and rated.standing.rank != COUNTRY:
            share, who = max(fought)
            rated.add(round(BATTLEGROUND_SCORE * share, 1), KNOWN_BATTLEGROUND, (who,))
