"""Flask's part: which address is which handler's, and how an answer goes out."""

import hashlib
from collections.abc import Callable
from typing import get_args

import orjson
from flask import Blueprint, Response, render_template, request

from geomap._version import VERSION
from geomap.store import Collection
from web.ogc import browsing, collections, landing, openapi, queryables
from web.ogc.asked import HTML, Answer, Asked
from web.ogc.features import plain
from web.ogc.media import form_of
from web.opened import store
from web.problems import UnknownCollectionError

Handler = Callable[[Asked], Answer]

blueprint = Blueprint("ogc", __name__, url_prefix="/ogc")
COLLECTIONS: dict[str, Collection] = {each: each for each in get_args(Collection)}
ROUTES: dict[str, Handler] = {
    "/": landing.landing,
    "/conformance": landing.conformance,
    "/api": openapi.api,
    "/collections": collections.collections,
    "/collections/<collection>": collections.collection,
    "/collections/<collection>/queryables": queryables.queryables,
    "/collections/<collection>/items": browsing.features,
    "/collections/<collection>/items/<feature>": browsing.feature,
}


def bound(handler: Handler) -> Callable[..., Response]:
    """Return a handler as a view of Flask."""

    def view(collection: str = "mentions", feature: str = "") -> Response:
        form = form_of(request.args, request.accept_mimetypes)
        if collection not in COLLECTIONS:
            raise UnknownCollectionError(collection)
        base = f"{request.host_url.rstrip('/')}{request.script_root}{blueprint.url_prefix}"
        asked = Asked(
            base=base, path=request.path.removeprefix(str(blueprint.url_prefix)),
            args=request.args, form=form, store=store(),
            collection=COLLECTIONS[collection], feature=feature,
        )  # fmt: skip
        return response(handler(asked), form)

    return view


def response(answer: Answer, form: str) -> Response:
    """Return an answer in its form, or 304 where the client has it (recommendation etag).

    The tag is weak: a time stamp alone does not make another answer.
    """
    written = orjson.dumps(answer.body)
    tag = hashlib.sha256(f"{VERSION}{form}".encode() + written).hexdigest()[:32]
    if form == "html":
        page = render_template(
            answer.template, title=answer.title, body=plain(answer.body), **answer.shown
        )
        made = Response(page, mimetype=HTML)
    else:
        whole = orjson.dumps(answer.body | answer.stamped) if answer.stamped else written
        made = Response(whole, content_type=answer.media_type)
    made.set_etag(tag, weak=True)
    made.headers["Cache-Control"] = "no-cache"
    made.headers["Vary"] = "Accept"
    return made.make_conditional(request)  # type: ignore[return-value]  # it is the same object


for rule, handler in ROUTES.items():
    blueprint.add_url_rule(rule, handler.__name__, bound(handler))
