"""Who may write: whoever shows the database's token, at a person's pace; or nobody."""

import secrets
from datetime import timedelta
from math import ceil
from time import time

from flask import Flask, current_app, request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from web.guard import WRITING
from web.opened import store
from web.problems import MissingTokenError, ReadOnlyError, TooManyWritesError

READ_ONLY = "GEOMAP_READ_ONLY"
LIMITER = "geomap-writes"
WRITES = RateLimitItemPerMinute(60)
REFUSALS = RateLimitItemPerMinute(10)  # wrong tokens, from one address
SCHEME = "bearer "


def limit_writes(app: Flask, *, read_only: bool) -> None:
    """Let an application write only for who shows the token, or not at all."""
    app.config[READ_ONLY] = read_only
    app.extensions[LIMITER] = MovingWindowRateLimiter(MemoryStorage())
    app.before_request(check_token)


def writes() -> str:
    """Return whether this application writes: "token" or "off"."""
    return "off" if current_app.config[READ_ONLY] else "token"


def check_token() -> None:
    """Refuse a write without the token, and more writes than a person makes."""
    if request.method not in WRITING:
        return
    if current_app.config[READ_ONLY]:
        raise ReadOnlyError
    limiter: MovingWindowRateLimiter = current_app.extensions[LIMITER]
    visitor = request.remote_addr or ""
    if not limiter.test(REFUSALS, "refused", visitor):
        raise TooManyWritesError(wait(limiter, REFUSALS, "refused", visitor))
    if not shows_token():
        limiter.hit(REFUSALS, "refused", visitor)
        raise MissingTokenError
    if not limiter.hit(WRITES, "written"):
        raise TooManyWritesError(wait(limiter, WRITES, "written"))


def shows_token() -> bool:
    """Return whether the request carries the database's token (RFC 6750, 2.1)."""
    given = request.headers.get("Authorization", "")
    token = store().write_token()
    return (
        token is not None
        and given[: len(SCHEME)].lower() == SCHEME
        and secrets.compare_digest(given[len(SCHEME) :].encode(), token.encode())
    )


def wait(
    limiter: MovingWindowRateLimiter, limit: RateLimitItemPerMinute, *identifiers: str
) -> timedelta:
    """Return how long until the next write is taken, in whole seconds."""
    window = limiter.get_window_stats(limit, *identifiers)
    return timedelta(seconds=max(1, ceil(window.reset_time - time())))
