"""Capitalised neighbours: is a span part of a longer name that is no place?"""

import re

from geomap.parsing.lexicon import Lexicon
from geomap.parsing.spans import Recognised
from geomap.parsing.toponyms import folded

ORGANISATION_OF = re.compile(r"([^\W\d_][\w'’.-]*) (?:of|for) (?:the )?$")
TURKISH_GENITIVE = re.compile(r"['’]n?[ıiuü]n$")  # "Suriye'nin Afrin ilçesi"
OF_ENDINGS = (" of ", " for ", " of the ", " for the ")
OF_REACH = 40
DIRECTIONS = frozenset(
    "north south east west northern southern eastern western central upper lower greater inner "
    "outer old new mid the in on at near from to".split()
)
# Bodies that sit in the place they are named after: "Glasgow Police", "Kabul Court".
LOCAL_BODIES = frozenset(
    "police council court government fire parliament mayor authorities school schools jail".split()
)
# A street has a far place's name, a road or a bridge that of where it lies or leads to.
STREETS = frozenset("street st avenue ave boulevard blvd lane drive square".split())
ROADS = frozenset("road rd highway bridge expressway".split())
# The first words of many a name, and by themselves seldom the whole of one.
HEADS = frozenset(
    "abu ain ayn bab beit beyt bir burj dar deir dayr ein jabal jebel kafr kfar khan khirbet nahr "
    "qalat qasr ras souk tal tall tel tell umm um wadi".split()
)
ARTICLE_AND_NAME = re.compile(r" (?:al|el|ar|as|ash|at|az|an|ad)[- ][A-Z]")
# What is called after the city that it was agreed in: the Luanda process, the Minsk agreements.
AGREED = frozenset(
    "accord accords agreements convention declaration format memorandum process protocol "
    "protocols".split()
)
SHIPS = frozenset(
    "cruiser frigate destroyer corvette submarine warship carrier ship vessel tanker ferry yacht "
    "freighter крейсер фрегат корвет крейсера крейсером фрегата".split()
)
LONGER = "part of a longer name: “{} {}”"
HEADLINE_WEIGHT = 0.2  # in a headline most words are capitalised


def weigh_longer_name(each: Recognised, text: str, lexicon: Lexicon) -> None:
    """Weigh the words right before and right behind a span."""
    weigh_before(each, text, lexicon)
    weigh_after(each, text, lexicon)


def weight_at(each: Recognised) -> float:
    """Return how much a capitalised neighbour says where a span stands."""
    return HEADLINE_WEIGHT if each.around.in_headline else 1.0


def weigh_before(each: Recognised, text: str, lexicon: Lexicon) -> None:
    """Weigh "Bank of …", "the cruiser …", "Camp …"."""
    around, name = each.around, each.span.name
    found = organisation_of(each, text)
    if found and found[1][0].isupper() and found[1].lower() in lexicon.organisation_words:
        each.organisation = f"part of an organisation's name: “{found[0]}{name}”"
        each.add(-4.0 * max(weight_at(each), 0.5), "{}", each.organisation)
    before = around.before[0] if around.before and around.gap_before == " " else ""
    if before.lower() in SHIPS:
        each.add(-4.5, "names a ship: “{} {}”", before, name)
    elif before[:1].isupper() and not each.after_people and is_name_part(before, lexicon):
        each.add(-2.2 * weight_before(each), LONGER, before, name)


def weight_before(each: Recognised) -> float:
    """Return how much a capitalised word right before a span says.

    Russian and Ukrainian sentences often begin with the verb: "Обстрелян Белгород".
    """
    around = each.around
    if "\u0400" <= around.before[0] <= "\u052f" and around.second_of_sentence:
        return HEADLINE_WEIGHT
    return weight_at(each)


def organisation_of(each: Recognised, text: str) -> re.Match[str] | None:
    """Return what looks like "Bank of " right before a span."""
    if not text.endswith(OF_ENDINGS, 0, each.span.start):
        return None
    return ORGANISATION_OF.search(text[max(0, each.span.start - OF_REACH) : each.span.start])


def weigh_after(each: Recognised, text: str, lexicon: Lexicon) -> None:
    """Weigh "… Post", "… Street", "… Police"."""
    name = each.span.name
    beside = text[each.span.end : each.span.end + 1] == " "
    after = each.around.after[0] if each.around.after and beside else ""
    small = after.lower().rstrip(".")
    if each.span.toponym.word in HEADS and (
        after[:1].isupper() or ARTICLE_AND_NAME.match(text, each.span.end)
    ):
        each.begins_name = each.vetoed = True
        each.add(-6.0, "only the first word of a name: “{} {}”", name, after)
        return
    if small in AGREED:
        each.add(-4.0 * weight_at(each), "gives its name to what was agreed there: “{}”", after)
    if not after[:1].isupper():
        return
    if small in STREETS or small in ROADS:
        weight = 5.0 if small in STREETS else 1.0
        each.add(-weight * weight_at(each), "names a street: “{} {}”", name, after)
        return
    if calls_place(each, lexicon):
        return
    if small in LOCAL_BODIES:
        words = "gives its name to a body that sits there: “{}”"
        each.add(-0.8 * weight_at(each), words, after)
    elif small in lexicon.organisation_words:
        each.organisation = f"part of an organisation's name: “{name} {after}”"
        each.add(-4.5 * max(weight_at(each), 0.5), "{}", each.organisation)
    elif is_name_part(after, lexicon):
        each.add(-1.8 * weight_at(each), LONGER, name, after)


def calls_place(each: Recognised, lexicon: Lexicon) -> bool:
    """Return whether the words behind a span call it a place of some type."""
    cue = each.around.cue_after(lexicon)
    return cue is not None and bool(cue[1].place_type)


def is_name_part(word: str, lexicon: Lexicon) -> bool:
    """Return whether a capitalised neighbour seems to belong to one name with the span."""
    small = word.lower().rstrip(".")
    return (
        folded(small) not in lexicon.never
        and small not in DIRECTIONS
        and small not in lexicon.cues_before
        and not TURKISH_GENITIVE.search(word)
    )
