"""Do the server and the phone schedule alike, and how fast do they replay?

    .venv/bin/python -m benchmarks.scheduling_parity [lists]     100,000 lists take about 6 minutes

Random key lists (tests/vectors/random_histories.py) go through the phone's functions in Node and
are compared with three ways in which the server could compute the same: server/scheduling, and, to
say why it has formulas of its own, the two Python packages driven with the same study days. The
server's other way to replay, all cards at once, is compared with its first.

Speed: 500,000 reviews, CPU seconds on the server and wall seconds in Node and Chromium.
"""

import json
import shutil
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any

import fsrs_rs_python
from fsrs import Card, Rating, Scheduler
from playwright.sync_api import sync_playwright

from server.config import REPOSITORY
from server.scheduling.collection import columns_of, replay_cards
from server.scheduling.due import due_day
from server.scheduling.events import event_study_day
from server.scheduling.memory import DEFAULT_MODEL, MemoryModel, MemoryModels, MemoryState
from server.scheduling.parameters import DEFAULT_PARAMETERS, Parameters
from server.scheduling.plan import PlanItem, plan_recital
from server.scheduling.replay import replay
from server.scheduling.retrievability import list_retrievability
from tests.e2e.conftest import CHROMIUM_SWITCHES
from tests.vectors.random_histories import RandomList, random_lists, random_parameter_sets

SEED = 4
PARAMETER_SETS = 8
SPEED_CARDS, SPEED_REVIEWS_EACH = 50_000, 10
PHONE = ("node", str(Path(__file__).with_suffix(".js")))
PAGE = """<script type="importmap">
    {"imports": {"ts-fsrs": "/static/node_modules/ts-fsrs/dist/index.mjs"}}
</script>"""
DAY_0 = datetime(1970, 1, 1, tzinfo=UTC)


class PyFsrsModel(MemoryModel):
    """MemoryModel on the stock py-fsrs: double precision, not rounded."""

    def __init__(self, parameters: Parameters) -> None:
        self._scheduler = Scheduler(
            parameters["values"], learning_steps=(), relearning_steps=(), enable_fuzzing=False
        )

    def retrievability(self, stability: float, elapsed_days: int) -> float:
        """As MemoryModel: the probability of recall."""
        card = Card(card_id=1, stability=stability, last_review=DAY_0)
        day = DAY_0 + timedelta(days=elapsed_days)
        return float(self._scheduler.get_card_retrievability(card, day))

    def first(self, rating: int) -> tuple[float, float]:
        """As MemoryModel: memory after a first review."""
        return self._reviewed(Card(card_id=1), 0, rating)

    def next(
        self, stability: float, difficulty: float, elapsed_days: int, rating: int
    ) -> tuple[float, float]:
        """As MemoryModel: memory after a further review."""
        card = Card(card_id=1, stability=stability, difficulty=difficulty, last_review=DAY_0)
        return self._reviewed(card, elapsed_days, rating)

    def _reviewed(self, card: Card, day: int, rating: int) -> tuple[float, float]:
        after, _ = self._scheduler.review_card(card, Rating(rating), DAY_0 + timedelta(days=day))
        return after.stability, after.difficulty


class FsrsRsModel(MemoryModel):
    """MemoryModel on the stock fsrs-rs-python: single precision. It gives no forgetting curve."""

    def __init__(self, parameters: Parameters) -> None:
        super().__init__(parameters)
        self._fsrs = fsrs_rs_python.FSRS(list(parameters["values"]))

    def first(self, rating: int) -> tuple[float, float]:
        """As MemoryModel: memory after a first review."""
        return self._reviewed(None, 0, rating)

    def next(
        self, stability: float, difficulty: float, elapsed_days: int, rating: int
    ) -> tuple[float, float]:
        """As MemoryModel: memory after a further review."""
        memory = fsrs_rs_python.MemoryState(stability, difficulty)
        return self._reviewed(memory, elapsed_days, rating)

    def _reviewed(
        self, memory: fsrs_rs_python.MemoryState | None, elapsed_days: int, rating: int
    ) -> tuple[float, float]:
        states = self._fsrs.next_states(memory, 0.9, elapsed_days)
        after = (states.again, states.hard, states.good, states.easy)[rating - 1].memory
        return after.stability, after.difficulty


SERVERS: dict[str, type[MemoryModel]] = {
    "server/scheduling": MemoryModel,
    "py-fsrs": PyFsrsModel,
    "fsrs-rs-python": FsrsRsModel,
}


@dataclass
class Differences:
    """How far one way to compute on the server is from the phone."""

    study_days: int = 0
    states: int = 0
    worst_state: float = 0.0
    due_days: int = 0
    plans: int = 0
    list_retrievabilities: int = 0
    seconds: float = 0.0

    def count(self, mine: list[Any], phone: list[Any]) -> None:
        """Compare one key list's study days, states, due day, plan and retrievability."""
        my_days, my_states, my_due, my_plan, my_retrievability = mine
        phone_days, phone_states, phone_due, phone_plan, phone_retrievability = phone
        self.study_days += sum(a != b for a, b in zip(my_days, phone_days, strict=True))
        for my_state, phone_state in zip(my_states, phone_states, strict=True):
            self._count_state(my_state, phone_state)
        self.due_days += my_due != phone_due
        self.plans += my_due == phone_due and my_plan != phone_plan
        self.list_retrievabilities += my_retrievability != phone_retrievability

    def _count_state(self, mine: MemoryState | None, phone: dict[str, Any] | None) -> None:
        if mine is None or phone is None:
            assert mine is phone
            return
        assert mine[2:] == tuple(phone.values())[2:], (mine, phone)
        self.states += mine[:2] != (phone["stability"], phone["difficulty"])
        self.worst_state = max(
            self.worst_state,
            abs(mine.stability / phone["stability"] - 1),
            abs(mine.difficulty / phone["difficulty"] - 1),
        )


def main() -> None:
    """Print the table of differences, then the replay speeds."""
    lists = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    print_differences(lists)
    print_replay_speeds()


def print_differences(lists: int) -> None:
    """Send random key lists through the phone and each way of the server, and count."""
    random = Random(SEED)
    parameter_sets = random_parameter_sets(random, PARAMETER_SETS)
    models = {
        name: [model(parameters) for parameters in parameter_sets]
        for name, model in SERVERS.items()
    }
    found = {name: Differences() for name in SERVERS}
    all_at_once = [AllAtOnce(parameters) for parameters in parameter_sets]
    histories = events = 0
    with phone(parameter_sets) as answer_on_phone:
        for number, key_list in enumerate(random_lists(random, lists, PARAMETER_SETS)):
            days_later = random.choice((-1, 0, 0, 0, 1, 5, 60))
            histories += len(key_list.items)
            events += sum(len(item.events) for item in key_list.items)
            phone_answer = answer_on_phone(key_list, days_later)
            for name, differences in found.items():
                start = time.perf_counter()
                answer = answer_on_server(key_list, days_later, models[name][key_list.parameters])
                differences.seconds += time.perf_counter() - start
                differences.count(answer, phone_answer)
                if name == "server/scheduling":
                    all_at_once[key_list.parameters].add(str(number), key_list, answer[1])
    for each in all_at_once:
        each.compare()

    print(f"{lists:,} key lists, {histories:,} histories, {events:,} events, seed {SEED}")
    print(
        "phone (ts-fsrs) against  study days    states  worst rel.  due days   plans"
        "  retrievability"
    )
    for name, it in found.items():
        print(
            f"  {name:<22}{it.study_days:>10,}{it.states:>10,}  {it.worst_state:10.1e}"
            f"{it.due_days:>10,}{it.plans:>8,}{it.list_retrievabilities:>16,}   {it.seconds:.0f} s"
        )
    states = sum(each.states for each in all_at_once)
    worst = max(each.worst_state for each in all_at_once)
    print(f"server, all cards at once against one by one: {states:,} states, worst {worst:.1e}")


class AllAtOnce:
    """The server's other way to replay, on batches of the same histories."""

    BATCH = 20_000

    def __init__(self, parameters: Parameters) -> None:
        self._model = MemoryModels(parameters)
        self._events: list[Any] = []
        self._one_by_one: dict[str, MemoryState] = {}
        self.states = 0
        self.worst_state = 0.0

    def add(self, name: str, key_list: RandomList, states: list[MemoryState | None]) -> None:
        """Take one key list, whose name no other has, and its states."""
        for item, state in zip(key_list.items, states, strict=True):
            card_id = f"{name} {item.item_id}"
            for event in item.events:
                own = {**event, "card_id": card_id, "event_id": f"{card_id} {event['event_id']}"}
                if "target_event_id" in event:
                    own["target_event_id"] = f"{card_id} {event['target_event_id']}"
                self._events.append(own)
            if state is not None:
                self._one_by_one[card_id] = state
        if len(self._events) > self.BATCH:
            self.compare()

    def compare(self) -> None:
        """Replay what was taken and count what differs."""
        together = replay_cards(columns_of(self._events), self._model)
        assert together.keys() == self._one_by_one.keys()
        for card_id, alone in self._one_by_one.items():
            state = together[card_id]
            assert state[2:] == alone[2:], (state, alone)
            self.states += state != alone
            self.worst_state = max(self.worst_state, abs(state.stability / alone.stability - 1))
        self._events, self._one_by_one = [], {}


def answer_on_server(key_list: RandomList, days_later: int, model: MemoryModel) -> list[Any]:
    """Return what the phone's half returns, in the same order."""
    states = [replay(item.events, model) for item in key_list.items]
    due = due_day(states, key_list.desired_retention, model)
    day = (0 if due is None else due) + days_later
    items = [
        PlanItem(item.item_id, item.position, state)
        for item, state in zip(key_list.items, states, strict=True)
    ]
    days = [event_study_day(event) for item in key_list.items for event in item.events]
    plan = plan_recital(items, day, model)
    return [days, states, due, plan, list_retrievability(states, day, model)]


@contextmanager
def phone(parameter_sets: list[Parameters]) -> Iterator[Any]:
    """Run the phone's half in Node; yields the function that asks it."""
    process = subprocess.Popen(PHONE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    stdin, stdout = process.stdin, process.stdout

    def say(message: dict[str, Any]) -> None:
        stdin.write(json.dumps(message) + "\n")
        stdin.flush()

    def answer_on_phone(key_list: RandomList, days_later: int) -> list[Any]:
        items = [
            {"item_id": item.item_id, "position": item.position, "events": item.events}
            for item in key_list.items
        ]
        say(
            {
                "parameters": key_list.parameters,
                "desired_retention": key_list.desired_retention,
                "days_later": days_later,
                "items": items,
            }
        )
        return json.loads(stdout.readline())

    say({"parameter_sets": parameter_sets})
    yield answer_on_phone
    stdin.close()
    process.wait()


def print_replay_speeds() -> None:
    """Replay one large collection on either side."""
    events = speed_events()
    lines = "\n".join(json.dumps(event) for event in events)
    # Each with strings of its own, as they come from the wire or a table.
    events = [json.loads(line) for line in lines.splitlines()]
    print(f"\nreplay of {len(events):,} reviews of {SPEED_CARDS:,} cards, seconds (median, range)")
    print_seconds("phone: Chromium", seconds_in_chromium(lines))
    node = subprocess.run(
        (*PHONE, "speed"), input=lines, capture_output=True, text=True, check=True
    )
    print_seconds("phone: Node", json.loads(node.stdout))
    columns = columns_of(events)
    print_seconds("server: all cards at once", seconds(replay_cards, columns))
    print_seconds("  events into columns", seconds(columns_of, events))
    print_seconds("server: one by one", seconds(one_by_one, events))
    print_seconds("  of it the formulas", seconds(formulas_only, events))
    print_seconds("fsrs-rs-python, batch", seconds(fsrs_rs_batch, events))


def seconds_in_chromium(lines: str) -> list[float]:
    """Run the phone's replay in Chromium, from the page's own modules."""
    replay_there = """async () => {
        const { replaySeconds } = await import("/benchmarks/replay_speed.js");
        const lines = (await (await fetch("/events")).text()).split("\\n");
        return replaySeconds(lines.map((line) => JSON.parse(line)));
    }"""
    with serve({"/page": PAGE, "/events": lines}) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=CHROMIUM_SWITCHES
        )
        page = browser.new_page()
        page.goto(f"{address}/page")
        found: list[float] = page.evaluate(replay_there)
        browser.close()
    return found


@contextmanager
def serve(texts: dict[str, str]) -> Iterator[str]:
    """Serve texts by path, and the repository's files; yields the address."""

    class Handler(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path not in texts:
                super().do_GET()
                return
            body = texts[self.path].encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(REPOSITORY)))
    server_thread = Thread(target=server.serve_forever)
    server_thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server_thread.join()
    server.server_close()


def speed_events() -> list[dict[str, Any]]:
    """Return the review events of a large collection."""
    random = Random(SEED)
    events = []
    for card in range(SPEED_CARDS):
        at_ms = 1_700_000_000_000 + random.randrange(10**9)
        for dev_seq in range(SPEED_REVIEWS_EACH):
            at_ms += random.choice((60_000, 86_400_000 * random.randint(1, 60)))
            events.append(
                {
                    "event_id": f"{random.getrandbits(128):032x}",
                    "kind": "review",
                    "card_id": f"card-{card}",
                    "rating": random.choice((1, 2, 3, 3, 3, 4)),
                    "occurred_at_ms": at_ms,
                    "effective_at_ms": at_ms,
                    "utc_offset_minutes": 480,
                    "rollover_hour": 4,
                    "device_id": "device-a",
                    "dev_seq": dev_seq,
                }
            )
    return sorted(events, key=lambda event: event["occurred_at_ms"])


def one_by_one(events: list[dict[str, Any]]) -> None:
    """Replay each card alone."""
    of_card: defaultdict[str, list[Any]] = defaultdict(list)
    for event in events:
        of_card[event["card_id"]].append(event)
    for each in of_card.values():
        replay(each)


def formulas_only(events: list[dict[str, Any]]) -> None:
    """Run the memory formulas over as many reviews, without events."""
    for start in range(0, len(events), SPEED_REVIEWS_EACH):
        stability, difficulty = DEFAULT_MODEL.first(events[start]["rating"])
        for number in range(start + 1, start + SPEED_REVIEWS_EACH):
            elapsed_days = (number % 2) * (number % 61)
            stability, difficulty = DEFAULT_MODEL.next(
                stability, difficulty, elapsed_days, events[number]["rating"]
            )


def fsrs_rs_batch(events: list[dict[str, Any]]) -> None:
    """Run the fastest of the two packages over as many reviews, without events."""
    items = [
        fsrs_rs_python.FSRSItem(
            [
                fsrs_rs_python.FSRSReview(event["rating"], (number % 2) * (number % 61))
                for number, event in enumerate(events[start : start + SPEED_REVIEWS_EACH])
            ]
        )
        for start in range(0, len(events), SPEED_REVIEWS_EACH)
    ]
    fsrs_rs_python.FSRS(list(DEFAULT_PARAMETERS["values"])).memory_state_batch(items)


def seconds(run: Callable[[Any], object], given: Any) -> list[float]:
    """Return the CPU time of five runs."""
    times = []
    for _ in range(5):
        start = time.process_time()
        run(given)
        times.append(time.process_time() - start)
    return times


def print_seconds(what: str, runs: list[float]) -> None:
    """Print median and range."""
    print(f"  {what:<28}{statistics.median(runs):6.2f}  ({min(runs):.2f}–{max(runs):.2f})")


if __name__ == "__main__":
    main()
