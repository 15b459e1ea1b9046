"""Anki's side: its own server, and its own client as two devices. Runs in Anki's environment.

    python -m benchmarks.sync_cost.anki_side one-account --cards 1000 --rounds 15
    python -m benchmarks.sync_cost.anki_side many-accounts --rounds 5

Prints its costs as one line of JSON. Requests and bytes come from a round of its own through a
counting proxy, so that the proxy costs nothing of what is timed.
"""

import argparse
import json
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from .anki_client import AnkiDevice, AnkiServer, build_collection
from .counting_proxy import CountingProxy
from .many import sync_many
from .measured import Meter, peak_mb
from .plan import (
    ACCOUNTS,
    CARDS_OF_AN_ACCOUNT,
    CLIENT_PROCESSES,
    COUNTS,
    NO_OPS,
    Plan,
)

USER, PASSWORD = "learner", "password"


def main() -> None:
    """Measure, and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("what", choices=["one-account", "many-accounts"])
    arguments.add_argument("--cards", type=int, default=CARDS_OF_AN_ACCOUNT)
    arguments.add_argument("--rounds", type=int, required=True)
    wanted = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if wanted.what == "one-account":
            measured: Any = measure(Plan(wanted.cards, wanted.rounds), folder)
        else:
            measured = measure_many(wanted.cards, wanted.rounds, folder)
        print(json.dumps(measured))


def measure(plan: Plan, folder: Path) -> dict[str, Any]:
    """Return {"costs", "peak_mb"} of an account with so many cards."""
    built = folder / "built.anki2"
    build_collection(built, plan.cards)
    with AnkiServer(folder / "server", {USER: PASSWORD}) as server:
        meter = Meter([server.pid])
        pusher = AnkiDevice(folder / "pusher.anki2", server.url, USER, PASSWORD, built)
        pusher.upload()
        puller = receive_everything(meter, plan, server.url, folder)
        for count in COUNTS:
            for round_number in range(plan.rounds_of(count) + 1):
                used = meter if round_number else Meter([server.pid])
                pusher.answer(count)
                used.measure(f"push {count}", pusher.sync)
                used.measure(f"pull {count}", puller.sync)
        for _ in range(plan.rounds + 1):
            meter.measure("no-op", pusher.sync, NO_OPS)
        count_traffic(meter, server, pusher, puller, folder)
        return {"costs": meter.as_json(), "peak_mb": peak_mb([server.pid])}


def receive_everything(meter: Meter, plan: Plan, url: str, folder: Path) -> AnkiDevice:
    """Let new devices fetch the whole account; return the last of them."""
    for number in range(plan.new_devices):
        device = AnkiDevice(folder / f"puller{number}.anki2", url, USER, PASSWORD)
        meter.measure("new device", device.download)
        if number < plan.new_devices - 1:
            device.close()
    return device


def count_traffic(
    meter: Meter, server: AnkiServer, pusher: AnkiDevice, puller: AnkiDevice, folder: Path
) -> None:
    """Do everything once more through the proxy, and note requests and bytes."""
    with CountingProxy(server.port) as proxy:

        def count(name: str, act: Callable[[], object]) -> None:
            proxy.forget()
            act()
            cost = meter.costs[name]
            cost.requests, cost.bytes_up, cost.bytes_down = proxy.counted()

        pusher.go_by(proxy.url)
        puller.go_by(proxy.url)
        for reviews in COUNTS:
            pusher.answer(reviews)
            count(f"push {reviews}", pusher.sync)
            count(f"pull {reviews}", puller.sync)
        pusher.sync()  # what the other device left behind
        count("no-op", pusher.sync)
        newest = AnkiDevice(folder / "counted.anki2", proxy.url, USER, PASSWORD)
        count("new device", newest.download)
        for device in (pusher, puller, newest):
            device.close()


def measure_many(cards: int, rounds: int, folder: Path) -> dict[str, Any]:
    """Return the costs of many accounts by the number of client processes."""
    built = folder / "built.anki2"
    build_collection(built, cards)
    users = {f"learner{number}": PASSWORD for number in range(ACCOUNTS)}
    measured = {}
    for processes in CLIENT_PROCESSES:
        here = folder / str(processes)
        here.mkdir()
        with AnkiServer(here / "server", users) as server:
            shares = [list(users)[start::processes] for start in range(processes)]
            clients = [partial(sign_in, here, server.url, built, share) for share in shares]
            measured[processes] = sync_many(clients, [server.pid], rounds)
    return measured


def sign_in(folder: Path, url: str, built: Path, users: list[str]) -> list[AnkiDevice]:
    """Make a device for each user, whose collection is uploaded."""
    devices = []
    for user in users:
        device = AnkiDevice(folder / f"{user}.anki2", url, user, PASSWORD, built)
        device.upload()
        devices.append(device)
    return devices


if __name__ == "__main__":
    main()
