"""The imports of this machine: layers made from files, which any database can name."""

import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gazetteer.errors import GazetteerError
from gazetteer.layer import Layer

SUFFIX = ".gaz"
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
# The providers of identifiers; an import's name is one too.
TAKEN = frozenset({"geonames", "geomap", "import", "user", "wikidata"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """A compiled import. `rows` are those its file had, `joined` those that were known places."""

    name: str
    path: Path
    source: str
    imported: datetime
    rows: int
    places: int
    joined: int
    version: str


def imports_folder() -> Path:
    """Return where imports are kept.

    That is GEOMAP_DATA, `imports` under GEOMAP_CACHE, or the user's data folder.
    """
    if named := os.environ.get("GEOMAP_DATA"):
        return Path(named)
    if cache := os.environ.get("GEOMAP_CACHE"):
        return Path(cache) / "imports"
    from platformdirs import user_data_path  # noqa: PLC0415  # only asked for without them

    return user_data_path("geomap") / "imports"


def checked_import_name(name: str) -> str:
    """Return an import's name; raise GazetteerError for one that no identifier could begin with."""
    if not NAME.fullmatch(name) or name in TAKEN:
        raise GazetteerError(
            f'"{name}" cannot name an import; use up to 40 small letters, digits and hyphens, '
            f"and none of: {', '.join(sorted(TAKEN))}"
        )
    return name


def name_from(path: Path) -> str:
    """Return the name that a file's import has unless another is given."""
    plain = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")[:40]
    return f"{plain}-import" if plain in TAKEN else plain or "import-1"


def import_path(name: str) -> Path:
    """Return where an import's layer is or will be."""
    return imports_folder() / f"{checked_import_name(name)}{SUFFIX}"


def import_layer(name: str) -> Layer:
    """Open an import's layer; raise GazetteerError where it is missing or damaged."""
    path = import_path(name)
    try:
        return Layer.open(path)
    except FileNotFoundError as error:
        raise GazetteerError(
            f"import:{name}: is not on this machine ({path}); import its file again with "
            f"--name {name}"
        ) from error
    except GazetteerError as error:
        raise GazetteerError(
            f"import:{name}: {path} is damaged or of another version; import its file again with "
            f"--name {name}"
        ) from error


def import_of(name: str) -> Import:
    """Return what is known of an import; raise GazetteerError where it is missing or damaged."""
    about: dict[str, Any] = import_layer(name).about
    path = import_path(name)
    return Import(
        name=name, path=path, source=about["source"], rows=about["rows"],
        imported=datetime.fromtimestamp(path.stat().st_mtime, UTC), places=about["places"],
        joined=about["joined"], version=about["version"],
    )  # fmt: skip


def imports() -> list[Import]:
    """Return the imports of this machine that can be used, by name."""
    found = []
    for path in sorted(imports_folder().glob(f"*{SUFFIX}")):
        try:
            found.append(import_of(path.stem))
        except GazetteerError:
            continue
    return found


def remove_import(name: str) -> None:
    """Remove an import from this machine; raise GazetteerError where there is none."""
    path = import_path(name)
    try:
        path.unlink()
        path.with_suffix(".lock").unlink(missing_ok=True)
    except FileNotFoundError as error:
        raise GazetteerError(
            f"import:{name}: is not on this machine; list those with: geomap place list"
        ) from error
    except OSError as error:
        raise GazetteerError(
            f"{path}: cannot be removed ({error.strerror}); check its folder's permissions"
        ) from error
