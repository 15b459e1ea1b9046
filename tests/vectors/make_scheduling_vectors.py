"""Write scheduling.json.gz, what both languages' scheduling must agree on.

    .venv/bin/python -m tests.vectors.make_scheduling_vectors

Study days are read off wall clocks by zoneinfo, states come from the stock py-fsrs package; list
retrievability, due day and plan come from server/scheduling, whose tests hold them against the
naive definitions. Run it again only when the contract changes: the file is the contract.
"""

import gzip
import json
from pathlib import Path
from random import Random
from typing import Any

from server.scheduling.due import due_day
from server.scheduling.memory import MemoryModel
from server.scheduling.plan import PlanItem, plan_recital
from server.scheduling.replay import replay
from server.scheduling.retrievability import list_retrievability
from tests.vectors.random_histories import (
    RandomItem,
    RandomList,
    random_lists,
    random_parameter_sets,
    wall_clock_study_day,
)
from tests.vectors.reference import Reference, counted_reviews

SEED = 20261123
PARAMETER_SETS = 8
LISTS = 2_200
VECTORS = Path(__file__).with_name("scheduling.json.gz")


def main() -> None:
    """Write the vectors and print what they hold."""
    random = Random(SEED)
    parameter_sets = random_parameter_sets(random, PARAMETER_SETS)
    references = [Reference(parameters) for parameters in parameter_sets]
    models = [MemoryModel(parameters) for parameters in parameter_sets]
    lists = []
    for key_list in random_lists(random, LISTS, PARAMETER_SETS):
        items = [_expected_item(item, references[key_list.parameters]) for item in key_list.items]
        schedule = _expected_schedule(key_list, models[key_list.parameters], random)
        lists.append(
            {
                "parameters": key_list.parameters,
                "desired_retention": key_list.desired_retention,
                "items": items,
                **schedule,
            }
        )
    content = {"seed": SEED, "parameters": parameter_sets, "lists": lists}
    packed = json.dumps(content, separators=(",", ":")).encode()
    VECTORS.write_bytes(gzip.compress(packed, mtime=0))
    histories = [item for key_list in lists for item in key_list["items"]]
    events = sum(len(item["events"]) for item in histories)
    size_kb = VECTORS.stat().st_size // 1024
    print(f"{len(lists)} lists, {len(histories)} histories, {events} events, {size_kb} KB")  # noqa: T201


def _expected_item(item: RandomItem, reference: Reference) -> dict[str, Any]:
    days = {
        event["event_id"]: wall_clock_study_day(
            event.get("effective_at_ms", event["occurred_at_ms"]),
            item.zones[event["event_id"]],
            event["rollover_hour"],
        )
        for event in item.events
    }
    return {
        "item_id": item.item_id,
        "position": item.position,
        "events": item.events,
        "study_days": list(days.values()),
        "state": reference.state(counted_reviews(item.events, days)),
    }


def _expected_schedule(key_list: RandomList, model: MemoryModel, random: Random) -> dict[str, Any]:
    items = [
        PlanItem(item.item_id, item.position, replay(item.events, model)) for item in key_list.items
    ]
    states = [item.state for item in items]
    due = due_day(states, key_list.desired_retention, model)
    plan_day = 0 if due is None else due + random.choice((-1, 0, 0, 0, 1, 5, 60))
    return {
        "due_day": due,
        "plan_day": plan_day,
        "list_retrievability": list_retrievability(states, plan_day, model),
        "plan": plan_recital(items, plan_day, model),
    }


if __name__ == "__main__":
    main()
