"""How many features there are on all pages, counted once for as long as nothing is written.

A client asks for thousands of pages by one filter, and to count is most of the work of a page.
"""

from collections import OrderedDict
from dataclasses import replace
from threading import Lock

from geomap.store import Collection, Listing, Store
from geomap.store.listing import Lists

REMEMBERED = 256  # counts

Key = tuple[str, int, int, Collection, str]

_counts: OrderedDict[Key, int] = OrderedDict()
_lock = Lock()


def matching(store: Store, lists: Lists, collection: Collection, asked: Listing) -> int:
    """Return the number, within the reading that `lists` belongs to."""
    wanted = repr(replace(asked, after=0, limit=-1))
    file = store.path.absolute()
    key = (str(file), file.stat().st_ino, store.changes(), collection, wanted)
    with _lock:
        if key in _counts:
            _counts.move_to_end(key)
            return _counts[key]
    counted = lists.matching(collection, asked)
    with _lock:
        _counts[key] = counted
        while len(_counts) > REMEMBERED:
            _counts.popitem(last=False)
    return counted
