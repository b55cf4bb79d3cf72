"""Whatever is written, each parser answers or refuses it in a line; the formats' are in
test_geomap_readers_kinds.py, CQL2's in test_web_ogc_filter.py.
"""

import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_network

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gazetteer import GazetteerError
from gazetteer.importing import import_file
from geomap.errors import GeomapError
from geomap.excerpts import WHITE_SPACE, excerpt
from geomap.fetching import parts_of
from geomap.filters import filter_of
from geomap.geoparser import Geoparser
from geomap.model import Article
from geomap.parsing.hints import parse_focus
from geomap.readers.language import language_of
from geomap.robots import Robots
from geomap.store import Store
from geomap.store.likeness import bands

SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
WORDS = (
    "Homs", "Aleppo", "Idlib", "Syria", "حمص", "بحمص", "إدلب", "Хомс", "near", "north of", "20 km",
    "U.S.", "Gen.", "the city of", "mayor", "said", "killed", "province", "(Reuters)", "-", "—",
    ".", ",", "\n", "\n\n", "\u200f", "'s", "и", "в", "и км.", "\u0301", "ß", "İ", "\ud7ff", "😀",
)  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=40).map(" ".join)
URLS = st.lists(
    st.one_of(
        st.sampled_from(["http", "https", "file", "://", ":", "/", "//", "@", "[", "]", "%", ".",
                         "#", "?", "\\", "127.0.0.1", "::1", "example", "org", "80", "xn--"]),
        st.text(max_size=3),
    ),
    max_size=9,
).map("".join)  # fmt: skip
written = st.text(max_size=20)
FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "q": st.one_of(texts, st.text(alphabet='a"*^():{}+-~ORANDNEAR ', max_size=12)),
        "since": written, "until": written, "bbox": st.one_of(
            written, st.lists(st.floats(), max_size=5).map(lambda each: ",".join(map(str, each)))
        ),
        "country": written, "role": written, "kind": written, "precision": written,
        "source": written, "language": written, "place": written,
        "min_confidence": st.floats(),
    },
)  # fmt: skip


@example("http://[::1%25]/")
@example("http://xn--/")
@given(URLS)
def test_any_address_is_taken_apart_or_refused(url):
    with suppress(GeomapError):
        parts, host, port = parts_of(url)
        assert parts.scheme in ("http", "https")
        assert host
        assert 0 < port < 65536


@given(st.one_of(written, st.lists(st.floats(), max_size=5).map(lambda f: ",".join(map(str, f)))))
def test_any_focus_is_read_or_refused(text):
    with suppress(GeomapError):
        assert parse_focus(text).holds is not None


@pytest.fixture(scope="module")
def filled(tmp_path_factory, small_world):
    path = tmp_path_factory.mktemp("any") / "war.db"
    geoparser = Geoparser(small_world)
    with Store.open(path, create=True) as store:
        for text in ("Shelling in Homs.", "Fighting reached Aleppo and Idlib."):
            article = Article(text=text, source="Desk", language="en")
            store.add([(article, geoparser.parse(article))])
        yield store


@SHARED
@example({"q": '"'})
@example({"q": "a\0b"})
@example({"q": "\ud800a"})
@given(FILTERS)
def test_any_filter_is_answered_or_refused(filled, asked):
    try:
        wanted = filter_of(**asked)
    except GeomapError:
        return
    assert len(filled.mentions(wanted, limit=9).mentions) == len(list(filled.each_mention(wanted)))
    assert filled.places(wanted) is not None


@SHARED
@given(st.one_of(written, st.from_regex(r"(\d{4}-\d\d-\d\d|)_\d+_\d+_\d+", fullmatch=True)))
def test_any_place_in_a_list_is_gone_to_or_refused(filled, after):
    with suppress(GeomapError):
        assert filled.mentions(filter_of(), limit=9, after=after) is not None


@given(st.data(), texts)
def test_an_excerpt_of_any_text_holds_its_toponym(data, text):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    shown = excerpt(text, start, end, radius=data.draw(st.integers(0, 200)))
    assert shown.text[shown.start : shown.end] == WHITE_SPACE.sub(" ", text[start:end])


@given(texts)
def test_any_text_has_a_language_or_none_and_a_likeness(text):
    assert len(language_of(text)) in (0, 2, 3)
    assert all(-(2**63) <= band < 2**63 for band in bands(text))


@SHARED
@given(texts, texts)
def test_any_article_is_parsed_into_mentions_that_stand_in_it(small_world, title, text):
    mentions = Geoparser(small_world).parse(Article(title=title, text=text))
    assert mentions == sorted(mentions, key=lambda each: each.start)
    for each in mentions:
        assert text[each.start : each.end] == each.name
        assert 0 <= each.confidence <= 1
        assert sum(candidate.confidence for candidate in each.candidates) <= 1.01
        assert each.place is None or each.place in [c.place for c in each.candidates]


TABLE = b"name,latitude,longitude\nTuman,36.1,37.0\n"
GEOJSON = (
    b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"Tuman"},'
    b'"geometry":{"type":"Point","coordinates":[37.0,36.1]}}]}'
)
DUMP = b"1\tTuman\tTuman\t\t36.1\t37.0\tP\tPPL\tSY\t\t\t\t\t\t5\t\t\t\t2024-01-01\n"


@pytest.fixture
def imports(tmp_path, monkeypatch):
    monkeypatch.setenv("GEOMAP_DATA", str(tmp_path / "imports"))
    return tmp_path


LISTS = [(".csv", TABLE), (".geojson", GEOJSON), (".txt", DUMP), (".zip", b"PK")]
changes = st.tuples(st.floats(0, 1), st.binary(max_size=40), st.booleans())


@pytest.mark.parametrize(("suffix", "sound"), LISTS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example((0.2, b"\r", True))
@given(changes)
def test_any_list_of_places_is_imported_or_refused(suffix, sound, small_world, imports, change):
    share, rubbish, keep = change
    place = int(share * len(sound))
    path = imports / f"villages{suffix}"
    path.write_bytes(sound[:place] + rubbish + (sound[place:] if keep else b""))
    lines = []
    try:
        _, done = import_file(path, name="villages", world=small_world, tell=lines.append)
        assert done.places >= 1
    except GazetteerError as error:
        lines.append(str(error))
    assert not any("\n" in line for line in lines)


class Handler(BaseHTTPRequestHandler):
    """A site whose robots.txt is whatever the test says."""

    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.server.rules)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site():
    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.rules = b""
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


RULES = st.lists(
    st.one_of(
        st.sampled_from([b"User-agent: ", b"geomap", b"*", b"Disallow: ", b"Allow: ", b"/", b"\n",
                         b"Crawl-delay: ", b"Request-rate: ", b"1/", b"99", b"\xff", b"%", b"\r",
                         b"Sitemap: ", b"http://[", b":", b"#"]),
        st.binary(max_size=4),
    ),
    max_size=20,
).map(b"".join)  # fmt: skip


@SHARED
@example(b"Sitemap: http://[\nUser-agent: *\nCrawl-delay: 99999999999999999999\n")
@example(b"User-agent: *\nDisallow: http://[/\n")
@example("User-agent: *\nCrawl-delay: ²\n".encode())
@given(RULES)
def test_any_rules_for_robots_are_understood(site, rules):
    site.rules = rules
    robots = Robots((ip_network("127.0.0.1/32"),))
    url = f"http://127.0.0.1:{site.server_port}/a?b=%zz"
    assert robots.allow(url) in (True, False)
    assert robots.delay(url) >= 0
