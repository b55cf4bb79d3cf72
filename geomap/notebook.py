"""The way in for a notebook: `geomap.open("war.db").mentions(country="SY").map()`."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from geomap.errors import GeomapError
from geomap.exporting.geojson import lines
from geomap.exporting.layers import mentions_of
from geomap.filters import filter_of
from geomap.store import Filter, Store, StoredMention

if TYPE_CHECKING:
    import geopandas

VIEWS = "geomap.views"
MAP = "map"
ASKED = (
    "since", "until", "undated", "q", "country", "source", "language", "role", "precision",
    "min_confidence", "place", "bbox", "kind", "copies",
)  # fmt: skip

View = Callable[[Iterable[StoredMention]], object]


class Mentions:
    """Some mentions of a database, newest article first; read anew whenever they are gone over."""

    def __init__(self, path: Path, wanted: Filter) -> None:
        self.path = path
        self.wanted = wanted

    def __iter__(self) -> Iterator[StoredMention]:
        """Yield each with its reasons, candidates and excerpt."""
        with Store.open(self.path) as store, closing(store.each_mention(self.wanted)) as mentions:
            yield from mentions

    def __repr__(self) -> str:
        """Say what can be done with them."""
        return (
            f"<Mentions of {self.path}: go over them, or .to_geojson(), .to_geodataframe(), .map()>"
        )

    def to_geojson(self) -> dict[str, Any]:
        """Return a FeatureCollection, as `geomap export --format geojson` writes it."""
        with Store.open(self.path) as store:
            layer = mentions_of(store, self.wanted)
            with layer.reading() as rows:
                features = [orjson.loads(line) for line in lines(layer, rows)]
        return {"type": "FeatureCollection", "features": features}

    def to_geodataframe(self) -> "geopandas.GeoDataFrame":
        """Return a line a mention, its point in WGS 84; raise GeomapError without geopandas."""
        try:
            from geomap.exporting.frames import frame_of  # noqa: PLC0415  # only with the extra
        except ModuleNotFoundError as error:
            raise GeomapError(
                f"to_geodataframe: needs {error.name}, which is not installed; "
                "pip install 'geomap-news[geo]'"
            ) from error
        with Store.open(self.path) as store:
            return frame_of(mentions_of(store, self.wanted))

    def map(self) -> object:
        """Return a map that shows itself in Jupyter; raise GeomapError where nothing draws one."""
        draw = view()
        with (
            Store.open(self.path) as store,
            closing(store.each_brief_mention(self.wanted)) as mentions,
        ):
            return draw(mentions)


class Database(Mentions):
    """A database: all its mentions of places, or with `mentions` those of a filter."""

    def mentions(self, **asked: Any) -> Mentions:  # noqa: ANN401  # as filter_of takes them
        """Return the mentions that are asked for.

        `since`, `until`, `undated`, `q`, `country`, `source`, `language`, `role`, `precision`,
        `min_confidence`, `place`, `bbox`, `kind` and `copies` mean what the options of `geomap
        export` mean, a list where those may be given again; raises GeomapError for what can mean
        nothing.
        """
        unknown = asked.keys() - ASKED
        if unknown:
            raise GeomapError(
                f'mentions: "{min(unknown)}" is nothing to ask for; that is: {", ".join(ASKED)}'
            )
        return Mentions(self.path, filter_of(**asked))

    def __repr__(self) -> str:
        """Say what can be asked of it."""
        return f'<Database {self.path}: ask for .mentions(country="SY", since="2015-10-01")>'


def opened(path: Path) -> Database:
    """Return a database; raise GeomapError where there is none of ours."""
    Store.open(path).close()
    return Database(path, Filter())


def view() -> View:
    """Return what draws a map, from whichever package is installed that does."""
    point: EntryPoint | None = next(iter(entry_points(group=VIEWS, name=MAP)), None)
    if point is None:
        raise GeomapError("map: no installed package draws maps; install geomap-news with its web")
    try:
        loaded: View = point.load()
    except ModuleNotFoundError as error:
        raise GeomapError(
            f"map: needs {error.name}, which is not installed; pip install {error.name}"
        ) from error
    return loaded
