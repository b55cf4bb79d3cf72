"""What is assembled by sorting is what gazetteer.writing compiles with dictionaries."""

import io
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import Gazetteer, Layer, Place
from gazetteer.assembling import assemble, table
from gazetteer.packing import Packer
from gazetteer.spelling import Speller
from gazetteer.spooling import Spool
from gazetteer.tokens import hash_units
from gazetteer.variants import spellings
from gazetteer.writing import compile_named

NAMES = (
    "Khan Tuman", "خان طومان", "Al-Bab", "al Bab", "Deir ez-Zor", "Saint Petersburg", "Бахмут",
    "北京", "USA", "A b c d e", "A b c", "A b", "A", "Tell", "der", "deir", "Sana'a", "東京都",
    "New York", "New York City", "York", "kleinstadt",
)  # fmt: skip
lists_of_names = st.lists(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=4), min_size=1, max_size=12
)


def places_of(lists):
    return [
        Place(
            place_id=f"geonames:{number * 7 % 13}{number}", name=names[0], longitude=number / 3,
            latitude=-number / 7, place_type="populated place", population=number, admin1="1",
            countries=("SY",) if number % 2 else (), names=tuple(names),
        )
        for number, names in enumerate(lists)
    ]  # fmt: skip


def assembled(places, folder, *, batch=3):
    spool = Spool(folder)
    for start in range(0, len(places), batch):
        packer = Packer(Speller())
        for place in places[start : start + batch]:
            packer.add(place, place.names, curated=True)
        spool.add(packer.packed())
    spool.close()
    out = io.BytesIO()
    assemble(spool, out, {"source": "test"})
    layer = Layer(out.getvalue(), origin="test")
    layer.verify()
    return layer


def answers(layer, text):
    gazetteer = Gazetteer([layer])
    return [
        (hit.start, hit.end, [
            (sense.place, sense.spelling, sense.flags)
            for of_layer, name in hit.names for sense in gazetteer.senses(of_layer, name)
        ])
        for hit in gazetteer.find(text)
    ]  # fmt: skip


@given(lists=lists_of_names)
@settings(max_examples=60, deadline=None)
def test_an_assembled_layer_answers_as_a_compiled_one(tmp_path_factory, lists):
    places = places_of(lists)
    named = [(place, list(spellings(place, place.names, curated=True))) for place in places]
    compiled = Layer(compile_named(named, {}), origin="compiled")
    made = assembled(places, tmp_path_factory.mktemp("spool"))
    text = ". ".join(
        (*NAMES, *map(str.upper, NAMES), *map(str.lower, NAMES), "in al-Bab, Khan Tuman's; A b")
    )
    assert answers(made, text) == answers(compiled, text)
    assert [made.place(number) for number in range(made.place_count)] == places
    assert made.about["names"] == compiled.about["names"]
    for place in places:
        found = made.number_of(place.place_id)
        assert made.place(found).place_id == place.place_id
    assert made.number_of("geonames:none") is None


@given(homes=st.lists(st.integers(0, 63), min_size=1, max_size=24))
def test_every_record_of_a_table_is_reached_from_its_slot(homes):
    hashes = np.array(homes, np.uint32)
    numbers = np.arange(1, len(homes) + 1, dtype=np.uint32)
    rows = np.concatenate(list(table(hashes, (hashes, numbers))))
    assert len(rows) & (len(rows) - 1) == 0
    for home, number in zip(homes, numbers.tolist(), strict=True):
        slot = home & (len(rows) - 1)
        while rows[slot, 1] != number:
            assert rows[slot, 1], "an empty slot hides a record"
            slot = (slot + 1) & (len(rows) - 1)


def test_hashes_of_tokens_are_the_matchers():
    packer = Packer(Speller())
    packer.add(places_of([["Homs"]])[0], ["Homs"], curated=True)
    columns = packer.packed().columns
    units = np.frombuffer(columns["token_units"], np.uint16)
    assert np.frombuffer(columns["token_hash"], np.uint32)[0] == hash_units(units.copy(), 0, 4)


def test_an_assembled_layer_notices_a_changed_byte(tmp_path):
    spool = Spool(tmp_path)
    packer = Packer(Speller())
    packer.add(places_of([["Homs"]])[0], ["Homs"], curated=True)
    spool.add(packer.packed())
    spool.close()
    out = io.BytesIO()
    assemble(spool, out, {})
    block = bytearray(out.getvalue())
    block[-9] ^= 1
    assert zlib.crc32(block) != zlib.crc32(out.getvalue())
    with pytest.raises(Exception, match="damaged body"):
        Layer(bytes(block), origin="test").verify()
