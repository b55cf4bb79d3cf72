"""The application: the page, the JSON, and what guards them."""

from collections.abc import Sequence
from pathlib import Path

from flask import Flask, Response, g, request

from geomap.columns import Kept
from web import (
    api,
    assets,
    basemaps,
    compressing,
    decisions,
    guard,
    labels,
    ogc,
    problems,
    reading,
    suggesting,
    tokens,
    viewing,
)
from web.basemaps import BASEMAPS, WORLD, Basemap
from web.embedding import EMBED_FROM, ancestors_of, is_embedded
from web.map import View, page
from web.messages import language_of
from web.opened import COLUMNS, DATABASE, close_store

LARGEST_BODY = 64 * 1024  # bytes; a place with two hundred aliases fits ten times


def create_app(
    database: Path | str,
    *,
    public: bool = False,
    read_only: bool = False,
    offered: Sequence[Basemap] = (WORLD,),
    embed_from: Sequence[str] = (),
) -> Flask:
    """Return the WSGI application that shows one database.

    It answers only to loopback names unless it is `public`. A write must show the database's
    token, and none is taken where it is `read_only`. The database is opened at each request:
    one that is missing or not ours is a problem in JSON.
    """
    app = Flask(__name__, static_folder=None)
    app.config[DATABASE] = Path(database)
    app.config[COLUMNS] = Kept()
    app.config[BASEMAPS] = offered
    app.config[EMBED_FROM] = ancestors_of(embed_from, read_only=read_only)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # the default provider has it
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.before_request(guard.give_nonce)
    if not public:
        app.before_request(guard.check_host)
    app.before_request(guard.check_method)
    app.before_request(guard.check_write)
    tokens.limit_writes(app, read_only=read_only)
    app.after_request(guard.add_headers)
    app.after_request(compressing.compress)
    app.teardown_appcontext(close_store)
    app.add_url_rule("/", "page", show_page)
    for part in (api, assets, basemaps, labels, viewing, reading, suggesting, decisions, ogc):
        app.register_blueprint(part.blueprint)
    problems.register(app)
    return app


def show_page() -> Response:
    """Return the map page; its inline script carries this answer's nonce."""
    language = language_of(request.args.get("lang"), request.accept_languages)
    view: View = "embedded" if is_embedded(request) else "whole"
    markup = page(nonce=g.nonce, language=language, view=view)
    response = Response(markup, mimetype="text/html")
    response.headers["Vary"] = "Accept-Language"
    return response
