"""How often passwords and recovery codes may be wrong.

Nothing here concerns a device that is signed in and asks nothing of this kind: whoever guesses at
a name cannot keep the learner's own devices from syncing.
"""

import hashlib
import ipaddress
from collections.abc import Iterable
from typing import NamedTuple

from flask import g, request

from server.extensions import limiter


class Counter(NamedTuple):
    """A limit of the settings, and what is counted under it."""

    setting: str
    key: str


def of_name(purpose: str, name_key: str) -> tuple[Counter, ...]:
    """Count by address, by name from that address, and by name from anywhere."""
    name = hashlib.sha256(name_key.encode()).hexdigest()[:32]
    return (
        Counter("LIMIT_ADDRESS", f"{purpose}:{address()}"),
        Counter("LIMIT_NAME", f"{purpose}:{address()}:{name}"),
        Counter("LIMIT_NAME_ANYWHERE", f"{purpose}:{name}"),
    )


def of_account() -> tuple[Counter, ...]:
    """Count by the account whose signed-in devices were asked for its password again.

    Not by device: whoever is signed in can go on as a new one.
    """
    return (Counter("LIMIT_ACCOUNT", g.account_id),)


def refuse_when_reached(counters: Iterable[Counter]) -> None:
    """Raise TooManyRequestsError with Retry-After when one of the counters is full."""
    for counter in counters:
        limiter.refuse_when_reached(*counter)


def count_failure(counters: Iterable[Counter]) -> None:
    """Count one wrong password or code."""
    for counter in counters:
        limiter.count(*counter)


def address() -> str:
    """Return whom a request counts for: an IPv4 address, or the /64 that an IPv6 customer has.

    A server that listens on both sees all IPv4 addresses in one /64 of IPv6 (RFC 4291, 2.5.5.2).
    """
    text = request.remote_addr or "127.0.0.1"
    try:
        parsed = ipaddress.ip_address(text)
    except ValueError:
        return text
    if parsed.version == 4:
        return text
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network(f"{text}/64", strict=False))
