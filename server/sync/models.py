"""The registers: each field of each record with the edit that won it."""

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from server.extensions import Base


class Register(Base):
    """One field of one record, holding the greatest edit by (hlc, device_id, op_id).

    A deleted record keeps its rows: the field `deleted` is an edit like others, and without it an
    old edit of another device would bring half a record back.
    """

    __tablename__ = "register"
    __table_args__ = (Index("ix_register_seq", "account_id", "seq", unique=True),)

    account_id: Mapped[str] = mapped_column(
        String(36), ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    record_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    field: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(64))
    value: Mapped[Any] = mapped_column(JSON, nullable=False)
    hlc: Mapped[str] = mapped_column(String(21))
    device_id: Mapped[str] = mapped_column(String(36))
    op_id: Mapped[str] = mapped_column(String(36))
    seq: Mapped[int] = mapped_column(BigInteger)
    extra: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class RewrittenEdit(Base):
    """The clock value that the server gave to an edit from a clock that was ahead.

    Without it the same edit, sent again because its answer was lost, would be given a later value
    and win over what was written in between. Only devices with a wrong clock make such rows.
    """

    __tablename__ = "rewritten_edit"

    account_id: Mapped[str] = mapped_column(
        String(36), ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    op_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    hlc: Mapped[str] = mapped_column(String(21))
