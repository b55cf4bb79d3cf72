"""Ask a geocoder on the internet where a place is; only ever when a user asks for it."""

import inspect
import json
import re
import time
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
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
NO_TEXTS = frozenset({"self", "adapter_factory", "ssl_context"})
# What geopy raises for an answer of another shape than it expects, and for one off the Earth.
BROKEN_ANSWERS = (AttributeError, IndexError, KeyError, TypeError, ValueError)

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
    asking: Callable[[], None] = lambda: None,
) -> list[Found]:
    """Return where a geocoder finds a name; what it answered before is not asked again.

    `asking` is called before it is asked. Raises GeomapError where it cannot be.
    """
    given = dict(settings or {})
    public = {key: value for key, value in given.items() if not SECRET.search(key)}
    kept_under = json.dumps(public | {"country": country.upper()}, sort_keys=True)
    answers = store.geocoders.known(geocoder, kept_under, name)
    if answers is None:
        asking()
        answers = asked(name, geocoder, given, country, pause_after(store.geocoders.last(geocoder)))
        store.geocoders.keep(geocoder, kept_under, name, answers)
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


def asked(name: str, geocoder: str, settings: Settings, country: str, pause: float) -> list[Answer]:
    """Ask a geocoder after a pause of seconds; raise GeomapError where it does not answer."""
    from geopy.exc import GeopyError  # noqa: PLC0415  # geopy's geocoders take long to load

    service = service_of(geocoder, settings)
    time.sleep(pause)
    try:
        with warnings.catch_warnings(action="ignore"):  # of a point off the Earth, before it fails
            found = service.geocode(name, exactly_one=False, **narrowed(service, country)) or []
    except (GeopyError, *BROKEN_ANSWERS) as error:
        raise GeomapError(
            f"{geocoder}: {fault_of(error)}; give the point itself with --latitude and --longitude"
        ) from error
    return [
        Answer(address=each.address, longitude=each.longitude, latitude=each.latitude)
        for each in found[:MOST_ANSWERS]
        if -90 <= each.latitude <= 90 and -180 <= each.longitude <= 180
    ]


def fault_of(error: Exception) -> str:
    """Return in a few words why a geocoder gave no answer."""
    from geopy import exc  # noqa: PLC0415  # as above
    from geopy.adapters import AdapterHTTPError  # noqa: PLC0415

    words = {
        exc.GeocoderTimedOut: "did not answer in time",
        exc.GeocoderUnavailable: "cannot be reached; is there internet?",
        exc.GeocoderQuotaExceeded: "has been asked too often; wait a while",
        exc.GeocoderAuthenticationFailure: "refuses the key",
        exc.GeocoderInsufficientPrivileges: "refuses to answer",
        (exc.GeocoderParseError, *BROKEN_ANSWERS): "gave an answer that cannot be read",
    }
    said = next((said for kind, said in words.items() if isinstance(error, kind)), None)
    cause = error.__context__
    if said is None and isinstance(cause, OSError) and not isinstance(cause, AdapterHTTPError):
        said = words[exc.GeocoderUnavailable]
    return said or f"cannot be asked ({' '.join(str(error).split())[:200] or type(error).__name__})"


def pause_after(last: datetime | None) -> float:
    """Return how many seconds a geocoder that answered last then is still to be left alone."""
    if last is None:
        return 0.0
    since = (datetime.now(UTC) - last).total_seconds()
    return min(SECONDS_BETWEEN, max(0.0, SECONDS_BETWEEN - since))


def service_of(geocoder: str, settings: Settings) -> Any:  # noqa: ANN401  # geopy has no types
    """Return a geopy geocoder with its settings; raise GeomapError for unknown ones."""
    from geopy.adapters import URLLibAdapter  # noqa: PLC0415  # geopy's geocoders load slowly
    from geopy.exc import GeopyError  # noqa: PLC0415
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
    takes = inspect.signature(kind.__init__).parameters.keys() - NO_TEXTS
    chosen: dict[str, object] = {"user_agent": USER_AGENT, "timeout": SECONDS_TO_WAIT}
    chosen = {key: value for key, value in chosen.items() if key in takes}
    for key, value in settings.items():
        if key not in takes:
            known = ", ".join(sorted(takes))
            raise GeomapError(f'{geocoder}: has no option "{key}"; it has: {known}')
        chosen[key] = number(key, value) if key in NUMBERS else value
    try:
        # The standard library's client: another one asks three times, and writes of it to the log.
        return kind(**chosen, adapter_factory=URLLibAdapter)
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
