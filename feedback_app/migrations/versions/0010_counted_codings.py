"""An index of the codings that count, so that answers under one code are found from it alone."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

NAME = "ix_coding_counted_code_id_answer_id"


def upgrade() -> None:
    op.create_index(
        NAME,
        "coding",
        ["code_id", "answer_id"],
        sqlite_where=sa.text("counts"),
        postgresql_where=sa.text("counts"),
    )


def downgrade() -> None:
    op.drop_index(NAME, "coding")
