"""What accounts' routes read and write."""

import marshmallow as ma
from marshmallow.validate import Regexp

from server.accounts.tokens import ID
from server.api import Schema


class DeviceInputSchema(Schema):
    """The browser that asks: an id it made itself, and a name for people."""

    id = ma.fields.String(required=True, validate=Regexp(rf"\A{ID}\Z", error="Not an id."))
    name = ma.fields.String(required=True)
