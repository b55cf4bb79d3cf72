"""Pages of features, and one of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from geomap.store import Collection, Filter, Listing
from web.ogc.asked import GEOJSON, HTML, JSON, Answer, Asked, check_names, link, own_links
from web.ogc.collections import DESCRIBED
from web.ogc.counting import matching
from web.ogc.features import FEATURES, Feature
from web.ogc.listings import LARGEST, NUMBER, listing_of
from web.problems import UnknownFeatureError

# What a feature is called on a page.
NAMES: Mapping[Collection, str] = {"mentions": "toponym", "places": "place", "articles": "title"}


def features(asked: Asked) -> Answer:
    """Answer a page of features (requirements fc-response to fc-numberReturned)."""
    wanted = listing_of(asked)
    with asked.store.listing() as lists:
        found = FEATURES[asked.collection](lists, replace(wanted, limit=wanted.limit + 1))
        counted = matching(asked.store, lists, asked.collection, wanted)
    page = found[: wanted.limit]
    links = own_links(asked, GEOJSON)
    path = f"/collections/{asked.collection}"
    links.append(link(asked.address(path), "collection", JSON, DESCRIBED[asked.collection].title))
    if len(found) > len(page):
        media_type = HTML if asked.form == "html" else GEOJSON
        links.append(link(asked.again(after=str(page[-1][0])), "next", media_type, "The next page"))
    body = {
        "type": "FeatureCollection",
        "links": links,
        "numberMatched": counted,
        "numberReturned": len(page),
        "features": [feature for _, feature in page],
    }
    return Answer(
        body=body, media_type=GEOJSON, template="ogc_features.html",
        title=DESCRIBED[asked.collection].title,
        shown={"collection": asked.collection, "name": NAMES[asked.collection]},
        stamped={"timeStamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")},
    )  # fmt: skip


def feature(asked: Asked) -> Answer:
    """Answer one feature (requirements f-success and f-links)."""
    check_names(asked, ())
    found = one_of(asked)
    path = f"/collections/{asked.collection}"
    body: dict[str, Any] = {
        **found,
        "links": [
            *own_links(asked, GEOJSON),
            link(asked.address(path), "collection", JSON, DESCRIBED[asked.collection].title),
        ],
    }
    name = found["properties"][NAMES[asked.collection]] or asked.feature
    return Answer(
        body=body, media_type=GEOJSON, template="ogc_feature.html", title=str(name),
        shown={"collection": asked.collection},
    )  # fmt: skip


def one_of(asked: Asked) -> Feature:
    """Return the feature of an address; raise UnknownFeatureError where there is none."""
    if asked.collection == "places":
        wanted = Listing(wanted=Filter(place_id=asked.feature))
    elif NUMBER.fullmatch(asked.feature) and int(asked.feature) <= LARGEST:
        wanted = Listing(number=int(asked.feature))
    else:
        raise UnknownFeatureError(asked.collection, asked.feature)
    with asked.store.listing() as lists:
        for _, found in FEATURES[asked.collection](lists, wanted):
            return found
    raise UnknownFeatureError(asked.collection, asked.feature)
