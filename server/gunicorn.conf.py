# ruff: noqa: N999 - the name that gunicorn gives its configuration
"""How gunicorn serves: one process with threads, unless PostgreSQL allows more."""

from pathlib import Path
from typing import Any

from server.config import Config

_config = Config.from_environment()

wsgi_app = "wsgi:app"
chdir = str(Path(__file__).resolve().parent.parent)
bind = f"{_config.HOST}:{_config.PORT}"
worker_class = "gthread"
workers = _config.WORKERS
threads = _config.THREADS
graceful_timeout = _config.GRACEFUL_SECONDS
timeout = 60
keepalive = 15
loglevel = "warning"
# X-Forwarded headers are read in one place only, and only with TRUSTED_PROXIES.
forwarded_allow_ips = ""
secure_scheme_headers: dict[str, str] = {}
limit_request_line = 2048
limit_request_fields = 64


def when_ready(server: Any) -> None:
    """Say where the page is."""
    scheme = "https" if server.cfg.is_ssl else "http"
    for address in server.cfg.address:
        host, port = address[:2]
        print(f"记要 Jiyao  {scheme}://{host}:{port}", flush=True)  # noqa: T201
