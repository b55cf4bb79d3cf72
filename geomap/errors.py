"""What can go wrong in geomap and be mended by its user."""

import errno

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)  # of OSError


class GeomapError(Exception):
    """The message says where, what and how to mend it, in one line."""


class NoRoomError(GeomapError):
    """A disk that is full."""


class BusyError(GeomapError):
    """A database that another process writes to for longer than we wait."""
