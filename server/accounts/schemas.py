"""What accounts' routes read and write."""

import marshmallow as ma
from marshmallow.validate import Length, Regexp

from server.accounts.names import Name
from server.accounts.passwords import ExistingPassword, NewPassword
from server.accounts.recovery import LONGEST_TYPED
from server.accounts.tokens import ID
from server.api import Schema

IS_ID = Regexp(rf"\A{ID}\Z", error="Not an id: a UUID in 36 lower-case characters.")
NAME_BOUNDS = {"minLength": 1, "maxLength": 64}
NEW_PASSWORD_BOUNDS = {"minLength": 8, "maxLength": 256}
PASSWORD_BOUNDS = {"minLength": 1, "maxLength": 256}


class DeviceInputSchema(Schema):
    """The browser that asks: an id it made itself, and a name for people."""

    id = ma.fields.String(required=True, validate=IS_ID)
    name = Name(required=True, metadata=NAME_BOUNDS)


class CreateAccountSchema(Schema):
    """A new account, signed in on this device."""

    name = Name(required=True, metadata=NAME_BOUNDS)
    password = NewPassword(required=True, metadata=NEW_PASSWORD_BOUNDS)
    device = ma.fields.Nested(DeviceInputSchema, required=True)


class SignInSchema(Schema):
    """A device that signs in."""

    name = Name(required=True, metadata=NAME_BOUNDS)
    password = ExistingPassword(required=True, metadata=PASSWORD_BOUNDS)
    device = ma.fields.Nested(DeviceInputSchema, required=True)


class PasswordSchema(Schema):
    """The password once more, before something that cannot be undone."""

    password = ExistingPassword(required=True, metadata=PASSWORD_BOUNDS)


class ChangePasswordSchema(Schema):
    """The password as it is and as it shall be."""

    current_password = ExistingPassword(required=True, metadata=PASSWORD_BOUNDS)
    new_password = NewPassword(required=True, metadata=NEW_PASSWORD_BOUNDS)


class RecoverSchema(Schema):
    """The recovery code in place of the password."""

    name = Name(required=True, metadata=NAME_BOUNDS)
    recovery_code = ma.fields.String(required=True, validate=Length(min=1, max=LONGEST_TYPED))
    new_password = NewPassword(required=True, metadata=NEW_PASSWORD_BOUNDS)
    device = ma.fields.Nested(DeviceInputSchema, required=True)


class AccountSchema(Schema):
    """Who is signed in here."""

    account_id = ma.fields.String(required=True, metadata={"format": "uuid"})
    name = ma.fields.String(required=True)
    device_id = ma.fields.String(required=True, metadata={"format": "uuid"})
    epoch = ma.fields.String(required=True, metadata={"format": "uuid"})


class SessionSchema(Schema):
    """Who is signed in here, if anyone is."""

    account = ma.fields.Nested(AccountSchema, required=True, allow_none=True)


class RecoveryCodeSchema(Schema):
    """A new recovery code, shown this once."""

    recovery_code = ma.fields.String(required=True)


class RecoverableAccountSchema(AccountSchema, RecoveryCodeSchema):
    """Who is signed in here, and the account's new recovery code, shown this once."""


class DeviceSchema(Schema):
    """A device that is signed in."""

    id = ma.fields.String(required=True, metadata={"format": "uuid"})
    name = ma.fields.String(required=True)
    created_at_ms = ma.fields.Integer(required=True)
    last_seen_at_ms = ma.fields.Integer(required=True)
    last_dev_seq = ma.fields.Integer(required=True)
    clock_skew_ms = ma.fields.Integer(required=True)
    current = ma.fields.Boolean(required=True)


class DeviceIdSchema(Schema):
    """The device that this browser is from now on."""

    device_id = ma.fields.String(required=True, metadata={"format": "uuid"})
