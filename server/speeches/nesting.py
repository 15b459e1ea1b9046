"""Which list stands inside an item of which."""

from server.speeches.found import Found


def parents(ordered: list[Found]) -> list[int | None]:
    """Return for each list the number of the innermost list in one of whose items it stands, or
    None.

    Lists come in the order of their openings.
    """
    found_parents: list[int | None] = []
    opened: list[int] = []
    for number, found in enumerate(ordered):
        while opened and ordered[opened[-1]].region[1] <= found.opening:
            opened.pop()
        holders = (holder for holder in reversed(opened) if _holds(ordered[holder], found))
        found_parents.append(next(holders, None))
        opened.append(number)
    return found_parents


def _holds(holder: Found, found: Found) -> bool:
    """Tell whether one item's region holds all of a list's items."""
    start, end = found.items[0][0], found.items[-1][1]
    return any(begin <= start and end <= stop for begin, stop in holder.regions)
