"""Names of people that are also names of places: after a title, after a first name."""

from collections.abc import Iterable, Sequence

from geomap.parsing.lexicon import Lexicon
from geomap.parsing.spans import Recognised, first_word

SPEAKING = frozenset(
    "said says told adds added reported reports wrote writes tweeted testified".split()
)


def weigh_person(each: Recognised, lexicon: Lexicon) -> None:
    """Weigh what speaks for a person of that name."""
    country = each.span.toponym.is_country
    title = each.around.title_before(lexicon)
    if title and not each.around.gap_before.strip():
        each.person = not country
        each.add(-1.5 if country else -3.0, "follows the title “{}”", title)
    if first_name_before(each, lexicon):
        each.person = True
        each.add(-1.5 if country else -3.2, "follows a first name")
    name = each.span.toponym.lower
    if not country and name in lexicon.surnames:
        each.add(-0.6, "also a surname")
    if not country and first_word(each.around.after) in SPEAKING and not each.span.toponym.is_seat:
        each.add(-1.2, "speaks: “{} {}”", each.span.name, each.around.after[0])
    weigh_first_name(each, name, lexicon)


def weigh_first_name(each: Recognised, name: str, lexicon: Lexicon) -> None:
    """Weigh a name that people are given, above all before a surname."""
    if name in lexicon.first_names_also_places:
        each.first_name = bool(surname_behind(each, lexicon))
        return
    if name not in lexicon.first_names or each.span.toponym.is_country:
        return
    surname = surname_behind(each, lexicon)
    if surname:
        each.person = True
        each.add(-2.5, "a first name before “{}”", surname)
    else:
        each.add(-0.8, "also a first name")


def surname_behind(each: Recognised, lexicon: Lexicon) -> str:
    """Return the capitalised word right behind a name that may be a surname, or nothing."""
    around = each.around
    word = around.after[0] if around.after else ""
    small = word.lower()
    if not word[:1].isupper() or word.isupper() or around.in_headline or "'s" in small:
        return ""
    known = small in lexicon.titles or small in lexicon.organisation_words
    return "" if known or small in lexicon.never or small in lexicon.cues_after else word


def first_name_before(each: Recognised, lexicon: Lexicon) -> bool:
    """Return whether the word right before is a first name."""
    before = each.around.before
    return bool(
        before
        and each.around.gap_before == " "
        and before[0][:1].isupper()
        and before[0].lower() in lexicon.first_names
        and before[0].lower() not in lexicon.cues_before
    )


def carry_persons(
    judged: Sequence[Recognised], known: Iterable[tuple[int, str]], lexicon: Lexicon
) -> None:
    """Carry a person's name through the article; `known` are where full names begin, and those.

    A name that is better known as a place ("Jordan", "Chad") is a person's only where no mention
    of it stands behind or before a word that makes it a place; a country only where it is not
    named before the person, whom news introduces by the full name: "Israel vowed revenge, Israel
    Katz said".
    """
    introduced: dict[str, int] = {}
    for start, name in known:
        for word in name.lower().split():
            introduced.setdefault(word, start)
    bare: dict[str, int] = {}
    for each in judged:
        if each.person or each.first_name:
            for word in each.span.name.lower().split():
                introduced.setdefault(word, each.span.start)
        else:
            bare.setdefault(each.span.toponym.lower, each.span.start)
    placed = {each.span.toponym.lower for each in judged if each.cued}
    for each in judged:
        name = each.span.toponym.lower
        if each.kind != "place" or name not in introduced:
            continue
        if each.span.toponym.is_country or name in lexicon.first_names_also_places:
            first = not each.span.toponym.is_country or introduced[name] < bare.get(name, -1)
            if name not in placed and (each.first_name or first):
                each.add(-5.0, "in this article a person's name")
        elif not each.person:
            each.add(-3.0, "elsewhere in the article this is a person's name")
