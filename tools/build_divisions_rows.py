"""The common row of every shipped table of reference places, and how it is written."""

import gzip
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

HEADER = [
    "id",
    "name",
    "place_type",
    "longitude",
    "latitude",
    "population",
    "country",
    "admin1",
    "admin2",
    "names",
    "source",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One place; `country` holds ISO 3166-1 alpha-2 codes joined by commas, or nothing."""

    id: str
    name: str
    place_type: str
    longitude: float
    latitude: float
    country: str
    source: str
    population: int = 0
    admin1: str = ""
    admin2: str = ""
    names: tuple[str, ...] = ()

    def cells(self) -> list[str]:
        return [
            self.id,
            self.name,
            self.place_type,
            degrees(self.longitude),
            degrees(self.latitude),
            str(self.population or ""),
            self.country,
            self.admin1,
            self.admin2,
            "|".join(self.names),
            self.source,
        ]


def degrees(value: float) -> str:
    """Return at most five decimals, without trailing zeros."""
    return f"{value:.5f}".rstrip("0").rstrip(".")


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write tab-separated rows; a path that ends in .gz is packed without a time stamp."""
    lines = ["\t".join(header), *("\t".join(row) for row in rows)]
    body = ("\n".join(lines) + "\n").encode("utf-8")
    if path.suffix == ".gz":
        body = gzip.compress(body, compresslevel=9, mtime=0)
    path.write_bytes(body)
    print(f"{path.name}: {len(lines) - 1} rows, {path.stat().st_size} bytes")
