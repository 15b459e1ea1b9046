"""The log of review events: the only thing about progress that is merged."""

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from server.extensions import Base


class ReviewEvent(Base):
    """One event of one account. Rows are added once, never changed, and go with the account only.

    Three B-trees are written for each event: the key says whether an event is known, `seq` serves
    the pages, (device, dev_seq) finds a device's last event and a number that was used twice.
    There is no index by card: the server never schedules for a learner.
    """

    __tablename__ = "review_event"
    __table_args__ = (
        Index("ix_review_event_seq", "account_id", "seq", unique=True),
        # Not unique: after a restore, events of a device that was itself restored may share a
        # number, and both happened.
        Index("ix_review_event_dev_seq", "account_id", "device_id", "dev_seq"),
    )

    account_id: Mapped[str] = mapped_column(
        String(36), ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(String(64))
    # Empty for kinds that this server does not know; their fields are all in `extra`.
    card_id: Mapped[str | None] = mapped_column(String(36))
    rating: Mapped[int | None] = mapped_column(SmallInteger)
    target_event_id: Mapped[str | None] = mapped_column(String(36))
    recital_id: Mapped[str | None] = mapped_column(String(36))
    occurred_at_ms: Mapped[int] = mapped_column(BigInteger)
    utc_offset_minutes: Mapped[int] = mapped_column(SmallInteger)
    rollover_hour: Mapped[int] = mapped_column(SmallInteger)
    duration_ms: Mapped[int | None] = mapped_column(BigInteger)
    device_id: Mapped[str] = mapped_column(String(36))
    dev_seq: Mapped[int] = mapped_column(BigInteger)
    received_at_ms: Mapped[int] = mapped_column(BigInteger)
    effective_at_ms: Mapped[int] = mapped_column(BigInteger)
    study_day: Mapped[int] = mapped_column(BigInteger)
    content_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    extra: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
