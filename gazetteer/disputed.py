"""Who claims a disputed place, whatever country it is filed under."""

from functools import cache

from gazetteer.sources import rows


@cache
def claimants() -> dict[str, tuple[str, ...]]:
    """Return the ISO codes of the countries that claim each disputed place, by its identifier."""
    return {row["id"]: tuple(row["claimants"].split(",")) for row in rows("disputed")}
