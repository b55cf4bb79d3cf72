"""What we ship of others' is what they published."""

from hashlib import sha256
from pathlib import Path

import pytest

import web

VENDOR = Path(web.__file__).parent / "static" / "vendor"
FOR_TESTS = Path(__file__).parent / "browser" / "vendor"

both = pytest.mark.parametrize("vendor", [VENDOR, FOR_TESTS], ids=["shipped", "for tests"])


@both
def test_every_vendored_file_has_the_hash_of_the_table(vendor):
    table = (vendor / "README.md").read_text("utf-8")
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines()]
    listed = {row[0]: row[-1] for row in rows if len(row) == 6 and "/" in row[0]}
    found = {
        path.relative_to(vendor).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in vendor.glob("*/**/*")
        if path.is_file()
    }
    assert listed == found


@both
def test_every_library_brings_its_licence(vendor):
    for folder in vendor.iterdir():
        if folder.is_dir():
            assert (folder / "LICENSE").read_text("utf-8").strip(), folder


def test_our_own_scripts_never_parse_text_as_markup():
    for script in VENDOR.parent.glob("*.js"):
        text = script.read_text("utf-8")
        for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
            assert way not in text, f"{script.name} uses {way}"
