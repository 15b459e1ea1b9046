"""The account's row also knows the set of edits that hold its registers.

Revision: 0002
After: 0001
"""

from itertools import groupby
from operator import itemgetter

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

EMPTY_SUM = "0" * 32


def upgrade() -> None:
    with op.batch_alter_table("account") as batch:
        batch.add_column(
            sa.Column("edit_count", sa.BigInteger(), nullable=False, server_default="0")
        )
        batch.add_column(
            sa.Column("edit_op_id_sum", sa.String(32), nullable=False, server_default=EMPTY_SUM)
        )
    fill()
    with op.batch_alter_table("account") as batch:
        batch.alter_column("edit_count", server_default=None, existing_type=sa.BigInteger())
        batch.alter_column("edit_op_id_sum", server_default=None, existing_type=sa.String(32))


def fill() -> None:
    connection = op.get_bind()
    register = sa.table("register", sa.column("account_id"), sa.column("op_id"))
    account = sa.table(
        "account", sa.column("id"), sa.column("edit_count"), sa.column("edit_op_id_sum")
    )
    rows = connection.execute(
        sa.select(register.c.account_id, register.c.op_id).order_by(register.c.account_id)
    ).all()
    for account_id, held in groupby(rows, key=itemgetter(0)):
        numbers = [int(op_id.replace("-", ""), 16) for _, op_id in held]
        connection.execute(
            sa.update(account)
            .where(account.c.id == account_id)
            .values(edit_count=len(numbers), edit_op_id_sum=f"{sum(numbers) % 2**128:032x}")
        )


def downgrade() -> None:
    with op.batch_alter_table("account") as batch:
        batch.drop_column("edit_op_id_sum")
        batch.drop_column("edit_count")
