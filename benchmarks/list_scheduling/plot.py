"""Minutes per year against mean list retrievability, a curve per policy."""

from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib import pyplot

from benchmarks.list_scheduling.comparison import BASELINE, OURS, TARGET, Task, curve
from benchmarks.list_scheduling.policies import POLICIES
from benchmarks.list_scheduling.simulation import Costs

PANELS = (3, 7, 10)
COLOURS = {BASELINE: "#444444", OURS: "#c2410c"}


def draw(path: Path, learners: int, seed: int, processes: int) -> None:
    """Write the plot; its format is the path's ending."""
    mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "list-scheduling"})
    figure, axes = pyplot.subplots(1, len(PANELS), figsize=(11, 4), layout="constrained")
    for axis, items in zip(axes, PANELS, strict=True):
        task = Task("default", items, learners, seed)
        losses = np.geomspace(0.04, 0.25, 6)
        for policy in list(POLICIES)[:6]:
            # A card of one item must be kept much safer for the list to be as safe.
            knobs = 1 - losses / (items * 0.7 if "item" in policy else 1)
            points = curve(task, policy, knobs, Costs(), processes)
            axis.plot(
                *zip(*points, strict=True),
                label=policy,
                color=COLOURS.get(policy),
                linewidth=2.4 if policy == OURS else 1.2,
            )
        axis.axvline(TARGET, color="#bbbbbb", linewidth=0.8)
        axis.set(title=f"{items} items", xlim=(0.82, 0.96), xlabel="mean list retrievability")
        axis.set_ylim(0, max(y for line in axis.lines[:2] for y in line.get_ydata()) * 1.1)
    axes[0].set_ylabel("minutes per year")
    axes[0].legend(fontsize=8)
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)
