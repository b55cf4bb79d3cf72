"""Actors: a place that stands for its government or its people, "Moscow said".

Only countries and capitals act by verbs and diplomacy; any place may by what it owns or backs.
"""

import re

from geomap.model import Kind
from geomap.parsing.role_cues import RoleCues, is_event, sentence_words
from geomap.parsing.surroundings import Surroundings

POSSESSIVE = re.compile(r"['’ʼ]s?(?= |$)")
# What a country has on its own ground: "Syria's north", "Ukraine's war", "Sudan's refugees".
OWN_GROUND = frozenset(
    "north south east west northern southern eastern western central northeast northwest southeast "
    "southwest north-east north-west south-east south-west border borders coast coastal capital "
    "city cities town towns village villages province provinces region regions largest biggest "
    "second second-largest territory soil airspace frontier countryside desert airport port ports "
    "people population civilians children refugees war civil conflict crisis history economy "
    "second-biggest third oldest main only most remaining disputed".split()
)
GROUND_AFTER_MILITARY = frozenset("academy airport airfield base college hospital district".split())
DIRECT_OBJECT = frozenset(
    "attacked bombed bombarded captured invaded seized shelled struck occupied hit annexed armed "
    "атаковала обстреляла захватила атакувала обстріляла захопила قصفت".split()
)
# The same in the present tense, where the first may be a noun: "Russia strikes Odesa" is told of
# Russia, "Syria strikes kill four" of what hit Syria.
PRESENT_OBJECT = frozenset(
    "attacks bombards bombs hits invades pounds seizes shells storms strikes targets".split()
)
BEFORE_VERBS = frozenset("again also had has later reportedly repeatedly then".split())
DETERMINERS = frozenset("a an the its two three four five several dozens hundreds more".split())
PREPOSITIONS = frozenset(
    "in of from at near on to into around over across inside outside for by with between towards "
    "toward against under within via through throughout off beyond "
    "в во на из от под у с к по за над при для о об между около возле "
    "із від до та біля під через з зі навколо "
    "في من إلى على عن قرب داخل خارج بين".split()
)
CONJUNCTIONS = frozenset("and or и та і й".split())


def actor_proof(
    around: Surroundings, small: list[str], cues: RoleCues, *, state: bool, kind: Kind
) -> str:
    """Return why a name stands for a government or its people, or nothing.

    `small` are the words of the sentence before it in small letters, nearest first.
    """
    after = around.after
    owned = possessed(around)
    if owned is not None:
        return possessive_proof(owned, cues, state=state)
    joined = around.text[around.end : around.end + 1]
    if joined == "-":
        cue = around.joined.lower()
        return f"acts through others: “…{cue}”" if cue in cues.actor_after else ""
    side = f"{around.before[0].lower()}-" if around.gap_before == "-" and around.before else ""
    if side in cues.actor_before:
        return f"a side taken: “{side}…”"
    if joined in {",", ";", ":", ".", ")"}:
        after = []
    noun = noun_behind(after, cues)
    if noun:
        return f"a government: “… {noun}”"
    if not state or kind == "demonym":
        return ""
    return state_proof(after, small, cues)


GOVERNMENT_WORDS = frozenset(
    "administration allies ally army authorities diplomats embassy government lawmakers leaders "
    "military officials policymakers regime".split()
) | {"foreign ministry", "foreign minister"}
GOVERNMENT_STARTS = frozenset(words.split(" ", 1)[0] for words in GOVERNMENT_WORDS)


def noun_behind(after: list[str], cues: RoleCues) -> str:
    """Return the word behind a name that makes it a government: "the Damascus government"."""
    if not after or after[0].lower() not in GOVERNMENT_STARTS:
        return ""
    small = [word.lower() for word in after[:2]]
    if small[:1] == ["military"] and GROUND_AFTER_MILITARY.intersection(small[1:]):
        return ""
    for length in (2, 1):
        phrase = " ".join(small[:length])
        if phrase in GOVERNMENT_WORDS:
            return phrase
    return ""


def state_proof(after: list[str], before: list[str], cues: RoleCues) -> str:
    """Return the verb a state is the subject of, or the word of diplomacy it is the object of."""
    small = [without_and(word, cues) for word in before[:4]]
    if small[:1] == ["the"]:
        del small[0]
    for length in range(len(small) if small and small[0] in cues.actor_ends else 0, 0, -1):
        phrase = " ".join(reversed(small[:length]))
        if cues.actor_before.get(phrase, 0) >= 2 and phrase not in cues.before:
            return f"treated as a government: “{phrase} …”"
    if governed(small, cues):
        return ""
    if len(after) > 2 and after[0] in CONJUNCTIONS and after[1][0].isupper():
        after = after[2:]  # "Jordan and Egypt condemned"
    if len(after) > 1 and after[0].lower() in BEFORE_VERBS:
        after = after[1:]  # "Israel later bombed"
    words = [word.lower() for word in after[:3]]
    for length in range(len(words) if words and words[0] in cues.actor_starts else 0, 0, -1):
        phrase = " ".join(words[:length])
        weight = cues.actor_after.get(phrase, 0)
        if weight >= 3 or (weight == 2 and phrase not in DIRECT_OBJECT):
            return f"acts as a government: “… {phrase}”"
    if words and takes_object(after, words):
        return f"acts as a government: “… {words[0]}”"
    return ""


def takes_object(after: list[str], small: list[str]) -> bool:
    """Return whether a verb of attack stands there with what is attacked."""
    if len(small) < 2 or small[1] in PREPOSITIONS:
        return False
    named = after[1][0].isupper() or after[1][0].isdigit() or small[1] in DETERMINERS
    return small[0] in DIRECT_OBJECT or (small[0] in PRESENT_OBJECT and named)


def without_and(word: str, cues: RoleCues) -> str:
    """Return a word without the Arabic "and" written in one with it, where that makes it a cue."""
    return word[1:] if word[:1] in ("و", "ف") and word[1:] in cues.actor_ends else word


def governed(small: list[str], cues: RoleCues) -> bool:
    """Return whether a preposition leads to the name, which then is no subject."""
    for word in small:
        if word in PREPOSITIONS:
            return True
        if word not in cues.links or word in CONJUNCTIONS:
            return False
    return False


def possessed(around: Surroundings) -> list[str] | None:
    """Return the words a possessive name owns, nearest first; None where it owns nothing."""
    text, end = around.text, around.end
    if text[end - 1 : end] in ("'", "’"):
        end -= 1  # a span may hold the apostrophe of "Homs'"
    match = POSSESSIVE.match(text, end)
    if not match:
        return None
    return list(sentence_words(text[match.end() : match.end() + 60])[:4])


def possessive_proof(owned: list[str], cues: RoleCues, *, state: bool) -> str:
    """Return why what a name owns makes it a government: "Washington's allies"."""
    small = [word.lower() for word in owned]
    for length in range(min(3, len(small)), 0, -1):
        cue = f"'s {' '.join(small[:length])}"
        if cues.actor_after.get(cue, 0) >= 2 and not OWN_GROUND.intersection(small[:length]):
            return f"owns what a government has: “…{cue}”"
    if not state or not small or OWN_GROUND.intersection(small[:2]) or owned[0][0].isupper():
        return ""
    if owned[0][0].isdigit() or any(is_event(word) for word in small[:3]):
        return ""
    return f"a state and what it owns: “…'s {owned[0]}”"
