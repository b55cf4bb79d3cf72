"""What a handler is given, and what it answers; neither knows a framework."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from werkzeug.datastructures import MultiDict

from geomap.store import Collection, Store
from web.problems import BadValueError

JSON, HTML = "application/json", "text/html"
GEOJSON = "application/geo+json"
SCHEMA = "application/schema+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
FORMATS = ("json", "html")

Json = dict[str, Any]
Args = MultiDict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request: `base` is the address of the landing page without its last stroke.

    `path` follows it, as "/collections"; `form` is what the answer will be, "json" or "html";
    `collection` and `feature` are what the path names, of no meaning where it names none.
    """

    base: str
    path: str
    args: Args
    form: str
    store: Store
    collection: Collection = "mentions"
    feature: str = ""

    def address(self, path: str, **args: str) -> str:
        """Return an absolute address under the landing page."""
        query = f"?{urlencode(args)}" if args else ""
        return f"{self.base}{path}{query}"

    def again(self, **changed: str) -> str:
        """Return the address of this request with other arguments."""
        kept = [(name, value) for name, value in self.args.items(multi=True) if name not in changed]
        query = urlencode([*kept, *changed.items()])
        return f"{self.base}{quote(self.path, safe='/:')}{f'?{query}' if query else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer as JSON, and as a page: its template, and what that needs beside the JSON.

    `stamped` is what changes at every answer; it does not make the answer another one.
    """

    body: Json
    media_type: str
    template: str
    title: str
    shown: Json = field(default_factory=dict)
    stamped: Json = field(default_factory=dict)


def link(href: str, rel: str, media_type: str, title: str) -> Json:
    """Return a link, as the standard's schema link.yaml has it."""
    return {"href": href, "rel": rel, "type": media_type, "title": title}


def own_links(asked: Asked, media_type: str) -> list[Json]:
    """Return the links to this document in each of its forms, this one's as `self`."""
    page = asked.form == "html"
    here, other = (HTML, media_type) if page else (media_type, HTML)
    return [
        link(asked.again(), "self", here, "This document"),
        link(
            asked.again(f="json" if page else "html"), "alternate", other,
            "This document as JSON" if page else "This document as a page",
        ),
    ]  # fmt: skip


def check_names(asked: Asked, known: Iterable[str], *, several: Iterable[str] = ()) -> None:
    """Refuse parameters that a resource does not have (requirements query-param-unknown, -invalid).

    `several` are those that may be given more than once.
    """
    names = (*known, "f")
    for name in asked.args:
        if name not in names:
            raise BadValueError(f'"{name}" is no parameter here; those are: {", ".join(names)}')
        if name not in several and len(asked.args.getlist(name)) > 1:
            raise BadValueError(f'"{name}" is given twice; give it once')
