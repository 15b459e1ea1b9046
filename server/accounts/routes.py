"""Accounts, sessions and devices."""

from typing import Any
from uuid import UUID

from flask import Response, g, jsonify
from flask.typing import ResponseReturnValue

from server.accounts import account as accounts
from server.accounts import devices, tokens
from server.accounts.account import SignedIn
from server.accounts.auth import authenticate, signed_in
from server.accounts.limits import address
from server.accounts.models import Account
from server.accounts.schemas import (
    AccountSchema,
    ChangePasswordSchema,
    CreateAccountSchema,
    DeviceIdSchema,
    DeviceInputSchema,
    DeviceSchema,
    PasswordSchema,
    RecoverableAccountSchema,
    RecoverSchema,
    RecoveryCodeSchema,
    SessionSchema,
    SignInSchema,
)
from server.api import Blueprint
from server.errors import SignedOutError
from server.extensions import limiter

blueprint = Blueprint("accounts", __name__, url_prefix="/api", description="Accounts and devices")


@blueprint.route("/account", methods=["POST"])
@limiter.limit("LIMIT_CREATE_TRIES", key=address)
@blueprint.arguments(CreateAccountSchema)
@blueprint.response(201, RecoverableAccountSchema)
def create_account(body: dict[str, Any]) -> ResponseReturnValue:
    """Create an account, signed in on this device; shows the recovery code this once."""
    created_from = f"create:{address()}"
    limiter.refuse_when_reached("LIMIT_CREATE", created_from)
    created = accounts.create(**body)
    limiter.count("LIMIT_CREATE", created_from)
    return _with_cookie(created, RecoverableAccountSchema(), 201)


@blueprint.route("/account")
@blueprint.response(200, AccountSchema)
@signed_in
def show_account() -> dict[str, str]:
    """Show who is signed in."""
    return _describe(accounts.signed_in_account(), g.device_id)


@blueprint.route("/account", methods=["DELETE"])
@blueprint.arguments(PasswordSchema)
@blueprint.response(204)
@signed_in
def erase_account(body: dict[str, str]) -> Response:
    """Erase the account and everything of it."""
    accounts.erase(**body)
    return _without_cookie()


@blueprint.route("/account/password", methods=["POST"])
@blueprint.arguments(ChangePasswordSchema)
@blueprint.response(204)
@signed_in
def change_password(body: dict[str, str]) -> Response:
    """Change the password; the other devices, and copies of this one's cookie, are signed out."""
    response = Response(status=204)
    tokens.set_cookie(response, accounts.change_password(**body))
    return response


@blueprint.route("/account/recovery", methods=["POST"])
@blueprint.arguments(RecoverSchema)
@blueprint.response(200, RecoverableAccountSchema)
def recover_account(body: dict[str, Any]) -> ResponseReturnValue:
    """Set a new password by the recovery code; others are signed out, the code changes."""
    recovered = accounts.recover(
        body["name"], body["recovery_code"], body["new_password"], body["device"]
    )
    return _with_cookie(recovered, RecoverableAccountSchema(), 200)


@blueprint.route("/account/recovery-code", methods=["POST"])
@blueprint.arguments(PasswordSchema)
@blueprint.response(200, RecoveryCodeSchema)
@signed_in
def replace_recovery_code(body: dict[str, str]) -> Response:
    """Replace the recovery code; shows the new one this once."""
    renewed = accounts.new_recovery_code(**body)
    response = jsonify({"recovery_code": renewed.recovery_code})
    tokens.set_cookie(response, renewed.token)
    return response


@blueprint.route("/session", methods=["POST"])
@blueprint.arguments(SignInSchema)
@blueprint.response(200, AccountSchema)
def sign_in(body: dict[str, Any]) -> ResponseReturnValue:
    """Sign this device in."""
    return _with_cookie(accounts.sign_in(**body), AccountSchema(), 200)


@blueprint.route("/session")
@blueprint.response(200, SessionSchema)
def show_session() -> dict[str, dict[str, str] | None]:
    """Show who is signed in here, or null.

    A page whose storage was cleared asks whether its cookie still opens an account; for everyone
    else that nobody is signed in is no error.
    """
    try:
        authenticate()
        return {"account": _describe(accounts.signed_in_account(), g.device_id)}
    except SignedOutError:
        return {"account": None}


@blueprint.route("/session", methods=["DELETE"])
@blueprint.response(204)
@signed_in
def sign_out() -> Response:
    """Sign this device out."""
    devices.sign_out(g.account_id, g.device_id)
    return _without_cookie()


@blueprint.route("/devices")
@blueprint.response(200, DeviceSchema(many=True))
@signed_in
def list_devices() -> list[dict[str, Any]]:
    """List the devices that are signed in."""
    return [
        {**DEVICE.dump(device), "current": device.id == g.device_id}
        for device in devices.list_signed_in(g.account_id)
    ]


@blueprint.route("/devices", methods=["POST"])
@blueprint.arguments(DeviceInputSchema)
@blueprint.response(201, DeviceIdSchema)
@signed_in
@limiter.limit("LIMIT_NEW_DEVICES", key=lambda: g.account_id)
def go_on_as_new_device(body: dict[str, str]) -> Response:
    """Go on as a new device, because a copy of this browser uses the old one."""
    token = devices.go_on_as(
        g.account_id, body["id"], body["name"], shown=(g.device_id, g.token_hash)
    )
    response = jsonify({"device_id": token.device_id})
    response.status_code = 201
    tokens.set_cookie(response, token)
    return response


@blueprint.route("/devices/<uuid:device_id>", methods=["DELETE"])
@blueprint.response(204)
@signed_in
def revoke_device(device_id: UUID) -> Response:
    """Sign another device out, for example a lost one."""
    devices.revoke(g.account_id, str(device_id))
    return _without_cookie() if str(device_id) == g.device_id else Response(status=204)


DEVICE = DeviceSchema(exclude=("current",))


def _describe(account: Account, device_id: str) -> dict[str, str]:
    return {
        "account_id": account.id,
        "name": account.name,
        "device_id": device_id,
        "epoch": account.epoch,
    }


def _with_cookie(signed_in: SignedIn, schema: AccountSchema, status: int) -> Response:
    shown = _describe(signed_in.account, signed_in.token.device_id)
    response = jsonify(schema.dump({**shown, "recovery_code": signed_in.recovery_code}))
    response.status_code = status
    tokens.set_cookie(response, signed_in.token)
    return response


def _without_cookie() -> Response:
    response = Response(status=204)
    tokens.delete_cookie(response)
    return response
