"""Minutes per year against mean list retrievability, a curve per policy and a panel per length."""

from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib import pyplot

from benchmarks.list_scheduling.comparison import BASELINE, OURS, TARGET, Task, curve
from benchmarks.list_scheduling.simulation import Costs

PANELS = (3, 4, 7, 10, 12)
COLOURS = {BASELINE: "#444444", OURS: "#c2410c"}
POINTS = 6
SHOWN = (0.82, 0.96)
# A card of one item must be kept much safer for the list to be as safe.
OF_ONE_ITEM = ("one card per item", "one card per item, buried", "overlapping cloze")
CURVES = (BASELINE, *OF_ONE_ITEM, "list rule, all asked", OURS)


def draw(path: Path, learners: int, seed: int, processes: int) -> None:
    """Write the plot; its format is the path's ending."""
    mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "list-scheduling"})
    figure, axes = pyplot.subplots(2, 3, figsize=(11, 7), layout="constrained")
    *panels, legend = axes.flat
    for axis, items in zip(panels, PANELS, strict=True):
        task = Task("default", items, learners, seed)
        losses = np.geomspace(0.04, 0.25, POINTS)
        for policy in CURVES:
            knobs = 1 - losses / (items * 0.7 if policy in OF_ONE_ITEM else 1)
            points = curve(task, policy, knobs, Costs(), processes)
            axis.plot(
                *zip(*points, strict=True),
                label=policy,
                color=COLOURS.get(policy),
                linewidth=2.4 if policy == OURS else 1.2,
            )
        axis.axvline(TARGET, color="#bbbbbb", linewidth=0.8)
        axis.set(title=f"{items} items", xlim=SHOWN, xlabel="mean list retrievability")
        highest = max(
            minutes
            for line in axis.lines[: len(CURVES)]
            for mean, minutes in zip(line.get_xdata(), line.get_ydata(), strict=True)
            if mean <= SHOWN[1]
        )
        axis.set(ylim=(0, highest * 1.1), ylabel="minutes per year")
    legend.axis("off")
    legend.legend(*panels[0].get_legend_handles_labels(), loc="center", frameon=False)
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)
