"""Who wins a field: the greatest edit by (hlc, device_id, op_id), whatever the order of arrival."""

from collections.abc import Mapping
from typing import Any

Edit = Mapping[str, Any]


def rank(edit: Edit) -> tuple[str, str, str]:
    """Return what edits of one field are compared by, as strings."""
    return edit["hlc"], edit["device_id"], edit["op_id"]


def wins(edit: Edit, held: Edit | None) -> bool:
    """Tell whether an edit takes a field from the one that holds it."""
    return held is None or rank(edit) > rank(held)
