"""What is remembered of fitting parameters to learners.

Revision: 0003
After: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "parameter_fit",
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("event_count", sa.BigInteger(), nullable=False),
        sa.Column("review_count", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("fitted_at_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_parameter_fit_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_parameter_fit")),
    )


def downgrade() -> None:
    op.drop_table("parameter_fit")
