"""What can go wrong in the gazetteer and be mended by its user."""


class GazetteerError(Exception):
    """The message says where, what and how to mend it, in one line."""
