"""Write articles, mentions and places. The caller holds the transaction."""

import sqlite3
from collections.abc import Iterable, Mapping

from gazetteer.place import Place
from geomap.errors import GeomapError
from geomap.model import Mention
from geomap.store.rows import MENTION_COLUMNS, PLACE_COLUMNS, Row, columns, compact
from geomap.store.written import Written, written

ADDED_PROVIDER = "user"
# Mentions that are only added to a stored article change no row that a trigger watches.
REWRITTEN = (
    "INSERT INTO rewritten_article SELECT ?, changes + 1 FROM state WHERE TRUE "
    "ON CONFLICT (article) DO UPDATE SET step = excluded.step"
)


def add_mentions(
    connection: sqlite3.Connection, article: int, mentions: Written, numbers: "PlaceNumbers"
) -> None:
    """Add an article's written mentions with the places that they and their candidates use."""
    names = ("article", *MENTION_COLUMNS)
    numbers.learn(mentions.places)
    rows = [(article, *row) for row in mentions.numbered(numbers)]
    connection.executemany(f"INSERT INTO mention ({columns(names)}) VALUES ({marks(names)})", rows)


def replace_mentions(
    connection: sqlite3.Connection, article: int, mentions: Iterable[Mention], *, gazetteer: str
) -> None:
    """Put what a new reading found in the place of an article's former mentions.

    A mention of the same stretch and kind keeps its identifier.
    """
    wanted = {(mention.start, mention.end, mention.kind): mention for mention in mentions}
    former = connection.execute(
        'SELECT mention_id, start, "end", kind FROM mention WHERE article = ?', (article,)
    ).fetchall()
    numbers = PlaceNumbers(connection)
    for mention_id, *stretch in former:
        mention = wanted.pop(tuple(stretch), None)
        if mention is None:
            connection.execute("DELETE FROM mention WHERE mention_id = ?", (mention_id,))
        else:
            update_mention(connection, mention_id, mention, numbers)
    add_mentions(connection, article, written(wanted.values()), numbers)
    connection.execute("UPDATE article SET gazetteer = ? WHERE number = ?", (gazetteer, article))
    connection.execute(REWRITTEN, (article,))
    note_change(connection)


def update_mention(
    connection: sqlite3.Connection, mention_id: int, mention: Mention, numbers: "PlaceNumbers"
) -> None:
    """Bring a mention up to what a new reading says of it."""
    one = written([mention])
    numbers.learn(one.places)
    connection.execute(
        f"UPDATE mention SET ({columns(MENTION_COLUMNS)}) = ({marks(MENTION_COLUMNS)}) "
        "WHERE mention_id = ?",
        (*one.numbered(numbers)[0], mention_id),
    )


def add_place(connection: sqlite3.Connection, place: Place) -> Place:
    """Keep a place added by hand; return it with the identifier it got."""
    row = connection.execute(
        "INSERT INTO added_place (name, place_type, longitude, latitude, country, aliases) "
        "VALUES (?, ?, ?, ?, ?, ?) RETURNING number",
        (place.name, place.place_type, place.longitude, place.latitude, place.country,
         compact(place.names)),
    ).fetchone()  # fmt: skip
    note_change(connection, places=1)
    return Place(
        place_id=f"{ADDED_PROVIDER}:{row[0]}",
        name=place.name,
        place_type=place.place_type,
        longitude=place.longitude,
        latitude=place.latitude,
        countries=place.countries,
        names=place.names,
    )


def remove_place(connection: sqlite3.Connection, place_id: str) -> None:
    """Forget a place added by hand; its copy stays until no mention uses it.

    Raises GeomapError for a place that is not there or was not added by hand.
    """
    removed = connection.execute(
        "DELETE FROM added_place WHERE ? || ':' || number = ?", (ADDED_PROVIDER, place_id)
    ).rowcount
    if not removed:
        raise GeomapError(
            f'"{place_id}" is not a place added to this database; '
            "list those with: geomap place list --db DATABASE"
        )
    note_change(connection, places=1)


def drop_copy(connection: sqlite3.Connection, place_id: str) -> None:
    """Drop the copy of a place that no mention, no candidate and no decision uses any more."""
    row = connection.execute(
        "SELECT number FROM place WHERE place_id = ? AND NOT EXISTS (SELECT 1 FROM decision "
        "WHERE decision.place = place.number OR decision.former_place = place.number)",
        (place_id,),
    ).fetchone()
    if row:
        connection.execute("DELETE FROM place_box WHERE number = ?", row)
        connection.execute("DELETE FROM place WHERE number = ?", row)


def note_change(connection: sqlite3.Connection, *, places: int = 0) -> None:
    """Let readers see that something was written, and whether an added place was."""
    connection.execute(
        "UPDATE state SET changes = changes + 1, place_changes = place_changes + ? WHERE one = 1",
        (places,),
    )


def marks(names: tuple[str, ...]) -> str:
    """Return a question mark a column."""
    return ", ".join("?" * len(names))


class PlaceNumbers(dict[str, int]):
    """The numbers of stored places by their identifier, for one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()
        self._connection = connection

    def learn(self, places: Mapping[str, Row]) -> None:
        """Keep a copy of each place, given as the columns of PLACE_COLUMNS."""
        for place_id, place in places.items():
            if place_id not in self:
                self[place_id] = stored_number(self._connection, place)


def stored_number(connection: sqlite3.Connection, place: Row) -> int:
    """Return the number of the stored copy of a place, made or brought up to date."""
    place_id, _, _, longitude, latitude, *_ = place
    row = connection.execute(
        f"SELECT number, {columns(PLACE_COLUMNS)} FROM place WHERE place_id = ?", (place_id,)
    ).fetchone()
    if row is not None and row[1:] == place:
        return int(row[0])
    if row is None:
        number = connection.execute(
            f"INSERT INTO place ({columns(PLACE_COLUMNS)}) VALUES ({marks(PLACE_COLUMNS)})", place
        ).lastrowid
    else:
        number = row[0]
        connection.execute(
            f"UPDATE place SET ({columns(PLACE_COLUMNS)}) = ({marks(PLACE_COLUMNS)}) "
            "WHERE number = ?",
            (*place, number),
        )
    connection.execute(
        "INSERT OR REPLACE INTO place_box VALUES (?, ?, ?, ?, ?)",
        (number, longitude, longitude, latitude, latitude),
    )
    return int(number or 0)
