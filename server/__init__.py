"""The application factory."""

from typing import Any

from flask import Flask

from server import api_docs, commands, database, faults, health, logs, security, web
from server.accounts import passwords
from server.accounts.routes import blueprint as accounts_blueprint
from server.backups import daily
from server.config import Config
from server.decks.routes import blueprint as decks_blueprint
from server.extensions import api, compress, db, limiter, migrate
from server.fitting import background
from server.speeches.routes import blueprint as speeches_blueprint
from server.sync.routes import blueprint as sync_blueprint


def create_app(**overrides: Any) -> Flask:
    """Make the app from the environment's settings; `overrides` are settings by name."""
    config = Config.from_environment(**overrides)
    app = Flask(__name__, instance_path=config.INSTANCE_FOLDER, static_folder=None)

    configure(app, config)
    logs.init_app(app, config.LOG_LEVEL)
    web.init_app(app, config)
    security.init_app(app, config)
    bind_extensions(app, config)
    register_blueprints(app)
    background.init_app(app, config)
    faults.register(app)
    commands.register(app)
    return app


def configure(app: Flask, config: Config) -> None:
    """Hand our settings on under the names that Flask and its extensions know."""
    app.config.from_object(config)
    app.config.update(
        MAX_CONTENT_LENGTH=config.MAX_BODY_BYTES,
        TRUSTED_HOSTS=[config.TRUSTED_HOST] if config.TRUSTED_HOST else None,
        SQLALCHEMY_DATABASE_URI=config.DATABASE_URL,
        SQLALCHEMY_ENGINE_OPTIONS=database.engine_options(config),
        COMPRESS_MIMETYPES=["application/json"],
        COMPRESS_ALGORITHM=["br", "gzip"],
        API_TITLE="记要 Jiyao",
        API_VERSION="1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api",
        OPENAPI_JSON_PATH="openapi.json",
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # Flask's default provider has it


def bind_extensions(app: Flask, config: Config) -> None:
    """Bind what `extensions.py` made to this app."""
    db.init_app(app)
    database.init_app(app, config)
    daily.init_app(app, config)
    migrate.init_app(app, db, render_as_batch=True)
    limiter.init_app(app)
    compress.init_app(app)
    passwords.init_app(app, config)
    api.init_app(app)


def register_blueprints(app: Flask) -> None:
    """Register the stages in the order of the data's way."""
    api.register_blueprint(speeches_blueprint)
    api.register_blueprint(decks_blueprint)
    api.register_blueprint(sync_blueprint)
    api.register_blueprint(accounts_blueprint)
    app.register_blueprint(api_docs.blueprint)
    app.register_blueprint(health.blueprint)
