"""Random key lists with the review events of their items, as hard as real life makes them.

Learners who travel, clocks put forward and back, rollover hours from 0 to 23, moments one
millisecond from a day's end, nights on which the clocks change, reviews on the same day and in the
same millisecond on two devices, undos and resets before and after what they concern, kinds that
this version does not know. Everything comes from the seed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from server.scheduling.parameters import DEFAULT_PARAMETERS, Parameters

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# Half hours, quarter hours, DST of half an hour and of two hours, both ends of the date line, a
# country that jumped over it, one that suspends DST in Ramadan, and where the learners live.
ZONES = (
    *("Asia/Shanghai", "Asia/Hong_Kong", "Asia/Urumqi", "Asia/Kolkata", "Asia/Kathmandu"),
    *("Asia/Tehran", "Asia/Pyongyang", "Asia/Tokyo", "Europe/London", "Europe/Berlin"),
    *("Europe/Moscow", "Africa/Casablanca", "Africa/Cairo", "America/New_York", "America/St_Johns"),
    *("America/Los_Angeles", "America/Sao_Paulo", "America/Santiago", "Australia/Lord_Howe"),
    *("Australia/Adelaide", "Pacific/Chatham", "Pacific/Apia", "Pacific/Kiritimati"),
    *("Pacific/Pago_Pago", "Antarctica/Troll", "UTC"),
)

# Only the past: the rules of coming years may still change.
FIRST_MOMENT = datetime(1995, 1, 1, tzinfo=UTC)
LAST_START_DAYS = 27 * 365

DEVICES = ("device-a", "device-b", "device-c")
RATINGS = (1, 2, 3, 4)


@dataclass
class RandomItem:
    """One item and its events, in the order in which they happened to arrive."""

    item_id: str
    position: float
    events: list[dict[str, Any]] = field(default_factory=list)
    zones: dict[str, str] = field(default_factory=dict)
    """The zone in which each event was made, by event id."""


@dataclass
class RandomList:
    """One key list, the learner's settings, and the parameter set (an index) of the learner."""

    parameters: int
    desired_retention: float
    items: list[RandomItem]


def random_parameter_sets(random: Random, count: int) -> list[Parameters]:
    """Return the default set, then sets as fitting could give: each number up to 30 % away."""
    default = DEFAULT_PARAMETERS["values"]
    sets = [DEFAULT_PARAMETERS]
    for _ in range(count - 1):
        values = [round(value * random.uniform(0.7, 1.3), 4) for value in default]
        values[7] = round(random.uniform(0.001, 0.1), 4)
        values[:4] = sorted([round(random.uniform(0.02, 0.4), 4), *values[1:4]])
        sets.append({"model": DEFAULT_PARAMETERS["model"], "values": values})
    return sets


def random_lists(random: Random, count: int, parameter_sets: int) -> Iterator[RandomList]:
    """Yield `count` key lists of one to ten items."""
    for _ in range(count):
        yield _random_list(random, parameter_sets)


def utc_offset_minutes(at_ms: int, zone: str) -> int:
    """Return the east-positive UTC offset that a device in `zone` shows at a moment."""
    offset = (EPOCH + timedelta(milliseconds=at_ms)).astimezone(ZoneInfo(zone)).utcoffset()
    assert offset is not None
    return offset // timedelta(minutes=1)


def wall_clock_study_day(at_ms: int, zone: str, rollover_hour: int) -> int:
    """Return the study day read off a wall clock in `zone`: no arithmetic of ours."""
    wall_clock = (EPOCH + timedelta(milliseconds=at_ms)).astimezone(ZoneInfo(zone))
    shifted = wall_clock.replace(tzinfo=None) - timedelta(hours=rollover_hour)
    return shifted.toordinal() - EPOCH.toordinal()


def _random_list(random: Random, parameter_sets: int) -> RandomList:
    positions = sorted(
        float(random.randrange(100)) for _ in range(random.choice((1, 3, 3, 4, 4, 5, 7, 7, 10)))
    )
    items = [RandomItem(f"{random.getrandbits(32):08x}", position) for position in positions]
    _Learner(random).study(items)
    for item in items:
        random.shuffle(item.events)
    return RandomList(
        parameters=random.choice((0, random.randrange(parameter_sets))),
        desired_retention=random.choice((0.7, 0.8, 0.85, 0.85, 0.85, 0.9, 0.95, 0.97)),
        items=items,
    )


class _Learner:
    """Recites one list some times, with all that can go wrong."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.zone, self.other_zone = random.choices(ZONES, k=2)
        self.rollover_hour = random.choice((4, random.randrange(24)))
        self.next_dev_seq = dict.fromkeys(DEVICES, 1)
        self.now = FIRST_MOMENT + timedelta(
            days=random.randrange(LAST_START_DAYS), milliseconds=random.randrange(86_400_000)
        )

    def study(self, items: list[RandomItem]) -> None:
        random = self.random
        learned = [item for item in items if random.random() > 0.08]
        for _ in range(random.choice((1, 2, 4, 6, 9, 14))):
            for item in learned:
                if random.random() < 0.9:
                    self._answer(item)
            self.now += timedelta(days=random.choice((0, 1, 2, 5, 12, 30, random.randrange(300))))
            if random.random() < 0.05:
                self.rollover_hour = random.randrange(24)

    def _answer(self, item: RandomItem) -> None:
        random = self.random
        rating = random.choices(RATINGS, weights=(12, 12, 60, 16))[0]
        self._record(item, kind="review", rating=rating)
        if rating == 1 and random.random() < 0.95:
            self._record(item, kind="review", rating=random.choice((2, 3, 3, 3, 3, 4)))
        if random.random() < 0.05:
            target = random.choice(item.events)["event_id"]
            self._record(item, kind="undo", target_event_id=target)
        if random.random() < 0.015:
            self._record(item, kind="reset")
        if random.random() < 0.015:
            self._record(item, kind="suspend")

    def _record(self, item: RandomItem, **content: Any) -> None:
        random = self.random
        if random.random() > 0.1:  # else in the same millisecond as the event before
            self.now += timedelta(milliseconds=random.randrange(1, 60_000))
        zone = self.zone if random.random() < 0.85 else self.other_zone
        at_ms = self._moment(zone)
        device_id = random.choice(DEVICES)
        event = {
            "event_id": f"{random.getrandbits(32):08x}",
            **content,
            "occurred_at_ms": at_ms,
            "utc_offset_minutes": utc_offset_minutes(at_ms, zone),
            "rollover_hour": self.rollover_hour,
            "device_id": device_id,
            "dev_seq": self.next_dev_seq[device_id],
        }
        if random.random() < 0.3:  # the server has answered, and often the clock was right
            event["effective_at_ms"] = at_ms
            event["occurred_at_ms"] += random.choice((0, 0, random.randint(-(10**9), 10**9)))
        self.next_dev_seq[device_id] += 1
        item.events.append(event)
        item.zones[event["event_id"]] = zone

    def _moment(self, zone: str) -> int:
        """Return now, or a moment near it that is likely to be counted wrongly."""
        random = self.random
        moment = self.now
        chance = random.random()
        if chance < 0.05:  # a clock that is wrong
            moment += timedelta(seconds=random.randint(-(10**6), 10**6))
        elif chance < 0.20:  # at the very end or start of a study day
            wall_clock = moment.astimezone(ZoneInfo(zone))
            rollover = wall_clock.replace(
                hour=self.rollover_hour, minute=0, second=0, microsecond=0
            )
            moment = rollover.astimezone(UTC) + timedelta(milliseconds=random.randint(-1, 1))
        elif chance < 0.30:  # a Sunday night on which clocks change somewhere
            month, first_day = random.choice(((3, 8), (3, 25), (4, 1), (10, 1), (10, 25), (11, 1)))
            night = moment.replace(month=month, day=first_day)
            sunday = night + timedelta(days=6 - night.weekday())
            moment = sunday.replace(hour=random.randrange(24), minute=random.choice((0, 29, 59)))
        return (moment - EPOCH) // timedelta(milliseconds=1)
