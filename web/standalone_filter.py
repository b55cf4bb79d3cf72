"""What a filter leaves, in words."""

from geomap.store import Filter


def told_filter(wanted: Filter) -> str:
    """Return a sentence on what the mentions are, empty where they are all."""
    parts = [
        *([f"since {wanted.since}"] if wanted.since else []),
        *([f"until {wanted.until}"] if wanted.until else []),
        *(["without a date"] if wanted.undated else []),
        *([f"with the words {wanted.words}"] if wanted.words else []),
        *listed("country", wanted.countries),
        *listed("source", wanted.sources),
        *listed("language", wanted.languages),
        *listed("role", wanted.roles),
        *listed("precision", wanted.precisions),
        *([f"at least {wanted.min_confidence:.0%} sure"] if wanted.min_confidence else []),
        *([f"of the place {wanted.place_id}"] if wanted.place_id else []),
        *(["within a box"] if wanted.bbox else []),
    ]
    return f"Only mentions {', '.join(parts)}." if parts else ""


def listed(word: str, values: frozenset[str]) -> list[str]:
    """Return a choice among several values, or nothing where all are wanted."""
    return [f"{word} {' or '.join(sorted(values))}"] if values else []
