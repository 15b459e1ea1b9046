"""Run the benchmarks, or some: `make bench`, `make bench NAMES="page_size kills"`.

Some take many minutes and mean something only on a quiet machine; benchmarks/README.md says what
each measures, and which figures were measured when.
"""

import argparse
import subprocess
import sys
import time

BENCHMARKS = (
    "page_size",
    "lighthouse",
    "cold_start",
    "new_device",
    "sync_cost",
    "fairness",
    "scheduling_parity",
    "list_scheduling",
    "real_reviews",
    "fitting",
    "key_lists_speed",
    "key_lists_rules",
)
# Only by name: ten minutes and more each, and what they show is no figure that drifts.
ON_DEMAND = ("kills",)


def main() -> int:
    """Run the named benchmarks, or those that run by default; return how many failed."""
    arguments = argparse.ArgumentParser(description=__doc__)
    choice = ", ".join((*BENCHMARKS, *ON_DEMAND))
    arguments.add_argument("names", nargs="*", metavar="NAME", help=choice)
    names = arguments.parse_args().names or BENCHMARKS
    if unknown := sorted(set(names) - {*BENCHMARKS, *ON_DEMAND}):
        arguments.error(f"no such benchmark: {', '.join(unknown)}")
    failed = 0
    for name in names:
        print(f"\n== {name}", flush=True)
        began = time.monotonic()
        failed += subprocess.run([sys.executable, "-m", f"benchmarks.{name}"]).returncode != 0
        print(f"-- {name}: {time.monotonic() - began:.0f} s", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
