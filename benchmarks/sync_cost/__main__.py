"""What one sync costs Jiyao's server and, in the same run, Anki's.

    python -m benchmarks.sync_cost [--quick] [--cards 1000 20000] [--rounds 15]
                                   [--postgresql] [--without-anki] [--only one|many]

Both servers run here, each with its own client: Jiyao as `make serve` does, over one kept-alive
connection with a browser's headers; `anki.syncserver` with Anki's own client as two devices. An
account has ten reviews of each card. CPU is user and system time of the server's processes, read
from their CPU clocks around each sync, for PostgreSQL with its processes; an empty Flask app,
served alike, is the baseline. Signing in is not measured.

Half an hour, of which Anki's collection of 100,000 cards takes about five minutes; `--quick` leaves
that size out and measures less often, in about five minutes. Ratios mean something on a machine
that is not quiet, milliseconds do not. Linux.
"""

import argparse
import os
import statistics

from . import anki_peer, exchanges
from .measured import Cost, spread
from .plan import ACCOUNTS, CARDS_OF_AN_ACCOUNT, REVIEWS_OF_A_SYNC, Plan

SIZES = (1_000, 20_000, 100_000)
QUICK_SIZES = (1_000, 20_000)


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--quick", action="store_true")
    arguments.add_argument("--cards", type=int, nargs="+")
    arguments.add_argument("--rounds", type=int)
    arguments.add_argument("--postgresql", action="store_true")
    arguments.add_argument("--without-anki", action="store_true")
    arguments.add_argument("--only", choices=["one", "many"])
    wanted = arguments.parse_args()
    rounds = wanted.rounds or (5 if wanted.quick else 15)
    print(f"Load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors, {rounds} rounds.")
    if wanted.only != "many":
        for cards in wanted.cards or (QUICK_SIZES if wanted.quick else SIZES):
            one_account(Plan(cards, rounds), wanted)
    if wanted.only != "one":
        many_accounts(max(2, rounds // 3), wanted)


def one_account(plan: Plan, wanted: argparse.Namespace) -> None:
    """Print a table of one account of so many cards."""
    jiyao = exchanges.measure(plan, on_postgresql=wanted.postgresql)
    anki = {"costs": {}} if wanted.without_anki else anki_peer.measure(plan)
    print(f"\n## {plan.cards:,} cards\n")
    row("sync", "server CPU ms", "Anki", "ratio", "wall ms", "Anki", "client CPU ms", "Anki")
    row(*["---"] * 8)
    for name, cost in jiyao["costs"].items():
        peer = anki["costs"].get(name, Cost())
        times = zip((cost.wall_ms, cost.client_ms), (peer.wall_ms, peer.client_ms), strict=True)
        row(
            *(name, shown(cost.server_ms), shown(peer.server_ms)),
            ratio(cost.server_ms, peer.server_ms),
            *(shown(samples) for pair in times for samples in pair),
        )
    print()
    row("sync", "requests", "Anki", "bytes up", "Anki", "bytes down", "Anki")
    row(*["---"] * 7)
    for name, cost in jiyao["costs"].items():
        peer = anki["costs"].get(name, Cost())
        row(
            *(name, cost.requests, peer.requests or "–"),
            *(cost.bytes_up, peer.bytes_up or "–", cost.bytes_down, peer.bytes_down or "–"),
        )
    empty = jiyao["costs"][exchanges.EMPTY].server_ms
    print(f"\nA no-op is {ratio(jiyao['costs']['no-op'].server_ms, empty)} an empty Flask request.")
    peaks = f"{jiyao['peak_mb']:.0f} MB" + (
        f", Anki {anki['peak_mb']:.0f} MB" if "peak_mb" in anki else ""
    )
    print(f"Peak memory of the server: {peaks}.", flush=True)


def many_accounts(rounds: int, wanted: argparse.Namespace) -> None:
    """Print a table of many accounts that sync at once."""
    measured = {"Jiyao": exchanges.measure_many(rounds, on_postgresql=wanted.postgresql)}
    if not wanted.without_anki:
        measured["Anki"] = anki_peer.measure_many(rounds)
    print(
        f"\n## {ACCOUNTS} accounts of {CARDS_OF_AN_ACCOUNT:,} cards, "
        f"{REVIEWS_OF_A_SYNC} reviews a sync\n"
    )
    columns = ("syncs_a_second", "server_ms", "client_ms", "median_ms", "p95_ms")
    row(
        "clients",
        "server",
        "syncs/s",
        "server CPU ms",
        "client CPU ms",
        "median ms",
        "p95 ms",
        "peak MB",
    )
    row(*["---"] * 8)
    for processes in measured["Jiyao"]:
        for name, by_processes in measured.items():
            costs = by_processes[processes]
            row(
                processes,
                name,
                *(shown(costs[each]) for each in columns),
                f"{costs['peak_mb']:.0f}",
            )


def row(*cells: object) -> None:
    """Print one row of a table."""
    print(f"| {' | '.join(map(str, cells))} |", flush=True)


def shown(samples: list[float]) -> str:
    """Write median and spread, or that there is nothing."""
    return spread(samples) if samples else "–"


def ratio(ours: list[float], theirs: list[float]) -> str:
    """Write how many times theirs ours is, by the medians."""
    return f"{statistics.median(ours) / statistics.median(theirs):.2f} ×" if theirs else "–"


if __name__ == "__main__":
    main()
