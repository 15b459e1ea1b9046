"""The digest over a set of ids: a count alone would not see one id in the place of another."""

from collections.abc import Iterable

MODULUS = 2**128
EMPTY_SUM = "0" * 32


def add_to_sum(id_sum: str, added: Iterable[str], removed: Iterable[str] = ()) -> str:
    """Add ids to the sum modulo 2^128, 32 hexadecimal digits; in any order the same."""
    total = int(id_sum, 16) + sum(map(_number, added)) - sum(map(_number, removed))
    return f"{total % MODULUS:032x}"


def _number(identifier: str) -> int:
    return int(identifier.replace("-", ""), 16)
