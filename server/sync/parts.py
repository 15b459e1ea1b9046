"""Cut a large push into several exchanges, and answer them as one.

Safe because every item stands for itself: who is cut off in the middle pushes all of it again and
is told what is there already.
"""

from collections.abc import Callable
from typing import Any

Json = dict[str, Any]


def exchange_in_parts(request: Json, most: int, exchange: Callable[[Json], Json]) -> Json:
    """Exchange at most so many items at a time; each part goes on from the page before.

    The answer is that of one exchange. Where its page was full before the last part, the cursor
    stays behind that page, and the device asks for the rest.
    """
    answer: Json | None = None
    for events, edits in _cut(request["events"], request["edits"], most):
        part = {**request, "events": events, "edits": edits}
        answer = exchange(part) if answer is None else _next(part, answer, exchange)
        if answer["outcome"] != "ok":
            break
    return exchange(request) if answer is None else answer


def _cut(events: list[Any], edits: list[Any], most: int) -> list[tuple[list[Any], list[Any]]]:
    items = [*((True, event) for event in events), *((False, edit) for edit in edits)]
    parts = [items[start : start + most] for start in range(0, len(items), most)]
    return [
        (
            [item for is_event, item in part if is_event],
            [item for is_event, item in part if not is_event],
        )
        for part in parts
    ]


def _next(part: Json, so_far: Json, exchange: Callable[[Json], Json]) -> Json:
    room = part["limit"] - len(so_far["events"]) - len(so_far["edits"])
    has_more = so_far["has_more"] or room <= 0
    answer = exchange({**part, "cursor": so_far["next_cursor"], "limit": 0 if has_more else room})
    if answer["outcome"] != "ok":
        return answer
    joined = ("event_acks", "edit_acks", "events", "edits")
    page_ends = {"next_cursor": so_far["next_cursor"], "has_more": True} if has_more else {}
    return {**answer, **{name: so_far[name] + answer[name] for name in joined}, **page_ends}
