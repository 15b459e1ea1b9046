"""The recovery code: 100 random bits that a person writes down, used once."""

import hashlib
import hmac
import secrets
from typing import Final

# Crockford's base 32: no I, L, O, U, so nothing is read as something else.
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP_LENGTH = 5, 4
READ_AS: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
LONGEST_TYPED: Final = 64


def new_code() -> str:
    """Make a code of 5 groups of 4 characters: K7QM-2XWD-…, 20 × 5 bits."""
    return "-".join(
        "".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS)
    )


def hashed(code: str) -> bytes:
    """Return what is stored of a code, typed in any case and spacing, O for 0, I or L for 1.

    The code is random, so a fast hash is enough.
    """
    typed = "".join(each for each in code.upper() if each.isalnum())
    return hashlib.sha256(typed.translate(READ_AS).encode()).digest()


def matches(recovery_hash: bytes | None, code: str) -> bool:
    """Compare in constant time. Without a hash it is false."""
    return hmac.compare_digest(recovery_hash or b"", hashed(code))
