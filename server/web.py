"""The page, its service worker and its manifest, from the root."""

from flask import Flask

from server.config import Config


def init_app(app: Flask, config: Config) -> None:
    """Serve the built page."""
