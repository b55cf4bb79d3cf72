"""The rules of parsing, compiled by their annotations, say what their sources say."""

import subprocess
import sys

import pytest
from interpreting import HOME, LIBRARY

READ = """
import sys

if sys.argv[1] == "interpreted":
    from interpreting import ParsingAsWritten
    sys.meta_path.insert(0, ParsingAsWritten)

from geomap import Article, Geoparser
from geomap.parsing import roles
from geomap.reading import Settings, read

def said_of(reasons):
    return [f"{each.score:+.3f} {each.text}" for each in reasons]

print(roles.__file__)
geoparser = Geoparser()
for found in read([sys.argv[2]]):
    for each in geoparser.parse(found.article):
        print(each.start, each.end, each.kind, each.precision, each.role, each.role_reason)
        print(each.place and each.place.place_id, f"{each.confidence:.6f}", each.relation)
        print(*said_of(each.reasons))
        for other in each.candidates:
            print(other.place.place_id, f"{other.confidence:.6f}", *said_of(other.reasons))
"""


def reading(how):
    """Return the file that the rules came from, and all that is said of the sample articles."""
    done = subprocess.run(
        [sys.executable, "-c", READ, how, str(HOME / "seeds" / "dispatches.jsonl")],
        cwd=HOME / "tests", capture_output=True, text=True, check=True,
    )  # fmt: skip
    origin, *said = done.stdout.splitlines()
    return origin, said


def test_compiled_or_not_every_place_has_the_same_reasons():
    if not any(HOME.glob(LIBRARY)):
        pytest.skip("the rules are not compiled here: gcc and python3-dev are missing")
    compiled, said = reading("as installed")
    interpreted, said_again = reading("interpreted")
    assert not compiled.endswith(".py")
    assert interpreted.endswith(".py")
    assert len(said) > 1000
    assert said == said_again
