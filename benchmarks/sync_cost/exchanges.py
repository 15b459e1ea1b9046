"""Jiyao's side: the exchanges of one account's devices."""

from functools import partial
from typing import Any

from .device import BenchmarkDevice, Connection
from .many import sync_many
from .measured import Cost, Meter, peak_mb
from .plan import ACCOUNTS, CARDS_OF_AN_ACCOUNT, CLIENT_PROCESSES, COUNTS, NO_OPS, Plan
from .serving import Jiyao, empty_flask, jiyao

EMPTY = "empty Flask request"


def measure(plan: Plan, *, on_postgresql: bool) -> dict[str, Any]:
    """Return {"costs": {name: Cost}, "peak_mb"} of an account with so many cards."""
    with jiyao(on_postgresql=on_postgresql) as served:
        meter = Meter(served.processes)
        account_id, last_seq = served.new_account(plan.cards)
        pusher = served.new_device(account_id, last_seq)
        puller = served.new_device(account_id, last_seq)
        for count in COUNTS:
            push_and_pull(meter, count, plan.rounds_of(count), pusher, puller)
        pusher.connection.forget()
        for _ in range(plan.rounds + 1):
            cost = meter.measure("no-op", pusher.sync, NO_OPS)
            count_traffic(cost, pusher.connection, NO_OPS)
        receive_everything(meter, plan, served, account_id)
        costs = {**meter.costs, EMPTY: measure_empty(plan)}
        return {"costs": costs, "peak_mb": peak_mb(served.processes)}


def push_and_pull(
    meter: Meter, count: int, rounds: int, pusher: BenchmarkDevice, puller: BenchmarkDevice
) -> None:
    """Push new reviews from one device and pull them with another; the first time warms up."""
    warm_up = Meter(meter.servers)
    for each in (warm_up, *[meter] * rounds):
        pusher.answer(count)
        for name, device in ((f"push {count}", pusher), (f"pull {count}", puller)):
            device.connection.forget()
            count_traffic(each.measure(name, device.sync), device.connection)


def receive_everything(meter: Meter, plan: Plan, served: Jiyao, account_id: str) -> None:
    """Let new devices fetch the whole account."""
    for _ in range(plan.new_devices):
        device = served.new_device(account_id)
        cost = meter.measure("new device", device.sync)
        count_traffic(cost, device.connection)


def measure_empty(plan: Plan) -> Cost:
    """Measure a bare Flask app that answers with nothing, served alike."""
    with empty_flask() as (process, port):
        meter, connection = Meter([process]), Connection(port)
        for _ in range(plan.rounds + 1):
            connection.forget()
            cost = meter.measure(EMPTY, lambda: connection.request("GET", "/"), NO_OPS)
            count_traffic(cost, connection, NO_OPS)
        return cost


def count_traffic(cost: Cost, connection: Connection, times: int = 1) -> None:
    """Note what the connection has carried since it last forgot."""
    cost.requests = connection.requests // times
    cost.bytes_up = connection.up // times
    cost.bytes_down = connection.down // times
    connection.forget()


def measure_many(rounds: int, *, on_postgresql: bool) -> dict[int, Any]:
    """Return the costs of many accounts by the number of client processes."""
    with jiyao(on_postgresql=on_postgresql) as served:
        accounts = [served.new_account(CARDS_OF_AN_ACCOUNT) for _ in range(ACCOUNTS)]
        measured = {}
        for processes in CLIENT_PROCESSES:
            signed_in = [(*served.sign_in(account_id), seq) for account_id, seq in accounts]
            shares = [signed_in[start::processes] for start in range(processes)]
            clients = [partial(connect_all, served.server.port, share) for share in shares]
            measured[processes] = sync_many(clients, served.processes, rounds)
        return measured


def connect_all(port: int, signed_in: list[tuple[str, str, int]]) -> list[BenchmarkDevice]:
    """Connect devices: their ids, cookies and cursors."""
    return [
        BenchmarkDevice(Connection(port, cookie), device_id, cursor)
        for device_id, cookie, cursor in signed_in
    ]
