# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""The inner loops of likeness.py: the hashes of a text's shingles, and their bands.

Plain Python; minhash.pxd adds the C types when a compiler is at hand. The same tests run over
both. Databases keep what comes out, so that it must stay the same: words are hashed by CRC-32.
"""

from array import array
from hashlib import blake2b
from random import Random

SHINGLE = 4  # words
BANDS = 10
ROWS = 6  # of a band
# Fewer words tell no copy from another report of the same form.
FEWEST_WORDS = 40
# Of a longer text the beginning tells.
MOST_WORDS = 20_000

UINT64 = 0xFFFFFFFFFFFFFFFF
UINT32 = 0xFFFFFFFF
CRC_32 = 0xEDB88320  # the polynomial of ISO 3309, its bits reversed


def crc_table():
    """Return what each byte makes of a CRC-32."""
    table = array("I", range(256))
    for n in range(256):
        for _ in range(8):
            table[n] = (table[n] >> 1) ^ (CRC_32 if table[n] & 1 else 0)
    return table


CHANCE = Random(1997)
FACTORS = array("Q", [CHANCE.getrandbits(64) | 1 for _ in range(BANDS * ROWS)])
MIXERS = array("Q", [CHANCE.getrandbits(64) | 1 for _ in range(SHINGLE)])
TERMS = array("Q", [CHANCE.getrandbits(64) for _ in range(BANDS * ROWS)])
CRCS = crc_table()


def hashed_shingles(text):
    """Return 32 bits of hash for each run of words, none for a text too short to compare."""
    folded = text.casefold()
    hashed = array("Q", bytes(8 * (len(folded) // 2 + 1)))
    return hashed[: mix(hashed, hashed_words(folded, hashed))]


def hashed_words(text, hashed):
    """Leave the hash of each word in an array; return how many there are."""
    length = len(text)
    count = i = 0
    while i < length and count < MOST_WORDS:
        start = i
        crc = UINT32
        while i < length and is_letter(text[i]):
            crc = with_letter(crc, ord(text[i]))
            i += 1
        if i > start:
            hashed[count] = crc ^ UINT32
            count += 1
        i += 1
    return count


def is_letter(character):
    """Return whether a character is part of a word; most are small letters."""
    return "a" <= character <= "z" or (
        character != " " and (character.isalnum() or character == "_")
    )


def with_letter(crc, code):
    """Return a CRC-32 that goes on with the bytes of a letter in UTF-8."""
    if code < 0x80:
        return with_byte(crc, code)
    if code < 0x800:
        crc = with_byte(crc, 0xC0 | code >> 6)
    else:
        if code < 0x10000:
            crc = with_byte(crc, 0xE0 | code >> 12)
        else:
            crc = with_byte(crc, 0xF0 | code >> 18)
            crc = with_byte(crc, 0x80 | (code >> 12 & 0x3F))
        crc = with_byte(crc, 0x80 | (code >> 6 & 0x3F))
    return with_byte(crc, 0x80 | (code & 0x3F))


def with_byte(crc, byte):
    """Return a CRC-32 that goes on with one byte."""
    return crc >> 8 ^ CRCS[(crc ^ byte) & 0xFF]


def mix(hashed, count):
    """Put the hashes of runs of words in the place of the words'; return how many there are."""
    if count < FEWEST_WORDS:
        return 0
    runs = count - SHINGLE + 1
    for at in range(runs):
        mixed = 0
        for k in range(SHINGLE):
            mixed = (mixed + hashed[at + k] * MIXERS[k]) & UINT64
        hashed[at] = mixed >> 32
    return runs


def bands(text):
    """Return numbers of which texts that are nearly the same share one at least, mostly."""
    hashed = hashed_shingles(text)
    if not hashed:
        return ()
    least = array("I", [least_of(hashed, len(hashed), row) for row in range(BANDS * ROWS)])
    return tuple(
        [band_number(band, least[band * ROWS : (band + 1) * ROWS]) for band in range(BANDS)]
    )


def least_of(hashed, count, row):
    """Return 32 bits of the least of all hashes as one row permutes them."""
    factor = FACTORS[row]
    term = TERMS[row]
    least = UINT64
    for i in range(count):
        value = (hashed[i] * factor + term) & UINT64
        if value < least:
            least = value
    return least >> 32


def band_number(band, rows):
    """Return one number for a band, as SQLite holds it."""
    hashed = blake2b(rows.tobytes(), digest_size=8, salt=bytes([band])).digest()
    return int.from_bytes(hashed, "little", signed=True)
