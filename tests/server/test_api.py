"""What holds for every route and every schema, also for those that are yet to be written."""

from collections.abc import Iterator
from typing import Any

import marshmallow as ma
import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_smorest import Blueprint as SmorestBlueprint

from server.api import Blueprint, Schema, StrictParser
from server.extensions import api
from tests.conftest import ON_SQLITE

pytestmark = ON_SQLITE


def input_schemas(app: Flask) -> Iterator[ma.Schema]:
    """Every schema that a route of the app reads a request with."""
    for view in app.view_functions.values():
        for parameter in getattr(view, "_apidoc", {}).get("arguments", {}).get("parameters", []):
            schema = parameter["schema"]
            yield schema() if isinstance(schema, type) else schema


def with_nested(schema: ma.Schema) -> Iterator[ma.Schema]:
    """A schema and all that stand in its fields."""
    yield schema
    for field in schema.fields.values():
        inner: Any = field.inner if isinstance(field, ma.fields.List) else field
        if isinstance(inner, ma.fields.Nested):
            yield from with_nested(inner.schema)


def test_every_schema_that_reads_a_request_refuses_unknown_fields(app: Flask) -> None:
    schemas = [each for schema in input_schemas(app) for each in with_nested(schema)]
    assert {type(each).__name__ for each in schemas} >= {"CreateAccountSchema", "DeviceInputSchema"}
    lax = [type(each).__name__ for each in schemas if each.unknown != ma.RAISE]
    assert lax == []


def test_the_walk_finds_a_lax_nested_schema(app: Flask) -> None:
    class Lax(ma.Schema):
        class Meta:
            unknown = ma.INCLUDE

    class Outer(Schema):
        many = ma.fields.List(ma.fields.Nested(Lax))

    assert [each.unknown for each in with_nested(Outer())] == [ma.RAISE, ma.INCLUDE]


def test_every_stage_reads_strict_json(app: Flask) -> None:
    stages = [each for each in app.blueprints.values() if isinstance(each, SmorestBlueprint)]
    assert {each.name for each in stages} >= {"decks", "sync", "accounts"}
    assert [each.name for each in stages if not isinstance(each, Blueprint)] == []
    for stage in stages:
        assert isinstance(stage.ARGUMENTS_PARSER, StrictParser)


def test_openapi_describes_every_route_of_the_api(client: FlaskClient, app: Flask) -> None:
    spec = client.get("/api/openapi.json").json
    assert spec["openapi"] == "3.1.0"
    routes = {
        (rule.rule.replace("<uuid:", "{").replace(">", "}"), method.lower())
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith("/api/")
    }
    described = {(path, method) for path, item in spec["paths"].items() for method in item}
    about_itself = {(f"/api/{name}", "get") for name in ("openapi.json", "docs", "docs.css")}
    assert routes - about_itself == {each for each in described if each[1] != "parameters"}


def test_openapi_says_what_an_error_looks_like(client: FlaskClient) -> None:
    spec = client.get("/api/openapi.json").json
    assert set(spec["components"]["schemas"]["Error"]["properties"]) == {"error"}
    for path, item in spec["paths"].items():
        for method, operation in item.items():
            if method != "parameters":
                assert "default" in operation["responses"], (path, method)


def test_the_readable_page_shows_every_operation_without_scripts(client: FlaskClient) -> None:
    page = client.get("/api/docs").text
    for path in api.spec.to_dict()["paths"]:
        assert f"<code>{path}</code>" in page
    assert "device.name" in page
    assert "<script" not in page
    assert "http" not in page.replace("http://www.w3.org", "")


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_long_answers_are_compressed(client: FlaskClient, encoding: str) -> None:
    response = client.get("/api/openapi.json", headers={"Accept-Encoding": encoding})
    assert response.headers["Content-Encoding"] == encoding
    assert "Accept-Encoding" in response.headers["Vary"]
