"""The hashes that tell near-duplicates, compiled and interpreted: databases keep them."""

from hashlib import blake2b
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st
from interpreting import interpreted

import geomap.store.minhash

KERNELS = {
    "as installed": geomap.store.minhash,
    "interpreted": interpreted(geomap.store.minhash),
}
PLAIN = KERNELS["interpreted"]
WORDS = (
    "Homs",
    "shelling",
    "a_b",
    "ÉTÉ",
    "straße",
    "Дамаск",
    "دمشق",
    "大马士革",
    "\U0001d400",
    "7",
)


@pytest.fixture(params=list(KERNELS))
def kernel(request):
    return KERNELS[request.param]


def shingles_by_definition(words):
    hashes = [crc32(word.casefold().encode()) for word in words]
    return [
        sum(hashes[at + k] * PLAIN.MIXERS[k] for k in range(PLAIN.SHINGLE)) % 2**64 >> 32
        for at in range(len(words) - PLAIN.SHINGLE + 1)
    ]


def bands_by_definition(shingles):
    least = [
        min((factor * shingle + term) % 2**64 for shingle in shingles) >> 32
        for factor, term in zip(PLAIN.FACTORS, PLAIN.TERMS, strict=True)
    ]
    for band in range(PLAIN.BANDS):
        rows = least[band * PLAIN.ROWS : (band + 1) * PLAIN.ROWS]
        packed = b"".join(row.to_bytes(4, "little") for row in rows)
        hashed = blake2b(packed, digest_size=8, salt=bytes([band])).digest()
        yield int.from_bytes(hashed, "little", signed=True)


@given(st.lists(st.sampled_from(WORDS), min_size=40, max_size=60), st.sampled_from(" ,.\n—"))
def test_shingles_and_bands_are_what_they_are_said_to_be(words, between):
    text, expected = between.join(words), shingles_by_definition(words)
    for kernel in KERNELS.values():
        assert list(kernel.hashed_shingles(text)) == expected
        assert list(kernel.bands(text)) == list(bands_by_definition(expected))


@given(st.text())
def test_compiled_and_interpreted_agree_on_any_text(text):
    long = f"{text} " * 20
    compiled, plain = KERNELS.values()
    assert compiled.hashed_shingles(long) == plain.hashed_shingles(long)
    assert compiled.bands(long) == plain.bands(long)


def test_databases_written_before_find_their_copies(kernel):
    text = " ".join(f"word{n} of war in Homs" for n in range(20))
    assert kernel.bands(text)[:2] == (-8765598229409166323, 549793599823254877)


def test_too_few_words_tell_nothing_and_of_too_many_the_first_do(kernel):
    assert kernel.bands("war " * (PLAIN.FEWEST_WORDS - 1)) == ()
    many = [f"word{n % 977}" for n in range(PLAIN.MOST_WORDS + 50)]
    assert len(kernel.hashed_shingles(" ".join(many))) == PLAIN.MOST_WORDS - PLAIN.SHINGLE + 1
