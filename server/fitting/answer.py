"""What the process that fits says to the one that serves."""

import json

from server.fitting.account import AccountFit
from server.fitting.fit import Fit, Gain


def write_answer(fitted: AccountFit | None) -> str:
    """Write a fit as JSON."""
    if fitted is None:
        return "null"
    return json.dumps({"event_count": fitted.event_count, **fitted.fit._asdict()})


def read_answer(text: str) -> AccountFit | None:
    """Read what `write_answer` wrote."""
    answer = json.loads(text)
    if answer is None:
        return None
    gain = answer.pop("gain")
    return AccountFit(answer.pop("event_count"), Fit(**answer, gain=gain and Gain(*gain)))
