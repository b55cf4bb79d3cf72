"""The view for a frame: to whom it opens, and that nothing else does."""

import pytest

from geomap.errors import GeomapError
from geomap.store import Store
from web import create_app
from web.embedding import ancestors_of

SITE = "https://paper.example.org"


@pytest.fixture
def policy_of(tmp_path):
    path = tmp_path / "war.db"
    Store.open(path, create=True).close()

    def policy(address, **settings):
        client = create_app(path, **settings).test_client()
        with client.get(address) as answer:
            return answer.headers["Content-Security-Policy"]

    return policy


def test_without_a_named_site_no_page_can_be_framed(policy_of):
    for address in ("/", "/?embed=1"):
        assert "frame-ancestors 'none';" in policy_of(address)


def test_a_named_site_may_frame_the_slim_page_alone(policy_of):
    assert f"frame-ancestors {SITE};" in policy_of("/?embed=1", embed_from=[SITE])
    for address in ("/", "/?embed=0", "/api/summary?embed=1", "/static/page.js?embed=1"):
        assert "frame-ancestors 'none';" in policy_of(address, embed_from=[SITE])


def test_any_site_may_where_nothing_can_be_written(policy_of):
    assert "frame-ancestors *;" in policy_of("/?embed=1", embed_from=["any"], read_only=True)
    with pytest.raises(GeomapError, match="--read-only"):
        ancestors_of(["any"], read_only=False)


@pytest.mark.parametrize(
    "given",
    ["paper.example.org", "https://", "https://a.org/path", "*", "https://*", "javascript:alert(1)",
     "https://a.org; script-src *", "https://a.org 'unsafe-inline'", "null"],
)  # fmt: skip
def test_what_is_no_site_is_refused(given):
    with pytest.raises(GeomapError, match="is no site"):
        ancestors_of([given], read_only=False)
