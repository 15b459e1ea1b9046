"""The exchange, and what a new device may begin with."""

from typing import Any

from flask import Response, g, jsonify

from server import clock
from server.accounts.auth import signed_in
from server.api import Blueprint, ValuesUncheckedParser
from server.errors import ConflictError
from server.extensions import limiter
from server.fitting.background import fitter
from server.reviews.effective_time import Clocks

from .exchange import exchange
from .pusher import Pusher
from .schemas import AnswerSchema, ExchangeSchema, SnapshotSchema
from .snapshot import read_snapshot

blueprint = Blueprint(
    "sync", __name__, url_prefix="/api/sync", description="One exchange: push and pull"
)
blueprint.ARGUMENTS_PARSER = ValuesUncheckedParser()


@blueprint.route("", methods=["POST"])
@signed_in
@blueprint.arguments(ExchangeSchema())
@blueprint.response(200, AnswerSchema)
def synchronize(request: dict[str, Any]) -> Response:
    """Exchange review events and edits."""
    if request["device_id"] != g.device_id:
        raise ConflictError(
            "device_mismatch", "This cookie belongs to another device; sign in again."
        )
    clocks = Clocks(clock.now_ms(), request["client_now_ms"])
    answer = exchange(Pusher(g.account_id, g.device_id, clocks, g.token_hash), request)
    fitter().consider(g.account_id, answer["digest"]["event_count"])
    # A response, not the bare answer: dumping 2000 rows through schemas would cost more than
    # reading them.
    return jsonify(answer)


@blueprint.route("/snapshot")
@signed_in
@limiter.limit("LIMIT_SNAPSHOT", key=lambda: g.account_id)
@blueprint.response(200, SnapshotSchema)
def give_snapshot() -> Response:
    """Give a new device memory states to begin with, until it has replayed all events itself."""
    return jsonify({"states": read_snapshot(g.account_id)})
