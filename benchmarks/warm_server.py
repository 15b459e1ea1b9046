"""The real server, started from a process that has read its code already.

Reading the code takes a second, which a thousand restarts would pay a thousand times. What is
forked is that process; gunicorn, its configuration and the app are made anew at each start.
"""

import multiprocessing
import os
import signal
import sys
from multiprocessing.process import BaseProcess
from pathlib import Path

from tests.running_server import REPOSITORY, RunningServer

READ_AHEAD = [
    "gunicorn.app.wsgiapp",
    "gunicorn.workers.gthread",
    "flask_migrate",
    "psycopg",
    "server",
    "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.dialects.sqlite.pysqlite",
]


class WarmServer(RunningServer):
    """Starts in a tenth of a second, and does not wait until it answers."""

    forked: BaseProcess | None = None

    def start(self) -> None:
        """Start serving."""
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(READ_AHEAD)
        self.forked = context.Process(target=_serve, args=(self.environment, self.log))
        self.forked.start()

    def kill(self) -> None:
        """End master and workers without a chance to tidy up."""
        self._signal(signal.SIGKILL)

    def stop(self) -> int:
        """Ask it to end and return its exit code."""
        return self._signal(signal.SIGTERM)

    def is_running(self) -> bool:
        """Tell whether the master is there."""
        return self.forked is not None and self.forked.is_alive()

    def _signal(self, number: signal.Signals) -> int:
        if self.forked is None or self.forked.pid is None:
            return 0
        try:
            if number is signal.SIGKILL:
                os.killpg(self.forked.pid, number)
            else:
                os.kill(self.forked.pid, number)
        except ProcessLookupError:
            # So soon that it has no group of its own yet, or it ended by itself.
            self.forked.kill()
        self.forked.join()
        code = self.forked.exitcode or 0
        self.forked = None
        return code


def _serve(environment: dict[str, str], log: Path) -> None:
    os.setsid()
    with log.open("ab") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(REPOSITORY)
    sys.argv = ["gunicorn", "--config", "server/gunicorn.conf.py", "wsgi:app"]
    from gunicorn.app.wsgiapp import run

    run()
