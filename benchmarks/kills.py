"""The server is killed a thousand times under four writers, and keeps what it acknowledged.

    python -m benchmarks.kills [--database sqlite postgresql] [--kills 1000] [--events 1000000]
                               [--folder FOLDER]

Four devices of two accounts push 500 events at a time, without a pause. Master and workers of the
real server are killed (SIGKILL) at random moments: mostly amid pushes, each tenth time while it
starts. On PostgreSQL each tenth kill takes the database too, the whole cluster or one of its
backends. At the end a new device of each account pulls everything: each acknowledged event must be
there, none twice, count and sum must be those of the account's digest, and SQLite must find its
file whole. Exits with 1 if anything is missing.

Ten minutes for each database. Ctrl-C ends the kills early and judges what was done. With --folder
database and acknowledgements stay there, and the next run goes on with them: SQLite only.
"""

import argparse
import contextlib
import random
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from benchmarks.warm_server import WarmServer
from server import create_app
from server.sync.digest import EMPTY_SUM, add_to_sum
from tests.postgresql_cluster import PostgresqlCluster
from tests.server.sync.phone import new_account, new_device
from tests.writers import Writer, pulled_ids, sync

ACCOUNTS = 2
DEVICES_OF_AN_ACCOUNT = 2
PUSHED_AT_ONCE = 500
LONGEST_PUSH_SECONDS = 0.25
STARTS_WITHIN_SECONDS = 0.3
NOTHING_FOR_SECONDS = 60
ID_BYTES = 16
PRINT_EACH = 25


@dataclass
class Place:
    """Where it happens: the server, and how its database is made to fall too."""

    server: WarmServer
    app: Flask
    fell_database: Callable[[int], None] | None


@contextlib.contextmanager
def on_sqlite(folder: Path) -> Iterator[Place]:
    """A database file in the folder, new or from the run before."""
    folder.mkdir(parents=True, exist_ok=True)
    server = WarmServer(folder, {"FIT_PARAMETERS": "0"})
    server.prepare()
    yield Place(server, create_app(DATABASE_URL=server.environment["DATABASE_URL"]), None)


@contextlib.contextmanager
def on_postgresql(folder: Path) -> Iterator[Place]:
    """A cluster of its own, which forces each commit to the disk, and two workers."""
    cluster = PostgresqlCluster()
    try:
        with cluster.connect("postgres") as connection:
            connection.execute("CREATE DATABASE kills")
        url = cluster.url("kills")
        server = WarmServer(folder, {"FIT_PARAMETERS": "0", "DATABASE_URL": url, "WORKERS": "2"})
        server.prepare()
        yield Place(server, create_app(DATABASE_URL=url), lambda turn: fell(cluster, turn))
    finally:
        cluster.remove()


KINDS = {"sqlite": on_sqlite, "postgresql": on_postgresql}


def fell(cluster: PostgresqlCluster, turn: int) -> None:
    """Kill the whole cluster and start it again, or kill one of its processes."""
    if turn % 2:
        cluster.kill()
        cluster.start()
    else:
        cluster.kill_backend(turn)


class Acknowledged:
    """The ids of acknowledged events, in a file for each account, written down as they come."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(exist_ok=True)
        self._lock = threading.Lock()
        self.count = sum(file.stat().st_size for file in folder.iterdir()) // ID_BYTES

    def accounts(self) -> list[str]:
        """Return the accounts of this run and of those that it goes on with."""
        return [file.name for file in self._folder.iterdir()]

    def keeper(self, account_id: str) -> Callable[[list[str]], None]:
        """Return what keeps an account's ids."""
        file = (self._folder / account_id).open("ab", buffering=0)

        def keep(ids: list[str]) -> None:
            with self._lock:
                file.write(b"".join(map(_bytes_of, ids)))
                self.count += len(ids)

        return keep

    def of(self, account_id: str) -> set[bytes]:
        """Return what was acknowledged to an account."""
        kept = (self._folder / account_id).read_bytes()
        return {kept[at : at + ID_BYTES] for at in range(0, len(kept), ID_BYTES)}


def _bytes_of(event_id: str) -> bytes:
    return bytes.fromhex(event_id.replace("-", ""))


def main() -> int:
    """Kill, judge, print; return the exit code."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--database", choices=KINDS, nargs="+", default=KINDS)
    arguments.add_argument("--kills", type=int, default=1000)
    arguments.add_argument("--events", type=int, default=1_000_000)
    arguments.add_argument("--folder", type=Path)
    chosen = arguments.parse_args()
    if chosen.folder and chosen.database != ["sqlite"]:
        arguments.error("--folder goes with --database sqlite")
    broken = 0
    for kind in chosen.database:
        print(f"{kind}:", flush=True)
        with contextlib.ExitStack() as stack:
            folder = chosen.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
            place = stack.enter_context(KINDS[kind](folder))
            acknowledged = Acknowledged(folder / "acknowledged")
            broken += run(place, acknowledged, chosen.kills, chosen.events)
    return int(broken > 0)


def run(place: Place, acknowledged: Acknowledged, kills: int, events: int) -> int:
    """Kill and judge; return how many promises were broken."""
    began = time.monotonic()
    writers = [
        Writer(place.server.port, device, PUSHED_AT_ONCE, acknowledged.keeper(account_id))
        for account_id in acknowledged.accounts()
        or [new_account(place.app) for _ in range(ACCOUNTS)]
        for device in (new_device(place.app, account_id) for _ in range(DEVICES_OF_AN_ACCOUNT))
    ]
    place.server.start()
    try:
        for writer in writers:
            writer.start()
        killed = kill_again_and_again(place, writers, acknowledged, kills, events)
        seconds = time.monotonic() - began
        end(writers)
        print("| kills | acknowledged | committed, answer lost | seconds |\n|---|---|---|---|")
        repeated = sum(writer.repeated for writer in writers)
        print(f"| {killed:,} | {acknowledged.count:,} | {repeated:,} | {seconds:.0f} |", flush=True)
        broken = sum(judge(place, acknowledged, each) for each in acknowledged.accounts())
    finally:
        place.server.stop()
    return broken + judge_file(place)


def kill_again_and_again(
    place: Place, writers: list[Writer], acknowledged: Acknowledged, kills: int, events: int
) -> int:
    """Kill and start until both numbers are reached; return how often it was killed."""
    began, before = time.monotonic(), acknowledged.count
    killed = 0
    try:
        while killed < kills:
            goal = before + events * (killed + 1) // kills
            if killed % 10 == 9:
                time.sleep(random.uniform(0, STARTS_WITHIN_SECONDS))
            else:
                wait_for(goal, acknowledged, place, writers)
                time.sleep(random.uniform(0, LONGEST_PUSH_SECONDS))
            place.server.kill()
            if place.fell_database and killed % 10 == 4:
                place.fell_database(killed // 10)
            place.server.start()
            killed += 1
            if killed % PRINT_EACH == 0:
                print(
                    f"{killed:,} kills, {acknowledged.count:,} acknowledged, "
                    f"{time.monotonic() - began:.0f} s",
                    flush=True,
                )
        wait_for(before + events, acknowledged, place, writers)
    except KeyboardInterrupt:
        print("Ending early …", flush=True)
        if not place.server.is_running():
            place.server.start()
    return killed


def wait_for(goal: int, acknowledged: Acknowledged, place: Place, writers: list[Writer]) -> None:
    """Wait; raises RuntimeError when a writer met a fault, or nothing is acknowledged any more."""
    deadline = time.monotonic() + NOTHING_FOR_SECONDS
    while acknowledged.count < goal:
        for writer in writers:
            if writer.fault:
                raise RuntimeError("a writer was answered wrongly") from writer.fault
        if time.monotonic() > deadline:
            log = place.server.log.read_text()[-3000:]
            raise RuntimeError(f"nothing was acknowledged for {NOTHING_FOR_SECONDS} s:\n{log}")
        time.sleep(0.002)


def end(writers: list[Writer]) -> None:
    """Let each writer finish its push; raises RuntimeError when one cannot."""
    for writer in writers:
        writer.stopping.set()
    for writer in writers:
        writer.join(NOTHING_FOR_SECONDS)
        if writer.is_alive() or writer.fault:
            raise RuntimeError("a writer did not end well") from writer.fault


def judge(place: Place, acknowledged: Acknowledged, account_id: str) -> int:
    """Pull an account as a new device does, print what it holds; return what is wrong with it."""
    device_id, cookie = new_device(place.app, account_id)
    pulled = list(pulled_ids(place.server.port, cookie, device_id))
    digest = sync(place.server.port, cookie, device_id)["digest"]
    stored = set(map(_bytes_of, pulled))
    promised = acknowledged.of(account_id)
    lost, twice = len(promised - stored), len(pulled) - len(stored)
    agrees = (digest["event_count"], digest["event_id_sum"]) == (
        len(stored),
        add_to_sum(EMPTY_SUM, pulled),
    )
    print(
        f"account: {len(promised):,} acknowledged, {len(stored):,} pulled, {lost} lost, "
        f"{twice} twice, {len(stored - promised)} stored without an acknowledgement, "
        f"digest {'equal' if agrees else 'DIFFERENT'}",
        flush=True,
    )
    return lost + twice + (not agrees)


def judge_file(place: Place) -> int:
    """Let SQLite check its file; return whether it found anything."""
    if place.fell_database:
        return 0
    with contextlib.closing(sqlite3.connect(place.server.folder / "jiyao.db")) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    print(f"integrity check: {found}")
    return int(found != "ok")


if __name__ == "__main__":
    sys.exit(main())
