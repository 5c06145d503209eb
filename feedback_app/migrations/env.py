"""How Alembic reaches the database of the running site."""

from alembic import context
from flask import current_app
from sqlalchemy.engine import Connection

from feedback_app import tables
from feedback_app.database import Base

ALL_TABLES = tables.ALL


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=False,
        include_name=tables.is_compared,
    )
    with context.begin_transaction():
        context.run_migrations()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with current_app.extensions["migrate"].db.engine.connect() as opened:
        run(opened)
        opened.commit()
