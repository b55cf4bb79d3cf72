"""The role of a mention: does something happen there, or is it only written or governed from?

Rules over the words around a name, surest first. A dateline and an actor are hidden on the map by
default, so both are claimed only where the words leave no doubt; what nothing speaks for is a
reference, and shown.
"""

from geomap.model import Kind, Reason, Role
from geomap.parsing.role_actors import actor_proof
from geomap.parsing.role_cues import (
    RoleCues,
    is_event,
    role_cues,
    unprefixed,
)
from geomap.parsing.role_datelines import dateline_proof
from geomap.parsing.surroundings import Surroundings

WORDS_TO_A_VERB = 7
LONGEST_CUE = 5
MOST_LINKS = 9
STATES = frozenset({"country", "capital"})
CLEAR = 3.0
LIKELY = 2.0
WRITTEN_IN_ONE = {"ب": "في", "ل": "إلى", "و": "و"}  # Arabic prepositions before a name


def role_of(around: Surroundings, *, kind: Kind, place_type: str) -> tuple[Role, Reason]:
    """Return what part a mention plays in its sentence, and why.

    `place_type` is the resolved place's, or empty: only countries and capitals act by verbs such
    as "said". The reason's score is how clear the words are: 3 clear, 2 likely, 0 by default.
    """
    proof = dateline_proof(around)
    if proof:
        return "dateline", Reason(score=CLEAR, text=proof)
    cues = role_cues()
    before, small = words_before(around)
    actor = actor_proof(around, small, cues, state=place_type in STATES, kind=kind)
    if actor:
        return "actor", Reason(score=CLEAR, text=actor)
    if kind == "demonym":
        return "reference", Reason(score=0.0, text="a people or an adjective, not a place")
    return role_in_sentence(around, before, small, cues)


def role_in_sentence(
    around: Surroundings, before: list[str], small: list[str], cues: RoleCues
) -> tuple[Role, Reason]:
    """Return the role that the words of the sentence give; `small` are those before the name."""
    after, small_after = around.words.sentence_after(around.end)
    linked = linking(before, small, cues)
    found = role_before(small, linked, cues) or role_after(around, small_after, cues)
    if found:
        role, phrase = found
        return role, Reason(score=CLEAR, text=ROLE_WORDS[role].format(phrase))
    skipped = linked if linked < len(before) else 0
    moved = motion(before, small, skipped, cues)
    if moved:
        role, phrase = moved
        return role, Reason(score=LIKELY, text=ROLE_WORDS[role].format(phrase))
    event = event_near((before, after), (small, small_after), linked, cues)
    if event:
        return "event", Reason(score=LIKELY, text=ROLE_WORDS["event"].format(event))
    return "reference", Reason(score=0.0, text="nothing is said to happen there")


ROLE_WORDS: dict[Role, str] = {
    "event": "something happens there: “{}”",
    "destination": "something is bound for it: “{}”",
    "origin": "something comes from it: “{}”",
    "reference": "named in passing: “{}”",
    "dateline": "told from there: “{}”",
}


def words_before(around: Surroundings) -> tuple[list[str], list[str]]:
    """Return the words of the sentence before a name, nearest first, and in small letters."""
    words, small = around.words.sentence_before(around.start)
    if words and around.text[around.start - 1 : around.start].isalpha():
        words[0] = WRITTEN_IN_ONE.get(words[0][-1], words[0])
        small[0] = words[0].lower()
    return words, small


def linking(before: list[str], small: list[str], cues: RoleCues) -> int:
    """Return how many words lead from the name back to what governs it.

    "shelled (the rebel-held town of) Rastan", "clashes in (Homs and) Hama".
    """
    count = 0
    for word in small[:MOST_LINKS]:
        if not (links(word, cues) or word.endswith("-held")) and not (
            before[count][0].isupper() and count + 1 < len(before)  # in a name
        ):
            break
        count += 1
    return count


def links(small: str, cues: RoleCues) -> bool:
    """Return whether a word in small letters may stand between a name and what governs it."""
    return small in cues.links or (not small.isascii() and unprefixed(small) in cues.links)


def role_before(words: list[str], linked: int, cues: RoleCues) -> tuple[Role, str] | None:
    """Return the role of the cue nearest before the name, the longest of those as near."""
    small = words[: linked + LONGEST_CUE]
    for skipped in range(min(linked + 1, len(small))):
        longest = cues.last_words.get(small[skipped])
        if longest is None:
            continue
        for length in range(min(longest, LONGEST_CUE, len(small) - skipped), 0, -1):
            phrase = " ".join(reversed(small[skipped : skipped + length]))
            role = cues.before.get(phrase)
            if role:
                return role, f"{phrase} …"
    return None


def role_after(around: Surroundings, after: list[str], cues: RoleCues) -> tuple[Role, str] | None:
    """Return the role of the longest cue that begins right behind the name."""
    if around.text[around.end : around.end + 1] in ",;:.)":
        return None
    if around.text[around.end : around.end + 1] == "-":
        cue = around.joined.lower()
        return (cues.after[cue], f"…{cue}") if cue in cues.after else None
    if not after or after[0] not in cues.first_words:
        return None
    small = after[:3]
    for length in range(len(small), 0, -1):
        phrase = " ".join(small[:length])
        role = cues.after.get(phrase)
        if role:
            return role, f"… {phrase}"
    return None


TOWARDS = frozenset(
    "to into towards toward onto with через в во на к до у إلى نحو باتجاه صوب".split()
)
AWAY = frozenset("from out из от с з із зі від من".split())
LINKERS = frozenset("linking connecting linked".split())


def motion(
    before: list[str], small: list[str], skipped: int, cues: RoleCues
) -> tuple[Role, str] | None:
    """Return whether a word of motion and its preposition lead to the name or away from it.

    The preposition stands behind the `skipped` words nearest to the name.
    """
    preposition = small[skipped] if small else ""
    if preposition in TOWARDS:
        words, role = cues.arrivals, "destination"
    elif preposition in AWAY:
        words, role = cues.departures, "origin"
    else:
        return None
    for i in range(skipped + 1, min(skipped + 1 + WORDS_TO_A_VERB, len(small))):
        word = small[i]
        if preposition == "with" and word not in LINKERS:
            continue
        if words.holds(word) or words.holds(unprefixed(word)):
            return role, f"{before[i]} … {preposition} …"  # type: ignore[return-value]
    return None


def event_near(
    words: tuple[list[str], list[str]],
    small: tuple[list[str], list[str]],
    linked: int,
    cues: RoleCues,
) -> str:
    """Return the word of violence or unrest in the sentence of a name behind "in" or "near".

    Both hold the words before the name and those behind it.
    """
    nearest = small[0][linked] if linked < len(small[0]) else ""
    if not nearest.isascii() and is_event(nearest):
        return nearest  # a verb with its object, a noun with its genitive
    if cues.locatives.isdisjoint(small[0][: linked + 1]):
        return ""
    for side in (0, 1):
        for i, word in enumerate(small[side]):
            if is_event(word):
                return words[side][i]
    return ""
