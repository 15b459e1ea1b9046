"""Who asks for an exchange."""

from dataclasses import dataclass

from server.reviews.effective_time import Clocks


@dataclass(frozen=True)
class Pusher:
    """The signed-in device of an account, with both clocks as they are at this request.

    `token_hash` is of the token that it showed; None: the server itself.
    """

    account_id: str
    device_id: str
    clocks: Clocks
    token_hash: bytes | None = None
