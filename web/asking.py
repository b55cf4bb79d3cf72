"""Read what a request asks for; say what is wrong with it by name."""

import math
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import get_args

from flask import Request

from geomap import filters
from geomap.errors import GeomapError
from geomap.store import BoundingBox, Verdict
from web.problems import BadValueError

WHOLE = re.compile(r"[1-9]\d{0,17}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlace:
    """A place as the form gives it; `country` may be empty."""

    name: str
    longitude: float
    latitude: float
    country: str
    aliases: tuple[str, ...]


def box_of(given: str | None) -> BoundingBox | None:
    """Read `west,south,east,north` in degrees; None where nothing was given."""
    if given is None:
        return None
    try:
        return filters.box_of(given)
    except GeomapError as error:
        raise BadValueError(str(error)) from error


def limit_of(given: str | None, *, usual: int, most: int, name: str = "limit") -> int:
    """Read a whole number from 1 to `most`."""
    if given is None:
        return usual
    if not WHOLE.fullmatch(given) or int(given) > most:
        raise BadValueError(f'"{name}" is "{given}"; write a whole number from 1 to {most}')
    return int(given)


def json_of(request: Request) -> object:
    """Read a JSON body; raise BadValueError for one that nests without end."""
    try:
        return request.get_json()
    except RecursionError as error:
        raise BadValueError("the body nests too deeply; send what the API describes") from error


def new_place_of(body: object) -> NewPlace:
    """Read the JSON body of an added place."""
    if not isinstance(body, dict):
        raise BadValueError('the body is not an object; write {"name": "...", "longitude": ...}')
    return NewPlace(
        name=text_of(body, "name"),
        longitude=degrees_of(body, "longitude"),
        latitude=degrees_of(body, "latitude"),
        country=text_of(body, "country", required=False),
        aliases=aliases_of(body),
    )


def text_of(body: Mapping[str, object], key: str, *, required: bool = True) -> str:
    """Read a string."""
    value = body.get(key, None if required else "")
    if not isinstance(value, str):
        raise BadValueError(f'"{key}" is missing or not text; write it in quotation marks')
    return value


def degrees_of(body: Mapping[str, object], key: str) -> float:
    """Read a finite number."""
    value = body.get(key)
    if isinstance(value, int | float) and not isinstance(value, bool):
        with suppress(OverflowError):
            number = float(value)
            if math.isfinite(number):
                return number
    raise BadValueError(f'"{key}" is missing or not a number; write degrees, as 36.12')


def aliases_of(body: Mapping[str, object]) -> tuple[str, ...]:
    """Read the other spellings."""
    value = body.get("aliases", [])
    if not isinstance(value, list) or not all(isinstance(alias, str) for alias in value):
        raise BadValueError('"aliases" is not a list of texts; write ["...", "..."]')
    return tuple(value)


def number_of(body: Mapping[str, object], key: str) -> int:
    """Read a whole number that the store can have given."""
    value = body.get(key)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 2**63:
        raise BadValueError(f'"{key}" is missing or not a whole number; write it as 7')
    return value


def verdict_of(body: Mapping[str, object]) -> Verdict:
    """Read what was decided."""
    verdicts: dict[object, Verdict] = {each: each for each in get_args(Verdict)}
    value = body.get("verdict")
    if not isinstance(value, str) or value not in verdicts:
        raise BadValueError(
            f'"verdict" is {value!r}; write one of: {", ".join(map(str, verdicts))}'
        )
    return verdicts[value]
