"""The role of a mention: does something happen there, or is it only written or governed from?

Rules over the words around a name, surest first. A dateline and an actor are hidden on the map by
default, so both are claimed only where the words leave no doubt; what nothing speaks for is a
reference, and shown.
"""

from geomap.model import Kind, Reason, Role
from geomap.parsing.role_actors import actor_proof
from geomap.parsing.role_cues import (
    RoleCues,
    hyphened,
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
    before = words_before(around)
    actor = actor_proof(around, before, cues, state=place_type in STATES, kind=kind)
    if actor:
        return "actor", Reason(score=CLEAR, text=actor)
    if kind == "demonym":
        return "reference", Reason(score=0.0, text="a people or an adjective, not a place")
    return role_in_sentence(around, before, cues)


def role_in_sentence(
    around: Surroundings, before: list[str], cues: RoleCues
) -> tuple[Role, Reason]:
    """Return the role that the words of the sentence give."""
    after = around.words.sentence_after(around.end)
    linked = linking(before, cues)
    found = role_before(before, linked, cues) or role_after(around, after, cues)
    if found:
        role, phrase = found
        return role, Reason(score=CLEAR, text=ROLE_WORDS[role].format(phrase))
    head = before[linked:] if linked < len(before) else before
    moved = motion(head, cues)
    if moved:
        role, phrase = moved
        return role, Reason(score=LIKELY, text=ROLE_WORDS[role].format(phrase))
    event = event_near(before, after, linked, cues)
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


def words_before(around: Surroundings) -> list[str]:
    """Return the words of the sentence before a name, nearest first."""
    words = around.words.sentence_before(around.start)
    if words and around.text[around.start - 1 : around.start].isalpha():
        words[0] = WRITTEN_IN_ONE.get(words[0][-1], words[0])
    return words


def linking(before: list[str], cues: RoleCues) -> int:
    """Return how many words lead from the name back to what governs it.

    "shelled (the rebel-held town of) Rastan", "clashes in (Homs and) Hama".
    """
    count = 0
    for word in before[:MOST_LINKS]:
        small = word.lower()
        in_a_name = word[0].isupper() and count + 1 < len(before)
        if not (in_a_name or {small, unprefixed(small)} & cues.links or small.endswith("-held")):
            break
        count += 1
    return count


def role_before(before: list[str], linked: int, cues: RoleCues) -> tuple[Role, str] | None:
    """Return the role of the cue nearest before the name, the longest of those as near."""
    small = [word.lower() for word in before[: linked + LONGEST_CUE]]
    for skipped in range(min(linked + 1, len(small))):
        if small[skipped] not in cues.last_words:
            continue
        for length in range(min(LONGEST_CUE, len(small) - skipped), 0, -1):
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
        cue = hyphened(around)
        return (cues.after[cue], f"…{cue}") if cue in cues.after else None
    small = [word.lower() for word in after[:3]]
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


def motion(head: list[str], cues: RoleCues) -> tuple[Role, str] | None:
    """Return whether a word of motion and its preposition lead to the name or away from it."""
    if not head:
        return None
    preposition = head[0].lower()
    for wanted, words, role in (
        (TOWARDS, cues.arrivals, "destination"),
        (AWAY, cues.departures, "origin"),
    ):
        if preposition not in wanted:
            continue
        for word in head[1 : 1 + WORDS_TO_A_VERB]:
            small = word.lower()
            if preposition == "with" and small not in LINKERS:
                continue
            if words.holds(small) or words.holds(unprefixed(small)):
                return role, f"{word} … {preposition} …"  # type: ignore[return-value]
    return None


def event_near(before: list[str], after: list[str], linked: int, cues: RoleCues) -> str:
    """Return the word of violence or unrest in the sentence of a name behind "in" or "near"."""
    nearest = before[linked].lower() if linked < len(before) else ""
    if not nearest.isascii() and is_event(nearest):
        return nearest  # a verb with its object, a noun with its genitive
    if not stands_in(before, linked, cues):
        return ""
    for word in (*before, *after):
        if is_event(word.lower()):
            return word
    return ""


def stands_in(before: list[str], linked: int, cues: RoleCues) -> bool:
    """Return whether a preposition of place leads to the name."""
    return any(word.lower() in cues.locatives for word in before[: linked + 1])
