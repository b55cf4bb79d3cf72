"""How the matcher spells a text: the one place that turns names into keys."""

from gazetteer.folding import folding
from gazetteer.kernel import token_keys


def tokens(text: str) -> list[str]:
    """Return the folded tokens of a text, in order."""
    keys: list[str] = token_keys(text, folding())
    return keys


def fold(text: str) -> str:
    """Return a text's folded tokens with one space between each."""
    return " ".join(tokens(text))
