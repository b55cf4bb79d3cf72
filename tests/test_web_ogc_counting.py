"""How many features there are is counted once for as long as the database is the same."""

import pytest

from geomap.store import Listing, Store
from geomap.store.listing import Lists
from web.ogc.counting import matching


def matching_in(path):
    with Store.open(path) as store, store.listing() as lists:
        return matching(store, lists, "mentions", Listing(limit=1))


def fill(path, names, places, make_article, make_mention):
    article = make_article("Homs and Idlib.")
    with Store.open(path, create=True) as store:
        store.add([(article, [make_mention(article, name, places[name]) for name in names])])
        return store.changes()


def test_what_was_counted_is_not_counted_again(ogc_database, monkeypatch):
    counted = matching_in(ogc_database)
    monkeypatch.setattr(Lists, "matching", lambda *_: pytest.fail("counted again"))
    assert matching_in(ogc_database) == counted == 7


def test_a_database_put_in_the_place_of_another_is_counted_anew(
    tmp_path, places, make_article, make_mention
):
    path, other = tmp_path / "war.db", tmp_path / "other.db"
    changes = fill(path, ["Homs"], places, make_article, make_mention)
    assert matching_in(path) == 1
    assert fill(other, ["Homs", "Idlib"], places, make_article, make_mention) == changes
    other.replace(path)
    assert matching_in(path) == 2
