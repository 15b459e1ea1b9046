"""The real server in a process of its own, which tests and benchmarks start, kill and restart."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

REPOSITORY = Path(__file__).resolve().parent.parent
STARTS_WITHIN_SECONDS = 30.0
STOPS_WITHIN_SECONDS = 15.0


def free_port() -> int:
    """A loopback port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class RunningServer:
    """gunicorn as `make serve` runs it, with its own database, on a port it keeps over restarts.

    `under` is a command that runs it and watches: strace.
    """

    def __init__(
        self,
        folder: Path,
        environment: Mapping[str, str] | None = None,
        under: Sequence[str] = (),
    ) -> None:
        self.folder = folder
        self.under = under
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "server.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.environment = {
            **os.environ,
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "DATABASE_URL": f"sqlite:///{folder / 'jiyao.db'}",
            **(environment or {}),
        }

    def prepare(self) -> None:
        """Migrate the database and load the starter deck."""
        subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", "prepare"],
            cwd=REPOSITORY,
            env=self.environment,
            check=True,
            capture_output=True,
        )

    def start(self) -> None:
        """Start serving and wait until the process answers."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [
                    *self.under,
                    *(sys.executable, "-m", "gunicorn"),
                    *("--config", "server/gunicorn.conf.py", "wsgi:app"),
                ],
                cwd=REPOSITORY,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + STARTS_WITHIN_SECONDS
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The server did not start:\n{self.log.read_text()[-4000:]}")
            time.sleep(0.05)

    def kill(self) -> None:
        """End it without a chance to tidy up, as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """Ask it to end and return its exit code."""
        return self._end(signal.SIGTERM)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=2) as response:
                return bool(response.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def _end(self, with_signal: signal.Signals) -> int:
        if self.process is None:
            return 0
        # Its own session: the workers end with the master and nothing else does.
        if with_signal is signal.SIGKILL:
            os.killpg(self.process.pid, with_signal)
        else:
            self.process.send_signal(with_signal)
        code = self.process.wait(STOPS_WITHIN_SECONDS)
        self.process = None
        return code

    def __enter__(self) -> Self:
        self.prepare()
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
