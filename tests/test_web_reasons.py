"""Every reason that the parser gives has a form that the page can say in another language."""

import re
from pathlib import Path

from geomap.ingesting import ingest
from geomap.reading import read
from geomap.store import Filter

SCRIPT = Path(__file__).parents[1] / "web" / "static" / "reasons.js"
SEEDS = Path(__file__).parents[1] / "seeds" / "dispatches.jsonl"
SHAPES = {"kind": "[a-z -]+", "country": "[A-Z]{2}", "n": r"[\d.,]+", "m": r"[\d.,]+"}


def forms():
    """Return the page's forms of reasons as patterns."""
    for text in re.findall(r'template\("(.+?)"\)', SCRIPT.read_text("utf-8")):
        parts = re.split(r"\{(\w+)\}", text)
        yield "".join(
            f"({SHAPES.get(part, '.+')})" if at % 2 else re.escape(part)
            for at, part in enumerate(parts)
        )


def reasons_of(mention):
    """Yield the texts of all reasons of a mention."""
    reasons = [*mention.reasons, *(each for one in mention.candidates for each in one.reasons)]
    if mention.relation:
        reasons.append(mention.relation.reason)
    yield from (reason.text for reason in reasons)
    yield mention.role_reason or "a place of unknown size"


def test_every_reason_of_the_samples_has_its_form(store, world):
    ingest(store, read([str(SEEDS)]), gazetteer=world)
    pattern = re.compile("|".join(forms()), re.DOTALL)
    mentions = [stored.mention for stored in store.each_mention(Filter())]
    said = {text for mention in mentions for text in reasons_of(mention)}
    assert len(said) > 100
    assert sorted(text for text in said if not pattern.fullmatch(text)) == []
