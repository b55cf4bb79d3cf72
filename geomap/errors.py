"""What can go wrong in geomap and be mended by its user."""


class GeomapError(Exception):
    """The message says where, what and how to mend it, in one line."""
