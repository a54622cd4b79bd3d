"""What Alembic runs for every migration: on the connection, and in the transaction, that `schema` gives it."""

from alembic import context

from dragoman.store.schema import VERSION_TABLE
from dragoman.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
)
with context.begin_transaction():
    context.run_migrations()
