"""A PostgreSQL of its own, in a temporary folder, reached by its socket only."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

PROGRAMS = Path("/usr/lib/postgresql")
ENDS_WITHIN_SECONDS = 20.0


class PostgresqlCluster:
    """Started when made; `options` are more of the postmaster's own."""

    def __init__(self, options: str = "") -> None:
        # Not under pytest's folder, which pytest closes to other users.
        self.folder = Path(tempfile.mkdtemp(prefix="jiyao-postgresql-"))
        self._options = f"-c listen_addresses= -k {self.folder} {options}"
        self._pid_file = self.folder / "cluster" / "postmaster.pid"
        self._as_user = _as_ordinary_user(self.folder)
        self._run("initdb", "--auth=trust", "--username=jiyao", "--encoding=UTF8", "--no-sync")
        self.start()

    def url(self, database: str) -> str:
        """The address of a database, for DATABASE_URL."""
        return f"postgresql://jiyao@/{database}?host={self.folder}"

    def connect(self, database: str) -> psycopg.Connection:
        """Open a connection that commits each statement."""
        return psycopg.connect(
            host=str(self.folder), user="jiyao", dbname=database, autocommit=True
        )

    def start(self) -> None:
        """Start it, after a crash too, and wait until it answers."""
        log = str(self.folder / "log")
        self._run("pg_ctl", "--wait", "--silent", "--log", log, "--options", self._options, "start")

    def kill(self) -> None:
        """End the postmaster and all of its processes without a chance to tidy up."""
        postmaster = self.postmaster
        os.kill(postmaster, signal.SIGSTOP)  # so that it starts nobody meanwhile
        processes = [postmaster, *self.backends()]
        for process in processes:
            _send_kill(process)
        deadline = time.monotonic() + ENDS_WITHIN_SECONDS
        while any(_runs(process) for process in processes):
            if time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not end: {processes}")
            time.sleep(0.005)
        # Where nobody reaps orphans the next postmaster would find its number still taken.
        for file in (self._pid_file, *self.folder.glob(".s.PGSQL.*.lock")):
            file.unlink()

    def kill_backend(self, number: int) -> None:
        """Kill one process, chosen by a number; the postmaster then starts all of them anew."""
        backends = self.backends()
        if backends:
            _send_kill(backends[number % len(backends)])

    def backends(self) -> list[int]:
        """Return the ids of the postmaster's processes."""
        postmaster = self.postmaster
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children")
        return [int(each) for each in children.read_text().split()]

    def remove(self) -> None:
        """Stop it and delete everything."""
        if self._pid_file.exists():
            self._run("pg_ctl", "--wait", "--silent", "--mode=immediate", "stop")
        shutil.rmtree(self.folder)

    @property
    def postmaster(self) -> int:
        """The id of the postmaster."""
        return int(self._pid_file.read_text().split()[0])

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [*self._as_user, str(_programs() / program), *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
            env={**os.environ, "PGDATA": str(self.folder / "cluster"), "LC_ALL": "C.UTF-8"},
        )


def has_postgresql() -> bool:
    """Tell whether PostgreSQL's programs are installed."""
    return any(PROGRAMS.glob("*/bin/initdb"))


def _programs() -> Path:
    """Return the folder of the newest PostgreSQL's programs."""
    versions = sorted(PROGRAMS.glob("*/bin"), key=lambda folder: int(folder.parent.name))
    return versions[-1]


def _as_ordinary_user(folder: Path) -> list[str]:
    # PostgreSQL refuses to run as root.
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres")
    return ["runuser", "-u", "postgres", "--"]


def _send_kill(process: int) -> None:
    with contextlib.suppress(ProcessLookupError):  # it ended by itself meanwhile
        os.kill(process, signal.SIGKILL)


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
