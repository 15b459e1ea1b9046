"""What one sync costs, beside Anki's own sync server: see `__main__.py`."""
