"""What a device's numbers already mean: its events in the order in which it made them."""

from functools import cached_property
from typing import NamedTuple

from sqlalchemy import Connection, Select, bindparam, exists, select

from server.reviews.models import ReviewEvent

_of_device = (
    ReviewEvent.account_id == bindparam("account"),
    ReviewEvent.device_id == bindparam("device"),
)
_latest_first = (
    select(ReviewEvent.dev_seq, ReviewEvent.effective_at_ms)
    .where(*_of_device)
    .order_by(ReviewEvent.dev_seq.desc(), ReviewEvent.effective_at_ms.desc())
    .limit(1)
)
_latest_before = _latest_first.where(ReviewEvent.dev_seq < bindparam("dev_seq"))
_is_used = select(exists().where(*_of_device, ReviewEvent.dev_seq == bindparam("dev_seq")))


class Place(NamedTuple):
    """Where an event stands among those of its device; a later place is a greater tuple."""

    dev_seq: int
    effective_at_ms: int


class DeviceLog:
    """The stored events of one device of one account.

    A device numbers upwards, so nearly always everything that is asked lies behind its last event,
    which is read once. Only numbers that come late cost a query each.
    """

    def __init__(self, connection: Connection, account_id: str, device_id: str) -> None:
        self._connection = connection
        self._keys = {"account": account_id, "device": device_id}

    @cached_property
    def _last(self) -> Place | None:
        return self._first_place(_latest_first)

    def before(self, dev_seq: int) -> Place | None:
        """Return the place of the last stored event with a smaller number, if any."""
        if self._last is None or self._last.dev_seq < dev_seq:
            return self._last
        return self._first_place(_latest_before, dev_seq=dev_seq)

    def has_used(self, dev_seq: int) -> bool:
        """Tell whether a stored event has this number."""
        if self._last is None or self._last.dev_seq < dev_seq:
            return False
        return bool(self._connection.scalar(_is_used, {**self._keys, "dev_seq": dev_seq}))

    def _first_place(self, query: Select[int, int], **more: int) -> Place | None:
        row = self._connection.execute(query, {**self._keys, **more}).first()
        return None if row is None else Place(*row)
