"""Ask a geocoder on the internet where a place is; only ever when a user asks for it."""

import inspect
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geopy.distance import geodesic

from gazetteer import Gazetteer, Place
from geomap._version import VERSION
from geomap.errors import GeomapError
from geomap.store import Answer, Store

USER_AGENT = f"geomap-news/{VERSION}"
MOST_ANSWERS = 10
SECONDS_BETWEEN = 1.0  # what Nominatim's usage policy asks for
SECONDS_TO_WAIT = 10.0
SECRET = re.compile("key|token|secret|password|username|user_?id", re.IGNORECASE)
NUMBERS = frozenset({"timeout"})

Settings = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An answer, and the nearest known place of the same name with its distance, if any."""

    answer: Answer
    nearest: Place | None = None
    apart_km: float | None = None


def look_up(
    store: Store,
    name: str,
    *,
    geocoder: str = "nominatim",
    settings: Settings | None = None,
    country: str = "",
    known: Gazetteer,
) -> list[Found]:
    """Return where a geocoder finds a name; what it answered before is not asked again.

    Raises GeomapError where it cannot be asked.
    """
    given = dict(settings or {})
    public = {key: value for key, value in given.items() if not SECRET.search(key)}
    kept_under = json.dumps(public | {"country": country.upper()}, sort_keys=True)
    answers = store.answers(geocoder, kept_under, name)
    if answers is None:
        answers = asked(name, geocoder, given, country)
        store.keep_answers(geocoder, kept_under, name, answers)
    places = known.search(name, limit=1000)
    return [beside_known(answer, places) for answer in answers]


def beside_known(answer: Answer, places: list[Place]) -> Found:
    """Return an answer with the nearest known place of the name."""
    apart = [
        (geodesic((answer.latitude, answer.longitude), (each.latitude, each.longitude)).km, i)
        for i, each in enumerate(places)
    ]
    if not apart:
        return Found(answer=answer)
    km, nearest = min(apart)
    return Found(answer=answer, nearest=places[nearest], apart_km=km)


def asked(name: str, geocoder: str, settings: Settings, country: str) -> list[Answer]:
    """Ask a geocoder; raise GeomapError where it cannot be reached or refuses."""
    from geopy.exc import GeopyError  # noqa: PLC0415  # geopy's geocoders take long to load
    from geopy.extra.rate_limiter import RateLimiter  # noqa: PLC0415

    service = service_of(geocoder, settings)
    limited = RateLimiter(
        service.geocode, min_delay_seconds=SECONDS_BETWEEN, max_retries=1,
        error_wait_seconds=2 * SECONDS_BETWEEN, swallow_exceptions=False,
    )  # fmt: skip
    try:
        found = limited(name, exactly_one=False, **narrowed(service, country)) or []
    except GeopyError as error:
        fault = " ".join(str(error).split())[:200] or type(error).__name__
        raise GeomapError(
            f"{geocoder}: cannot be asked ({fault}); give the point itself with --latitude and "
            "--longitude"
        ) from error
    return [
        Answer(address=each.address, longitude=each.longitude, latitude=each.latitude)
        for each in found[:MOST_ANSWERS]
        if -90 <= each.latitude <= 90 and -180 <= each.longitude <= 180
    ]


def service_of(geocoder: str, settings: Settings) -> Any:  # noqa: ANN401  # geopy has no types
    """Return a geopy geocoder with its settings; raise GeomapError for unknown ones."""
    from geopy.exc import GeopyError  # noqa: PLC0415  # geopy's geocoders take long to load
    from geopy.geocoders import (  # noqa: PLC0415
        SERVICE_TO_GEOCODER,
        get_geocoder_for_service,
    )

    try:
        kind = get_geocoder_for_service(geocoder)
    except GeopyError as error:
        raise GeomapError(
            f'"{geocoder}" is no geocoder that geopy knows; one is: '
            f"{', '.join(sorted(SERVICE_TO_GEOCODER))}"
        ) from error
    takes = inspect.signature(kind.__init__).parameters
    chosen: dict[str, object] = {"user_agent": USER_AGENT, "timeout": SECONDS_TO_WAIT}
    chosen = {key: value for key, value in chosen.items() if key in takes}
    for key, value in settings.items():
        if key not in takes or key == "self":
            known = ", ".join(sorted(takes.keys() - {"self"}))
            raise GeomapError(f'{geocoder}: has no option "{key}"; it has: {known}')
        chosen[key] = number(key, value) if key in NUMBERS else value
    try:
        return kind(**chosen)
    except (GeopyError, TypeError, ValueError) as error:
        fault = " ".join(str(error).split()).removeprefix(f"{kind.__name__}.__init__() ")
        raise GeomapError(f"{geocoder}: {fault}; give it with --geocoder-option") from error


def number(key: str, value: str) -> float:
    """Return a setting that is a number."""
    try:
        return float(value)
    except ValueError as error:
        raise GeomapError(f'"{key}" is "{value}"; write a number of seconds') from error


def narrowed(service: Any, country: str) -> dict[str, object]:  # noqa: ANN401  # as above
    """Return what a geocoder that can do so is asked besides: how many, and in which country."""
    takes = inspect.signature(service.geocode).parameters
    wanted: dict[str, object] = {"limit": MOST_ANSWERS}
    if country:
        wanted["country_codes"] = country.lower()
    return {key: value for key, value in wanted.items() if key in takes}
