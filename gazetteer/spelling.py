"""How the matcher spells a text: the one place that turns names into keys."""

from threading import local

from gazetteer.folding import folding
from gazetteer.tokens import Tokenizer

OWN = local()


class Speller:
    """Spells many names one after the other. Not for use by two threads at once."""

    def __init__(self) -> None:
        self._tokenizer = Tokenizer(folding())

    def tokens(self, text: str) -> list[str]:
        """Return the folded tokens of a text, in order."""
        keys: list[str] = self._tokenizer.tokens_of(text)
        return keys

    def letters(self, text: str) -> str:
        """Return the folded tokens of a text with nothing between them."""
        runs: list[str] = self._tokenizer.runs_of(text)
        return "".join(runs)


def fold(text: str) -> str:
    """Return a text's folded tokens with one space between each."""
    return " ".join(own_speller().tokens(text))


def own_speller() -> Speller:
    """Return the speller of this thread; making one takes as long as spelling a sentence."""
    speller: Speller | None = getattr(OWN, "speller", None)
    if speller is None:
        speller = OWN.speller = Speller()
    return speller
