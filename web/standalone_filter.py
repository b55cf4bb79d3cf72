"""What a filter leaves, for the page to say in its reader's language."""

from typing import Any

from geomap.store import Filter


def told_filter(wanted: Filter) -> dict[str, Any]:
    """Return what a filter asks for by what the page calls it, empty where it asks for nothing."""
    asked = {
        "since": wanted.since and wanted.since.isoformat(),
        "until": wanted.until and wanted.until.isoformat(),
        "undated": wanted.undated,
        "words": wanted.words,
        "countries": sorted(wanted.countries),
        "sources": sorted(wanted.sources),
        "languages": sorted(wanted.languages),
        "roles": sorted(wanted.roles),
        "precisions": sorted(wanted.precisions),
        "confidence": wanted.min_confidence,
        "place": wanted.place_id,
        "box": wanted.bbox is not None,
    }
    return {name: value for name, value in asked.items() if value}
