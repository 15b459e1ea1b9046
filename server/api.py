"""flask-smorest as used here: blueprints read strict JSON, schemas refuse unknown fields."""

from typing import Any

import flask_smorest
import marshmallow as ma
from flask import Request, current_app
from webargs.flaskparser import FlaskParser

from server import strict_json
from server.errors import ErrorSchema, InvalidInputError, field_paths


class Schema(ma.Schema):
    """Every input schema's base, nested ones too: marshmallow does not hand `unknown` down."""

    class Meta:
        """Refuse fields that nobody knows."""

        unknown = ma.RAISE


class StrictParser(FlaskParser):
    """Reads request bodies with `strict_json` and reports faults by field path."""

    # Never webargs' own default for bodies, which would override the schema's.
    DEFAULT_UNKNOWN_BY_LOCATION: dict[str, str | None] = {  # noqa: RUF012 - as webargs has it
        **FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION,
        "json": None,
    }
    check_values = True

    def load_json(self, req: Request, schema: ma.Schema) -> Any:
        """Return the parsed body, or missing when there is none."""
        body = req.get_data(cache=True)
        if not body:
            return ma.missing
        return strict_json.parse(
            body, max_depth=current_app.config["MAX_JSON_DEPTH"], check_values=self.check_values
        )

    def handle_error(
        self,
        error: ma.ValidationError,
        req: Request,
        schema: ma.Schema,
        *,
        error_status_code: int | None,
        error_headers: Any,
    ) -> Any:
        """Raise what the schema found wrong as one of our errors."""
        raise InvalidInputError(details=field_paths(error.messages)) from error


class ValuesUncheckedParser(StrictParser):
    """For sync, where one bad item must not block the others: it checks each item itself."""

    check_values = False


class Blueprint(flask_smorest.Blueprint):
    """A stage's routes. `blueprint.arguments(Schema)` reads strict JSON."""

    ARGUMENTS_PARSER = StrictParser()


class Api(flask_smorest.Api):
    """OpenAPI 3.1 from the blueprints; errors are answered by `faults.register`."""

    ERROR_SCHEMA = ErrorSchema

    def _register_error_handlers(self) -> None:
        """Leave errors to `faults.register`, which answers all of them, not only HTTP's."""


__all__ = ["Api", "Blueprint", "Schema", "StrictParser", "ValuesUncheckedParser"]
