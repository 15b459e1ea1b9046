"""Anki's server in a process of its own, and devices of Anki's own client (anki, from PyPI)."""

import os
import random
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Self

from anki.collection import AddNoteRequest, Collection
from anki.sync import SyncAuth

REVIEWS_OF_A_CARD = 10
DAY_MS = 86_400_000
NOTES_AT_ONCE = 5_000
GOOD = 2
LONGEST_ANSWER_SECONDS = 600
STARTS_WITHIN_SECONDS = 60


class AnkiServer:
    """`python -m anki.syncserver` on a free port, with users by name and password."""

    def __init__(self, folder: Path, users: dict[str, str]) -> None:
        folder.mkdir()
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = int(probe.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}/"
        names = {f"SYNC_USER{n}": f"{name}:{users[name]}" for n, name in enumerate(users, 1)}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "anki.syncserver"],
            env={
                **os.environ,
                **names,
                "SYNC_BASE": str(folder),
                "SYNC_HOST": "127.0.0.1",
                "SYNC_PORT": str(self.port),
                "RUST_LOG": "error",
            },
            stdout=sys.stderr,
        )
        self.pid = self._process.pid

    def __enter__(self) -> Self:
        """Wait until it answers."""
        deadline = time.monotonic() + STARTS_WITHIN_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("Anki's server did not start")
            time.sleep(0.05)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}health", timeout=2):
                return True
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False


class AnkiDevice:
    """A collection that syncs with a server; signing in is done when it is made."""

    def __init__(
        self, file: Path, url: str, user: str, password: str, built: Path | None = None
    ) -> None:
        if built is not None:
            shutil.copyfile(built, file)
        self.collection = Collection(str(file))
        self._hkey = self.collection.sync_login(user, password, url).hkey
        self._chance = random.Random(user)
        self._card_ids: list[int] = []
        self.go_by(url)

    def go_by(self, url: str) -> None:
        """Reach the server at another address from now on."""
        self._auth = SyncAuth(hkey=self._hkey, endpoint=url, io_timeout_secs=LONGEST_ANSWER_SECONDS)

    def answer(self, count: int) -> None:
        """Answer cards at random, all with Good."""
        collection = self.collection
        self._card_ids = self._card_ids or collection.db.list("select id from cards")
        for card_id in self._chance.choices(self._card_ids, k=count):
            states = collection._backend.get_scheduling_states(card_id)
            card = collection.get_card(card_id)
            card.start_timer()
            answer = collection.sched.build_answer(card=card, states=states, rating=GOOD)
            collection.sched.answer_card(answer)

    def sync(self) -> None:
        """Sync both ways, as often as Anki's client does by itself."""
        answer = self.collection.sync_collection(self._auth, sync_media=False)
        assert answer.required == answer.NO_CHANGES, "Anki wants a full sync"

    def upload(self) -> None:
        """Replace what the server has."""
        self._full_sync(upload=True)

    def download(self) -> None:
        """Replace what is here."""
        self._full_sync(upload=False)

    def close(self) -> None:
        """Close the collection."""
        self.collection.close()

    def _full_sync(self, *, upload: bool) -> None:
        self.collection.sync_collection(self._auth, sync_media=False)
        self.collection.close_for_full_sync()
        self.collection.full_upload_or_download(auth=self._auth, server_usn=None, upload=upload)
        self.collection.reopen(after_full_sync=True)


def build_collection(file: Path, cards: int) -> None:
    """Make a collection of so many cards with ten reviews each; 100,000 take minutes."""
    collection = Collection(str(file))
    chance = random.Random(cards)
    notetype = collection.models.by_name("Basic")
    assert notetype is not None
    for start in range(0, cards, NOTES_AT_ONCE):
        requests = []
        for number in range(start, min(start + NOTES_AT_ONCE, cards)):
            note = collection.new_note(notetype)
            note["Front"] = f"{number} " + "".join(chance.choices("abcdefghijklmnop ", k=40))
            note["Back"] = "".join(chance.choices("abcdefghijklmnop ", k=90))
            requests.append(AddNoteRequest(note, deck_id=1))
        collection.add_notes(requests)
    _add_history(collection, chance)
    _schedule_by_fsrs(collection)
    collection.close()


def _add_history(collection: Collection, chance: random.Random) -> None:
    card_ids = collection.db.list("select id from cards")
    now_ms = time.time_ns() // 1_000_000
    today = collection.sched.today
    reviews, states = [], []
    review_id = now_ms - 400 * DAY_MS
    for _ in range(REVIEWS_OF_A_CARD):
        review_id += 30 * DAY_MS
        for number, card_id in enumerate(card_ids):
            ease = chance.choice((1, 3, 3, 3, 4))
            reviews.append((review_id + number, card_id, -1, ease, 30, 30, 2500, 6000, 1))
    for card_id in card_ids:
        states.append((today + 30, review_id // 1000, REVIEWS_OF_A_CARD, card_id))
    collection.db.executemany("insert into revlog values (?, ?, ?, ?, ?, ?, ?, ?, ?)", reviews)
    collection.db.executemany(
        "update cards set type = 2, queue = 2, ivl = 30, factor = 2500, due = ?, mod = ?,"
        " reps = ?, usn = -1 where id = ?",
        states,
    )


def _schedule_by_fsrs(collection: Collection) -> None:
    """Switch FSRS on, by which Anki computes each card's memory state."""
    deck = collection._backend.get_deck_configs_for_update(1)
    collection._backend.update_deck_configs(
        target_deck_id=1,
        configs=[deck.all_config[0].config],
        removed_config_ids=[],
        mode=0,
        card_state_customizer="",
        limits=deck.current_deck.limits,
        new_cards_ignore_review_limit=False,
        fsrs=True,
        apply_all_parent_limits=False,
        fsrs_reschedule=False,
        fsrs_health_check=False,
    )
