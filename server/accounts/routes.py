"""Accounts, sessions and devices."""

from server.api import Blueprint

blueprint = Blueprint("accounts", __name__, url_prefix="/api", description="Accounts and devices")
