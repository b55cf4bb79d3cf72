"""What a server sends as gzip comes out whole, however it is cut."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.fetching_gzip import unpacked


@given(
    members=st.lists(st.binary(max_size=300), min_size=1, max_size=5),
    size=st.integers(1, 70), most=st.integers(1, 70), padding=st.sampled_from([b"", b"\0" * 9]),
)  # fmt: skip
def test_what_is_packed_in_any_pieces_is_unpacked_whole(members, size, most, padding):
    packed = padding.join(gzip.compress(each) for each in members) + padding
    pieces = [packed[start : start + size] for start in range(0, len(packed), size)]
    found = list(unpacked(pieces, most=most))
    assert b"".join(found) == b"".join(members)
    assert all(len(each) <= most for each in found)


@given(most=st.integers(1, 60), size=st.integers(1, 70))
def test_what_stops_half_way_is_said_to(most, size):
    packed = gzip.compress(b"Homs") + gzip.compress(b"Idlib" * 50)[:-1]
    pieces = [packed[start : start + size] for start in range(0, len(packed), size)]
    with pytest.raises(EOFError):
        list(unpacked(pieces, most=most))


def test_nothing_is_no_answer_packed():
    with pytest.raises(EOFError):
        list(unpacked([], most=9))
