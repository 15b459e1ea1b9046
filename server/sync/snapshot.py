"""What a new device may begin with: the memory state of each card, replayed here.

A state is derived and never merged. The device shows these until it has all events, replays them
itself, and forgets these.
"""

from sqlalchemy import bindparam, select

from server.extensions import db
from server.fitting.account import parameters_in_use
from server.reviews.models import ReviewEvent
from server.scheduling.collection import EventColumns, replay_cards
from server.scheduling.memory import MemoryModels

Row = tuple[str, float, float, int, int, int, int]
"""card_id, stability (days), difficulty (1–10), last_study_day, review_count, lapse_count,
last_rating."""

_columns = ReviewEvent.__table__.c
_names = ("id" if name == "event_id" else name for name in EventColumns._fields)
_events = select(*(_columns[name] for name in _names)).where(
    ReviewEvent.account_id == bindparam("account"),
    # What newer versions wrote does not count and may lack a card.
    ReviewEvent.kind.in_(["review", "undo", "reset"]),
)


def read_snapshot(account_id: str) -> list[Row]:
    """Replay all events of the account with the parameters that its devices use.

    Costs with the collection, so it is asked by devices that lack most events, and never by an
    exchange. What was read is let go before the replay, which takes longer.
    """
    rows = db.session.connection().execute(_events, {"account": account_id}).all()
    if not rows:
        return []
    model = MemoryModels(parameters_in_use(account_id))
    db.session.remove()
    states = replay_cards(EventColumns(*zip(*rows, strict=True)), model)
    return [(card_id, *state) for card_id, state in states.items()]
