"""Run migrations on the app's engine, as one write transaction."""

from alembic import context

from server.database import migration_connection
from server.extensions import db

with migration_connection() as connection:
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_as_batch=True,
        compare_server_default=True,
    )
    context.run_migrations()
