"""Which countries there are."""

from functools import cache

from gazetteer.sources import rows


@cache
def country_codes() -> frozenset[str]:
    """Return the codes (ISO 3166-1 alpha-2) of the countries that the gazetteer knows."""
    return frozenset(row["country"] for row in rows("countries") if row["place_type"] == "country")
