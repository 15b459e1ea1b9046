"""The digest over an account's set of event ids: a count alone would not see a swapped event."""

from collections.abc import Iterable

MODULUS = 2**128
EMPTY_SUM = "0" * 32


def add_to_sum(event_id_sum: str, event_ids: Iterable[str]) -> str:
    """Add ids to the sum modulo 2^128, 32 hexadecimal digits; in any order the same."""
    total = int(event_id_sum, 16) + sum(
        int(event_id.replace("-", ""), 16) for event_id in event_ids
    )
    return f"{total % MODULUS:032x}"
