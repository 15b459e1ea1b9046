"""Two years of one learner with one list under one policy."""

from typing import NamedTuple

import numpy as np

from benchmarks.list_scheduling.learners import Learner
from benchmarks.list_scheduling.policies import Policy

DAYS = 730


class Costs(NamedTuple):
    """Seconds that a recital takes."""

    visit: float = 5
    item: float = 3
    lapse: float = 6
    """To read what was forgotten (3 s) and to say it once more (3 s)."""


class Outcome(NamedTuple):
    """What happened after the day of learning, which costs the same under every policy."""

    mean_retrievability: float
    """The true probability of reciting the list whole, averaged over the mornings of all days."""
    visits: int
    asked: int
    lapses: int
    repeat_visits: int
    """Visits and items said again only because the program has a card, not a recital, to repeat."""
    repeat_asked: int

    def seconds_per_year(self, costs: Costs, repeats: bool = True) -> float:
        """Return the study time; without `repeats` what is said again is free."""
        visits = self.visits + (self.repeat_visits if repeats else 0)
        asked = self.asked + (self.repeat_asked if repeats else 0)
        total = costs.visit * visits + costs.item * asked + costs.lapse * self.lapses
        return total * 365 / DAYS


def simulate(learner: Learner, policy: Policy) -> Outcome:
    """Let a learner study a list for DAYS days after the day on which it was learned."""
    truths = learner.truths
    items = len(truths)
    policy.begin(learner.first_ratings)
    memories = [
        truth.first(rating) for truth, rating in zip(truths, learner.first_ratings, strict=True)
    ]
    curves = np.array([[truth.curve] for truth in truths])
    decays = np.array([truth.decay for truth in truths])
    last_days, reviews = np.zeros((items, 1)), [0] * items
    day, summed = 0, 0.0
    visits = asked_items = lapses = repeat_visits = repeat_asked = 0
    while True:
        due = policy.next_day(day)
        mornings = np.arange(day + 1, min(due, DAYS) + 1)
        stabilities = np.array([[memory[0]] for memory in memories])
        growth = np.log1p(curves / stabilities * (mornings - last_days))
        certainty = np.exp(decays @ growth)
        summed += float(certainty.sum())
        if due > DAYS:
            break
        recall = np.exp(decays * growth[:, -1])
        asked = policy.asked(due)
        recalled = {item: learner.luck(item, reviews[item]) < recall[item] for item in asked}
        for item, right in recalled.items():
            elapsed = int(due - last_days[item, 0])
            memories[item] = truths[item].next(memories[item], elapsed, right)
            last_days[item, 0] = due
            reviews[item] += 1
        policy.answered(due, recalled)
        failed = len(asked) - sum(recalled.values())
        visits += len(asked) if policy.own_visit_per_item else 1
        asked_items += len(asked)
        lapses += failed
        if failed and policy.repeats_whole_list:
            repeat_visits += 1
            repeat_asked += len(asked) - failed
        elif policy.own_visit_per_item:
            repeat_visits += failed
        day = due
    return Outcome(summed / DAYS, visits, asked_items, lapses, repeat_visits, repeat_asked)
