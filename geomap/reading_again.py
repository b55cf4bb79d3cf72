"""Read stored articles again, each with the habits that it was read with before."""

from geomap.decided import laid_over
from geomap.geoparser import Geoparser
from geomap.model import Mention
from geomap.parsing.habits import Habits
from geomap.store import Store, StoredArticle


class ReaderAgain:
    """Gives the same answer for an article until a newer snapshot of habits is taken for it.

    The geoparser is this reader's own from then on.
    """

    def __init__(self, store: Store, geoparser: Geoparser) -> None:
        self._store = store
        self._geoparser = geoparser
        self._habits: dict[int, Habits] = {geoparser.habits.number: geoparser.habits}
        self.version = geoparser.version

    def mentions(self, stored: StoredArticle, *, snapshot: int | None = None) -> list[Mention]:
        """Return an article's mentions as they are read now, people's decisions laid over them.

        `snapshot` is the number of other habits than those that the article records.
        """
        number = stored.snapshot if snapshot is None else snapshot
        if number not in self._habits:
            self._habits[number] = self._store.snapshots.habits(number)
        self._geoparser.habits = self._habits[number]
        return laid_over(stored, self._geoparser.parse(stored.article))
