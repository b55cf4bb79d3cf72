"""Where a map begins: the nearest viewport that holds a box, as Leaflet would choose it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.store import BoundingBox
from web.fitting import fitted

SYRIA = BoundingBox(west=35.6, south=32.3, east=42.4, north=37.3)


def test_the_zoom_is_the_nearest_at_which_the_box_fits():
    found = fitted(SYRIA, width=1008, height=747)
    assert found.zoom == 7.25  # what Leaflet's fitBounds gives for these pixels and padding
    assert found.longitude == pytest.approx(39.0)
    assert found.latitude == pytest.approx(34.838, abs=0.001)


def test_a_map_too_small_for_its_margins_still_begins_somewhere():
    assert 2 <= fitted(SYRIA, width=40, height=30).zoom < 3


def test_a_box_across_the_antimeridian_stays_whole():
    found = fitted(BoundingBox(west=170, south=-20, east=-170, north=-10), width=800, height=600)
    assert abs(found.longitude) == pytest.approx(180)
    assert found.box.west > found.box.east


@given(
    corner=st.tuples(st.floats(-180, 170), st.floats(-85, 80)),
    size=st.tuples(st.floats(0.001, 180), st.floats(0.001, 80)),
    pixels=st.tuples(st.integers(300, 4000), st.integers(300, 3000)),
)
def test_the_viewport_holds_the_box(corner, size, pixels):
    (west, south), (width, height) = corner, size
    box = BoundingBox(
        west=west, south=south, east=min(180.0, west + width), north=min(85.0, south + height)
    )
    found = fitted(box, width=pixels[0], height=pixels[1])
    if found.zoom > 2:  # farther the map does not go
        assert found.box.south - 1e-6 <= box.south <= box.north <= found.box.north + 1e-6
        if found.box.west <= found.box.east:
            assert found.box.west - 1e-6 <= box.west <= box.east <= found.box.east + 1e-6
