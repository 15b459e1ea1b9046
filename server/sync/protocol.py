"""The versions of the exchange and what one request may hold.

A push is accepted from every version ever shipped, because a phone that was away for a year must
be able to hand in its reviews. A version that is newer than the server is accepted too: what the
server does not know it keeps and passes on. The answer says the server's own version.
"""

# 2026-11-23, release 0.1. Events as a grow-only set, edits as last-writer-wins registers, one
# cursor for both, epoch, digest. Every client speaks it.
PROTOCOL_1_FIRST = 1

PROTOCOL_VERSION = PROTOCOL_1_FIRST

MAX_EVENTS = 500
MAX_EDITS = 500
MAX_PAGE_ROWS = 2000
# SQLite: others wait for as long as so many items take, some milliseconds.
MOST_OF_A_TRANSACTION = 50
# A page ends early at so many edits or so many bytes of their values: 2000 of the longest values
# would be one answer of 128 MB.
MAX_PAGE_EDITS = 250
MAX_PAGE_VALUE_BYTES = 1_000_000

MAX_VALUE_BYTES = 64 * 1024
