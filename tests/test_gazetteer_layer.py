"""Compiled files: what is written is read, and what is damaged is noticed and never crashes."""

import random
import subprocess
import sys
import textwrap

import pytest

from gazetteer import Gazetteer, GazetteerError, Place
from gazetteer.layer import Layer
from gazetteer.variants import spellings
from gazetteer.writing import compile_named

FLIPS = 300


def block():
    places = [
        Place(
            place_id=f"geonames:{number}", name=name, place_type="populated place",
            longitude=36.0 + number, latitude=34.0, population=number * 1000, countries=("SY",),
        )
        for number, name in enumerate(["Homs", "Hama", "Deir ez-Zor", "دمشق", "Київ", "大马士革"])
    ]  # fmt: skip
    named = ((place, spellings(place, [place.name], curated=True)) for place in places)
    return compile_named(named, {"version": "test"})


TEXT = "Homs, Hama and Deir ez-Zor; بدمشق, Київ, 大马士革."


def test_a_written_layer_opens_and_verifies(tmp_path):
    path = tmp_path / "a.gaz"
    path.write_bytes(block())
    layer = Layer.open(path)
    layer.verify()
    assert len(Gazetteer([layer]).find(TEXT)) == 6
    assert layer.about["places"] == 6


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (lambda data: b"", "is empty"),
        (lambda data: data[:40], "has 40 bytes"),
        (lambda data: data[:-1], "bytes, not"),
        (lambda data: b"PK" + data[2:], "is not a compiled gazetteer"),
        (lambda data: data[:8] + b"\x63" + data[9:], "has format"),
        (lambda data: data[:50] + bytes([data[50] ^ 1]) + data[51:], "has a damaged head"),
    ],
)
def test_a_damaged_head_is_one_clear_line(tmp_path, damage, fault):
    path = tmp_path / "a.gaz"
    path.write_bytes(damage(block()))
    with pytest.raises(GazetteerError, match=fault) as error:
        Layer.open(path)
    assert "geomap gazetteer build" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_damaged_body_is_noticed_when_it_is_read_whole(tmp_path):
    data = bytearray(block())
    data[len(data) // 2] ^= 0x55
    path = tmp_path / "a.gaz"
    path.write_bytes(data)
    with pytest.raises(GazetteerError, match="damaged body"):
        Layer.open(path).verify()


def test_flipped_bytes_give_an_error_or_an_answer_and_never_a_crash(tmp_path):
    """In a process of its own: a crash would take the tests with it."""
    path = tmp_path / "a.gaz"
    path.write_bytes(block())
    script = textwrap.dedent(
        """
        import random, sys
        from gazetteer import Gazetteer, GazetteerError
        from gazetteer.layer import Layer
        data, flips = open(sys.argv[1], "rb").read(), int(sys.argv[2])
        chance = random.Random(1)
        for _ in range(flips):
            damaged = bytearray(data)
            for _ in range(chance.choice([1, 1, 4])):
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
            try:
                gazetteer = Gazetteer([Layer(bytes(damaged), origin="flipped")])
                for hit in gazetteer.find(sys.argv[3]):
                    for layer, name in hit.names:
                        gazetteer.senses(layer, name)
                gazetteer.place("geonames:3")
            except GazetteerError:
                pass
        print("survived")
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path), str(FLIPS), TEXT],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout == "survived\n", done.stderr[-2000:]


def test_any_short_block_is_refused():
    chance = random.Random(2)
    for length in range(0, 64, 3):
        with pytest.raises(GazetteerError):
            Layer(chance.randbytes(length), origin="noise")
