"""/api/docs: the OpenAPI description as a page that a person reads, without scripts."""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, NamedTuple

from flask import Blueprint, Response, render_template, send_file

from server.extensions import api

blueprint = Blueprint("api_docs", __name__, url_prefix="/api")

Json = Mapping[str, Any]
METHODS = ("get", "post", "put", "patch", "delete")
BOUNDS = ("minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "default")


class Field(NamedTuple):
    """A field of a body, by its path: device.id, key_lists[].name."""

    path: str
    type: str
    required: bool
    bounds: str
    description: str


class Answer(NamedTuple):
    """What an operation answers with a status."""

    status: str
    description: str
    fields: list[Field]


class Operation(NamedTuple):
    """A method of a path."""

    method: str
    path: str
    summary: str
    parameters: list[Field]
    body: list[Field]
    answers: list[Answer]


class Stage(NamedTuple):
    """A blueprint's operations."""

    name: str
    description: str
    operations: list[Operation]


@blueprint.get("/docs")
def docs() -> str:
    """Show every stage, its operations, their fields."""
    spec = api.spec.to_dict()
    return render_template("api-docs.html", title=spec["info"]["title"], stages=list(stages(spec)))


@blueprint.get("/docs.css")
def style() -> Response:
    """Give the page its look."""
    return send_file("templates/api-docs.css", max_age=0)


def stages(spec: Json) -> Iterator[Stage]:
    """Yield the stages in the order in which they are registered."""
    for tag in spec["tags"]:
        operations = [
            _operation(spec, method, path, item[method])
            for path, item in spec["paths"].items()
            for method in METHODS
            if method in item and tag["name"] in item[method]["tags"]
        ]
        yield Stage(tag["name"], tag.get("description", ""), operations)


def fields(spec: Json, schema: Json, path: str = "") -> Iterator[Field]:
    """Yield the fields of a schema, inner ones after their outer one."""
    schema = _resolve(spec, schema)
    if schema.get("type") == "array":
        yield from fields(spec, schema["items"], f"{path}[]")
    for name, inner in schema.get("properties", {}).items():
        resolved = _resolve(spec, inner)
        full = f"{path}.{name}" if path else name
        yield Field(
            full,
            _type(resolved),
            name in schema.get("required", ()),
            ", ".join(f"{bound} {resolved[bound]}" for bound in BOUNDS if bound in resolved),
            inner.get("description") or resolved.get("description", ""),
        )
        yield from fields(spec, resolved, full)


def _operation(spec: Json, method: str, path: str, operation: Json) -> Operation:
    return Operation(
        method.upper(),
        path,
        operation.get("summary", ""),
        [_parameter(spec, each) for each in operation.get("parameters", ())],
        list(fields(spec, _schema(operation.get("requestBody", {})))),
        [_answer(spec, status, each) for status, each in operation["responses"].items()],
    )


def _parameter(spec: Json, parameter: Json) -> Field:
    schema = _resolve(spec, parameter.get("schema", {}))
    return Field(parameter["name"], _type(schema), parameter.get("required", False), "", "")


def _answer(spec: Json, status: str, answer: Json) -> Answer:
    answer = _resolve(spec, answer)
    words = HTTPStatus(int(status)).phrase if status.isdigit() else "Any error"
    return Answer(
        "error" if status == "default" else status,
        answer.get("description") or words,
        # Errors have one shape, which the page shows once.
        list(fields(spec, _schema(answer))) if status.startswith("2") else [],
    )


def _schema(holder: Json) -> Json:
    found: Json = holder.get("content", {}).get("application/json", {}).get("schema", {})
    return found


def _resolve(spec: Json, node: Json) -> Json:
    while "$ref" in node:
        found: Any = spec
        for key in node["$ref"].removeprefix("#/").split("/"):
            found = found[key]
        node = found
    return node


def _type(schema: Json) -> str:
    kind = schema.get("type", "any")
    words = " or ".join(kind) if isinstance(kind, list) else kind
    if "enum" in schema:
        words = " | ".join(str(each) for each in schema["enum"])
    return f"{words} ({schema['format']})" if "format" in schema else words
