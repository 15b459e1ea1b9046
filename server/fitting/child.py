"""The process that fits: fsrs-rs keeps Python's lock while it works, so no request would be served.

Given an account id; writes one JSON object, or null when there is no such account. It only reads:
what is kept is written by the parent, by the parent's clock.
"""

import os
import resource
import sys

from server import create_app
from server.fitting.account import fit_account
from server.fitting.answer import write_answer

_LESS_URGENT = 10
_MEMORY_BYTES = 2 * 1024**3
"""Enough for more than a million events, at about 1.5 KB each."""


def main(account_id: str) -> None:
    """Fit and answer on standard output."""
    os.nice(_LESS_URGENT)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    with create_app(FIT_PARAMETERS=False).app_context():
        sys.stdout.write(write_answer(fit_account(account_id)))


if __name__ == "__main__":
    main(sys.argv[1])
