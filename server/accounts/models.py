"""Who: accounts and their devices. The counters of an account and of its devices belong to sync."""

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from server.extensions import Base

EMPTY_SUM = "0" * 32


class Account(Base):
    """A learner. `name_key` is the name folded, so that names that look alike are the same."""

    __tablename__ = "account"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(String(64))
    name_key: Mapped[str] = mapped_column(String(256), unique=True)
    password_hash: Mapped[str] = mapped_column(String(255))
    recovery_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    created_at_ms: Mapped[int]

    next_seq: Mapped[int] = mapped_column(default=1)
    epoch: Mapped[str] = mapped_column(String(36))
    event_count: Mapped[int] = mapped_column(default=0)
    event_id_sum: Mapped[str] = mapped_column(String(32), default=EMPTY_SUM)
    edit_count: Mapped[int] = mapped_column(default=0)
    edit_op_id_sum: Mapped[str] = mapped_column(String(32), default=EMPTY_SUM)


class Device(Base):
    """A browser of an account. Signed in while it has a token's hash and is not revoked."""

    __tablename__ = "device"

    account_id: Mapped[str] = mapped_column(
        String(36), ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(String(64))
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    created_at_ms: Mapped[int]
    signed_in_at_ms: Mapped[int]
    last_seen_at_ms: Mapped[int]
    revoked_at_ms: Mapped[int | None]

    last_dev_seq: Mapped[int] = mapped_column(default=0)
    last_effective_at_ms: Mapped[int] = mapped_column(default=0)
    clock_skew_ms: Mapped[int] = mapped_column(default=0)
