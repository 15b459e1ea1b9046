from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

import marshmallow as ma
from apispec import APISpec
from flask import Blueprint as FlaskBlueprint
from flask import Flask
from webargs.flaskparser import FlaskParser

View = TypeVar("View", bound=Callable[..., Any])
SchemaLike = type[ma.Schema] | ma.Schema

class Blueprint(FlaskBlueprint):
    ARGUMENTS_PARSER: FlaskParser
    description: str
    def __init__(
        self, name: str, import_name: str, *, url_prefix: str = ..., description: str = ...
    ) -> None: ...
    def arguments(
        self, schema: SchemaLike, *, location: str = ..., **options: Any
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]: ...
    def response(
        self, status_code: int, schema: SchemaLike | None = ..., **options: Any
    ) -> Callable[[View], View]: ...
    def alt_response(
        self, status_code: int, *, schema: SchemaLike | None = ..., **options: Any
    ) -> Callable[[View], View]: ...
    def doc(self, **documentation: Any) -> Callable[[View], View]: ...

class Api:
    ERROR_SCHEMA: ClassVar[type[ma.Schema]]
    spec: APISpec
    def init_app(self, app: Flask) -> None: ...
    def register_blueprint(self, blp: Blueprint, **options: Any) -> None: ...
