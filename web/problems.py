"""Every error is one shape: problem details (RFC 9457), by one table from exception to status."""

import json
from datetime import timedelta
from http import HTTPStatus

from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from gazetteer import GazetteerError
from geomap.decisions import UnknownDecisionError, UnknownMentionError
from geomap.errors import BusyError, GeomapError, NoRoomError
from geomap.store.expressions import ExpressionError
from geomap.store.limiting import TimeLimitError

PROBLEM_TYPE = "application/problem+json"


class BadValueError(GeomapError):
    """A parameter or a field that cannot be read; the message names it."""


class UnknownPlaceError(GeomapError):
    """A place that this database does not name."""

    def __init__(self, place_id: str) -> None:
        super().__init__(f'"{place_id}": no such place here; /api/view lists those there are')


class UnknownArticleError(GeomapError):
    """An article that this database does not hold."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"article {number}: is not in this database; /api/mentions tells which are"
        )


class UnknownBasemapError(GeomapError):
    """A base map that this server was not started with."""

    def __init__(self, basemap_id: str) -> None:
        super().__init__(f'"{basemap_id}": no such base map here; /api/basemaps lists them')


class UnknownCollectionError(GeomapError):
    """A collection that there is not."""

    def __init__(self, name: str) -> None:
        super().__init__(f'"{name}": no such collection; /ogc/collections lists those there are')


class UnknownFeatureError(GeomapError):
    """A feature that a collection does not hold."""

    def __init__(self, collection: str, feature: str) -> None:
        super().__init__(
            f'"{feature}": not there; /ogc/collections/{collection}/items lists what is'
        )


class NotAcceptableError(GeomapError):
    """A form that a document does not have."""

    def __init__(self, accepted: str) -> None:
        super().__init__(f'Accept is "{accepted}"; ask for application/json or text/html')


class ForeignHostError(GeomapError):
    """A request under a name that is not this server's."""

    def __init__(self, host: str) -> None:
        super().__init__(f'Host is "{host}"; open http://127.0.0.1 with the port of geomap serve')


class ForeignOriginError(GeomapError):
    """A write that another site's page makes."""

    def __init__(self, origin: str) -> None:
        super().__init__(f'the write comes from "{origin}"; write from the map page itself')


class CrowdedError(GeomapError):
    """More of what takes long than this server does at once."""

    def __init__(self) -> None:
        self.seconds = 5
        super().__init__("too many files are being made; try again in a moment")


class NotJsonError(GeomapError):
    """A body that is not JSON."""

    def __init__(self, mimetype: str) -> None:
        super().__init__(f'the body is "{mimetype}"; send Content-Type: application/json')


class ReadOnlyError(GeomapError):
    """A write to a server that takes none."""

    def __init__(self) -> None:
        super().__init__("this map is read-only; write to the database on its own computer")


class MissingTokenError(GeomapError):
    """A write without the token."""

    def __init__(self) -> None:
        super().__init__(
            "a write needs the token; open the address that geomap serve printed, or send "
            "Authorization: Bearer with what geomap token prints"
        )


class TooManyWritesError(GeomapError):
    """More writes than a person makes."""

    def __init__(self, wait: timedelta) -> None:
        self.seconds = int(wait.total_seconds())
        super().__init__(f"too many writes; try again in {self.seconds} s")


# The first that fits counts, so the particular stand above the general.
STATUSES: tuple[tuple[type[Exception], HTTPStatus], ...] = (
    (BadValueError, HTTPStatus.BAD_REQUEST),
    (UnknownPlaceError, HTTPStatus.NOT_FOUND),
    (UnknownArticleError, HTTPStatus.NOT_FOUND),
    (UnknownBasemapError, HTTPStatus.NOT_FOUND),
    (UnknownCollectionError, HTTPStatus.NOT_FOUND),
    (UnknownFeatureError, HTTPStatus.NOT_FOUND),
    (NotAcceptableError, HTTPStatus.NOT_ACCEPTABLE),
    (ExpressionError, HTTPStatus.BAD_REQUEST),
    (UnknownMentionError, HTTPStatus.NOT_FOUND),
    (UnknownDecisionError, HTTPStatus.NOT_FOUND),
    (ForeignHostError, HTTPStatus.MISDIRECTED_REQUEST),
    (ForeignOriginError, HTTPStatus.FORBIDDEN),
    (ReadOnlyError, HTTPStatus.FORBIDDEN),
    (MissingTokenError, HTTPStatus.UNAUTHORIZED),
    (TooManyWritesError, HTTPStatus.TOO_MANY_REQUESTS),
    (CrowdedError, HTTPStatus.SERVICE_UNAVAILABLE),
    (NotJsonError, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
    (TimeLimitError, HTTPStatus.SERVICE_UNAVAILABLE),
    (NoRoomError, HTTPStatus.INSUFFICIENT_STORAGE),
    (BusyError, HTTPStatus.SERVICE_UNAVAILABLE),
    (GazetteerError, HTTPStatus.SERVICE_UNAVAILABLE),
    (GeomapError, HTTPStatus.UNPROCESSABLE_ENTITY),
)


def register(app: Flask) -> None:
    """Answer every error of an application in this shape."""
    app.register_error_handler(GeomapError, mendable)
    app.register_error_handler(GazetteerError, mendable)
    app.register_error_handler(HTTPException, refused)


def mendable(error: GeomapError | GazetteerError) -> Response:
    """Answer what a user can mend with its own message."""
    status = next(status for kind, status in STATUSES if isinstance(error, kind))
    response = problem(status, str(error))
    if isinstance(error, MissingTokenError):
        response.headers["WWW-Authenticate"] = 'Bearer realm="geomap"'
    if isinstance(error, TooManyWritesError | CrowdedError):
        response.headers["Retry-After"] = str(error.seconds)
    return response


def refused(error: HTTPException) -> Response:
    """Answer what the framework refuses: unknown address, wrong method, body too large, a bug."""
    status = HTTPStatus(error.code or 500)
    response = problem(status, error.description or status.phrase)
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def problem(status: HTTPStatus, detail: str) -> Response:
    """Return problem details."""
    return Response(problem_json(status, detail), status=status.value, mimetype=PROBLEM_TYPE)


def problem_json(status: HTTPStatus, detail: str) -> bytes:
    """Return the body of a problem; its type is the status itself (RFC 9457, 4.2.1)."""
    body = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "detail": detail,
    }
    # Half a character, which somebody sent, is written as JSON escapes it.
    return json.dumps(body, ensure_ascii=False).encode("utf-8", "backslashreplace")
