"""A place: one gazetteer entry."""

from collections.abc import Iterable
from dataclasses import dataclass, field

POPULATED_TYPES = frozenset(
    {"capital", "admin1 seat", "admin2 seat", "populated place", "neighbourhood"}
)
WATER_TYPES = frozenset(
    {"ocean", "sea", "gulf", "strait", "channel", "river", "canal", "lake", "wetland"}
)
SITE_TYPES = frozenset({"airport", "base", "border crossing", "camp", "dam", "port"})
REGION_TYPES = frozenset(
    {"continent", "region", "island", "islands", "peninsula", "cape", "mountain", "mountains",
     "plateau", "plain", "valley", "desert", "oasis", "forest"}
)  # fmt: skip
DIVISION_TYPES = frozenset({"country", "admin1", "admin2"})
PLACE_TYPES = POPULATED_TYPES | WATER_TYPES | SITE_TYPES | REGION_TYPES | DIVISION_TYPES


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place on Earth, as its provider describes it.

    `place_id` carries its provider: `geonames:170063`, `geomap:euphrates`, `user:7`.
    `population` is 0 where unknown. `countries` are ISO 3166-1 alpha-2 codes, the most
    important first; a sea may have several or none. `admin1` and `admin2` are GeoNames codes,
    empty where unknown. `names` are further names, in no order.
    """

    place_id: str
    name: str
    place_type: str
    longitude: float
    latitude: float
    population: int = 0
    countries: tuple[str, ...] = ()
    admin1: str = ""
    admin2: str = ""
    names: tuple[str, ...] = field(default=(), compare=False)

    @property
    def country(self) -> str:
        """The first country's code, or the empty string where there is none."""
        return self.countries[0] if self.countries else ""

    @property
    def geonameid(self) -> int | None:
        """The GeoNames number, or None where another provider described the place."""
        provider, _, number = self.place_id.partition(":")
        return int(number) if provider == "geonames" else None

    @property
    def all_names(self) -> Iterable[str]:
        """The primary name, then the further ones."""
        return (self.name, *self.names)
