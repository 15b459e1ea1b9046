"""The library's decks. Anyone may read them: a learner begins without an account."""

from typing import Any
from uuid import UUID

from flask import Response, request

from server.api import Blueprint
from server.decks.library import library_deck, library_decks
from server.decks.models import DeckRow
from server.decks.schemas import DeckHeadSchema, DeckSchema
from server.errors import ErrorSchema

blueprint = Blueprint(
    "decks", __name__, url_prefix="/api/decks", description="The decks that come with the server"
)


@blueprint.get("")
@blueprint.response(200, DeckHeadSchema(many=True))
@blueprint.alt_response(304, description="Unchanged since the ETag in If-None-Match")
def list_decks() -> list[DeckRow]:
    """List the library's decks."""
    return library_decks()


@blueprint.get("/<uuid:deck_id>")
@blueprint.response(200, DeckSchema)
@blueprint.alt_response(304, description="Unchanged since the ETag in If-None-Match")
@blueprint.alt_response(404, schema=ErrorSchema, description="There is no such deck")
def read_deck(deck_id: UUID) -> dict[str, Any]:
    """Read a deck with its key lists and items."""
    return library_deck(str(deck_id))


@blueprint.after_request
def let_caches_ask_again(response: Response) -> Response:
    """Let caches keep an answer, but ask each time whether it still holds: mostly a 304, no body.

    The page keeps decks in its own database; a copy that is silently old would only hide edits.
    """
    if response.status_code == 200:
        response.add_etag()
        response.cache_control.public = True
        response.cache_control.no_cache = True
        response.make_conditional(request)
    return response
