"""What is remembered of fitting."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from server.extensions import Base


class ParameterFit(Base):
    """The last fit of an account, kept or not; the parameters themselves are a register.

    When the next one is due follows from `event_count`, the account's events at that fit: there is
    no queue that a restart could lose. `review_count` counts the reviews that could be predicted.
    """

    __tablename__ = "parameter_fit"

    account_id: Mapped[str] = mapped_column(
        String(36), ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    event_count: Mapped[int]
    review_count: Mapped[int]
    outcome: Mapped[str] = mapped_column(String(16))
    fitted_at_ms: Mapped[int]
