"""Expressions in CQL2 (OGC 21-065r2), as JSON, turned into SQL with bound parameters.

Nothing of an expression becomes SQL text: properties are looked up among the queryables,
operators in the tables below, and values are bound.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from geomap.errors import GeomapError
from geomap.store.conditions import Condition
from geomap.store.model import BoundingBox, Collection
from geomap.store.queryables import GEOMETRY, INSIDE, QUERYABLES, WITHOUT_POINT, Queryable

COMPARISONS = {"=": "=", "<>": "<>", "<": "<", ">": ">", "<=": "<=", ">=": ">="}
JUNCTIONS = {"and": " AND ", "or": " OR "}
FOLDINGS = {"casei": "cql_casei", "accenti": "cql_accenti"}
DEEPEST = 50  # expressions inside expressions
MOST_TERMS = 500
MOST_WILDCARDS = 4  # matching more takes a time that grows with each
GLOB_SPECIAL = frozenset("*?[")
FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)  # RFC 3339, section 5.6
MOMENT = re.compile(rf"{FULL_DATE.pattern}T\d\d:\d\d:\d\d(\.\d{{1,6}})?Z", re.ASCII)

Json = Any
Text = str | float | None  # as SQLite gives it


class ExpressionError(GeomapError):
    """An expression that asks for what there is not; the message says what."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value in SQL; `type` is that of a queryable or of a literal."""

    sql: str
    parameters: tuple[Any, ...]
    type: str


def condition_of_expression(expression: Json, collection: Collection) -> Condition:
    """Return the SQL of an expression; raise ExpressionError where it cannot be meant here."""
    return Translation(collection).boolean(expression, 0)


def casei(text: Text) -> Text:
    """Fold case, as CQL2's CASEI."""
    return text.casefold() if isinstance(text, str) else text


def accenti(text: Text) -> Text:
    """Take accents away, as CQL2's ACCENTI."""
    if not isinstance(text, str):
        return text
    parts = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def rounded(number: Text) -> Text:
    """Round a confidence as what is written of it is rounded; SQLite's own goes another way."""
    return round(number, 4) if isinstance(number, float) else number


FUNCTIONS: dict[str, Callable[[Text], Text]] = {
    "cql_casei": casei, "cql_accenti": accenti, "rounded": rounded
}  # fmt: skip


class Translation:
    """One expression on its way into SQL."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._queryables = QUERYABLES[collection]
        self._terms = 0
        self._operators: dict[str, Callable[[Sequence[Json]], Condition]] = {
            "isNull": self._is_null, "between": self._between, "in": self._in,
            "like": self._like, "s_intersects": self._intersects,
        }  # fmt: skip

    def boolean(self, node: Json, depth: int) -> Condition:
        """Return an expression that is true or false."""
        self._count(depth)
        if isinstance(node, bool):
            return ("TRUE" if node else "FALSE"), ()
        operator, arguments = operation(node)
        if operator in JUNCTIONS:
            return self._joined(JUNCTIONS[operator], arguments, depth)
        if operator == "not":
            [inner] = exactly(1, operator, arguments)
            sql, parameters = self.boolean(inner, depth + 1)
            return f"NOT ({sql})", parameters
        if operator in COMPARISONS:
            return self._compared(operator, arguments)
        if operator not in self._operators:
            told = (*JUNCTIONS, "not", *COMPARISONS, *self._operators)
            raise ExpressionError(f'"filter" uses "{operator}"; those are known: {", ".join(told)}')
        return self._operators[operator](arguments)

    def _count(self, depth: int) -> None:
        self._terms += 1
        if depth > DEEPEST or self._terms > MOST_TERMS:
            raise ExpressionError('"filter" is too long; ask for less at once')

    def _joined(self, word: str, arguments: Sequence[Json], depth: int) -> Condition:
        if len(arguments) < 2:
            raise ExpressionError('"filter" joins fewer than two conditions; give two')
        parts = [self.boolean(each, depth + 1) for each in arguments]
        return (
            word.join(f"({sql})" for sql, _ in parts),
            tuple(value for _, values in parts for value in values),
        )

    def _compared(self, operator: str, arguments: Sequence[Json]) -> Condition:
        left, right = alike(*map(self._scalar, exactly(2, operator, arguments)))
        return (
            f"{left.sql} {COMPARISONS[operator]} {right.sql}", left.parameters + right.parameters
        )  # fmt: skip

    def _is_null(self, arguments: Sequence[Json]) -> Condition:
        [asked] = exactly(1, "isNull", arguments)
        if asked == {"property": GEOMETRY}:
            return WITHOUT_POINT[self._collection], ()
        value = self._scalar(asked)
        return f"{value.sql} IS NULL", value.parameters

    def _between(self, arguments: Sequence[Json]) -> Condition:
        value, low, high = map(self._scalar, exactly(3, "between", arguments))
        alike(value, low)
        alike(value, high)
        return (
            f"{value.sql} BETWEEN {low.sql} AND {high.sql}",
            value.parameters + low.parameters + high.parameters,
        )

    def _in(self, arguments: Sequence[Json]) -> Condition:
        asked, among = exactly(2, "in", arguments)
        if not isinstance(among, list) or not 0 < len(among) <= MOST_TERMS:
            raise ExpressionError('"filter" uses "in" without a list; write: role IN (\'event\')')
        value = self._scalar(asked)
        if value.type == "date":  # /conf/advanced-comparison-operators/in has days as texts too
            among = [{"date": each} if isinstance(each, str) else each for each in among]
        listed = [self._scalar(each) for each in among]
        for each in listed:
            alike(value, each)
        marks = ", ".join(each.sql for each in listed)
        parameters = tuple(one for each in listed for one in each.parameters)
        return f"{value.sql} IN ({marks})", value.parameters + parameters

    def _like(self, arguments: Sequence[Json]) -> Condition:
        value, pattern = map(self._scalar, exactly(2, "like", arguments))
        given = pattern.parameters[0] if len(pattern.parameters) == 1 else None
        if value.type != "text" or not isinstance(given, str):
            raise ExpressionError('"filter" uses "like" otherwise than: title LIKE \'Fire%\'')
        return f"{value.sql} GLOB {pattern.sql}", (*value.parameters, glob_of(given))

    def _intersects(self, arguments: Sequence[Json]) -> Condition:
        asked = exactly(2, "s_intersects", arguments)
        shapes = [each for each in asked if each != {"property": GEOMETRY}]
        if len(shapes) != 1:
            raise ExpressionError(f'"filter": write S_INTERSECTS({GEOMETRY}, BBOX(w,s,e,n))')
        return INSIDE[self._collection](box_of(shapes[0]))

    def _scalar(self, node: Json, depth: int = 0) -> Scalar:
        value = literal(node)
        if value is not None:
            return value
        if isinstance(node, dict) and isinstance(node.get("property"), str):
            found = self._queryable(node["property"])
            return Scalar(found.sql, (), "number" if found.type == "integer" else found.type)
        if isinstance(node, dict) and node.get("op") in FOLDINGS:
            operator, arguments = operation(node)
            value = self._folded(exactly(1, operator, arguments)[0], depth + 1)
            return Scalar(f"{FOLDINGS[operator]}({value.sql})", value.parameters, "text")
        raise ExpressionError(
            f'"filter" compares {str(node)[:60]}; write a property, a number, a text in '
            "quotation marks ' or DATE('2015-10-31')"
        )

    def _folded(self, node: Json, depth: int) -> Scalar:
        self._count(depth)
        value = self._scalar(node, depth)
        if value.type != "text":
            raise ExpressionError('"filter" uses casei or accenti of what is no text')
        return value

    def _queryable(self, name: str) -> Queryable:
        if name not in self._queryables:
            raise ExpressionError(
                f'"filter" asks for "{name}"; those are known: {", ".join(self._queryables)}, '
                f"and {GEOMETRY} in s_intersects"
            )
        return self._queryables[name]


def literal(node: Json) -> Scalar | None:
    """Return the value that stands there itself, None where something else does."""
    if isinstance(node, str):
        return Scalar("?", (node,), "text")
    if isinstance(node, bool):
        return Scalar("TRUE" if node else "FALSE", (), "boolean")
    if isinstance(node, int | float):
        return Scalar("?", (bound(node),), "number")
    if isinstance(node, dict) and isinstance(node.get("date"), str):
        return Scalar("?", (day_of(node["date"]),), "date")
    if isinstance(node, dict) and isinstance(node.get("timestamp"), str):
        return Scalar("?", (moment_of(node["timestamp"]),), "timestamp")
    return None


def operation(node: Json) -> tuple[str, list[Json]]:
    """Return an operator and its arguments."""
    if isinstance(node, dict):
        operator, arguments = node.get("op"), node.get("args")
        if isinstance(operator, str) and isinstance(arguments, list):
            return operator, arguments
    raise ExpressionError(f'"filter" has {str(node)[:60]} where a condition should be')


def exactly(count: int, operator: str, arguments: Sequence[Json]) -> Sequence[Json]:
    """Return the arguments if they are as many as the operator takes."""
    if len(arguments) != count:
        raise ExpressionError(f'"filter" gives "{operator}" {len(arguments)} values, not {count}')
    return arguments


def alike(left: Scalar, right: Scalar) -> tuple[Scalar, Scalar]:
    """Return two values if they can be compared."""
    if left.type != right.type:
        hint = "; write a day as DATE('2015-10-31')" if "date" in (left.type, right.type) else ""
        raise ExpressionError(f'"filter" compares a {left.type} with a {right.type}{hint}')
    return left, right


def day_of(given: str) -> str:
    """Return a day as the database writes it."""
    try:
        if not FULL_DATE.fullmatch(given):
            raise ValueError(given)
        return date.fromisoformat(given).isoformat()
    except ValueError as error:
        raise ExpressionError(f'"filter" has the date "{given}"; write 2015-10-31') from error


def moment_of(given: str) -> str:
    """Return a moment in UTC, so written that the later is the greater."""
    try:
        if not MOMENT.fullmatch(given):
            raise ValueError(given)
        return datetime.fromisoformat(given).astimezone(UTC).isoformat(timespec="microseconds")
    except (ValueError, OverflowError) as error:
        raise ExpressionError(
            f'"filter" has the timestamp "{given}"; write 2015-10-31T12:00:00Z'
        ) from error


def bound(number: float) -> float:
    """Return a number as SQLite takes it: a whole one of 64 bits, or a float."""
    if -(2**63) <= number < 2**63:
        return number
    try:
        return float(number)
    except OverflowError as error:
        raise ExpressionError('"filter" has a number of more than 308 digits') from error


def box_of(shape: Json) -> BoundingBox:
    """Return the box that a shape is: a box, or a point. Heights are left out."""
    numbers = edges(shape)
    if all(isinstance(each, int | float) and not isinstance(each, bool) for each in numbers):
        west, south, east, north = numbers
        if abs(west) <= 180 and abs(east) <= 180 and -90 <= south <= north <= 90:
            return BoundingBox(
                west=float(west), south=float(south), east=float(east), north=float(north)
            )
    raise ExpressionError(
        '"filter" has a shape beyond the Earth; longitudes go from -180 to 180, latitudes from '
        "-90 to 90, south first"
    )


def edges(shape: Json) -> list[Any]:
    """Return the four edges of a shape as they are given."""
    if isinstance(shape, dict):
        box, point = shape.get("bbox"), shape.get("coordinates")
        if isinstance(box, list) and len(box) in (4, 6):
            return box if len(box) == 4 else [*box[:2], *box[3:5]]
        if shape.get("type") == "Point" and isinstance(point, list) and len(point) in (2, 3):
            return [*point[:2], *point[:2]]
    raise ExpressionError('"filter" has a shape that is neither BBOX(w,s,e,n) nor POINT(x y)')


def glob_of(pattern: str) -> str:
    r"""Return a pattern of LIKE (% for any text, _ for a character, \ before them) for GLOB."""
    found, characters = [], iter(pattern)
    for character in characters:
        if character == "%":
            found.append("*")
        elif character == "_":
            found.append("?")
        else:
            literal = next(characters, "\\") if character == "\\" else character
            found.append(f"[{literal}]" if literal in GLOB_SPECIAL else literal)
    if found.count("*") > MOST_WILDCARDS:
        raise ExpressionError(f'"filter" has more than {MOST_WILDCARDS} % in a pattern; use fewer')
    return "".join(found)
