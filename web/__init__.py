"""What a reader sees: the map page, its JSON, and the server."""

from web.app import create_app

__all__ = ["create_app"]
