"""What gunicorn and `flask` start."""

from server import create_app

app = create_app()
