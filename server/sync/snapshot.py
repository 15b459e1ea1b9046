"""What a new device may begin with: the memory state of each card, replayed here.

A state is derived and never merged. The device shows these until it has all events, replays them
itself, and forgets these.
"""

from server.fitting.account import parameters_in_use, read_events
from server.scheduling.memory import MemoryModel
from server.scheduling.replay import replay_cards

Row = tuple[str, float, float, int, int, int, int]
"""card_id, stability (days), difficulty (1–10), last_study_day, review_count, lapse_count,
last_rating."""


def read_snapshot(account_id: str) -> list[Row]:
    """Replay all events of the account with the parameters that its devices use.

    Costs with the collection (about 5 µs an event), so it is asked once in a device's life, and
    never by an exchange.
    """
    model = MemoryModel(parameters_in_use(account_id))
    states = replay_cards(read_events(account_id), model)
    return [(card_id, *state) for card_id, state in states.items()]
