"""How sure a list is: what its rule vouches for, raised or lowered by what the text says about
it. 0 to 1.
"""

from server.speeches.found import Found, Name

SURE = 0.8  # at least this: one tap accepts it


def confidence(found: Found, name: Name) -> float:
    """Return how sure a list is, 0.05 to 0.99, two decimals."""
    value = found.sureness
    count = len(found.items)
    if name.count is not None:
        value += 0.05 if name.count == count else -0.3
    if name.derived:
        value -= 0.05 if name.telling else 0.2
    if count == 2:
        value -= 0.1
    lengths = [end - start for start, end in found.items]
    if max(lengths) > 45:
        value -= 0.1
    return round(min(max(value, 0.05), 0.99), 2)
