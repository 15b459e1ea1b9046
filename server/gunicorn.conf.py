# ruff: noqa: N999 - the name that gunicorn gives its configuration
"""How gunicorn serves: one process with threads, unless PostgreSQL allows more."""

import logging
import sys
from pathlib import Path
from typing import Any

from server.config import Config

_config = Config.from_environment()

wsgi_app = "wsgi:app"
chdir = str(Path(__file__).resolve().parent.parent)
bind = f"{_config.HOST}:{_config.PORT}"
# A thread that computes lets another one go on after so long. With Python's 5 ms a short request,
# which lets go at each of its statements, would wait 5 ms as often beside a large one.
sys.setswitchinterval(0.0005)
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


def _says_nothing_of_the_caller(record: logging.LogRecord) -> bool:
    # Such a line quotes the address and the bytes that could not be read, a cookie among them.
    return "Invalid request" not in record.getMessage()


logging.getLogger("gunicorn.error").addFilter(_says_nothing_of_the_caller)


def when_ready(server: Any) -> None:
    """Say where the page is."""
    scheme = "https" if server.cfg.is_ssl else "http"
    for address in server.cfg.address:
        host, port = address[:2]
        print(f"记要 Jiyao  {scheme}://{host}:{port}", flush=True)  # noqa: T201


def post_worker_init(worker: Any) -> None:
    """Begin the daily backups: in the process that serves, and in no command."""
    worker.app.wsgi().extensions["daily_backup"].start()
