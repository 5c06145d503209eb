"""What people who were asked told of themselves, apart from their answers, and the tables drawn of it."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0015"
branch_labels = None
depends_on = None

ABOUT = sa.Enum(
    "people", "themes", "codes", name="about", native_enum=False, create_constraint=True, length=40
)


def upgrade() -> None:
    op.create_table(
        "told_of_self",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("characteristic", sa.String(length=40), nullable=False),
        sa.Column("choice", sa.String(length=60), nullable=False),
        sa.CheckConstraint("choice <> ''", name=op.f("ck_told_of_self_told_something")),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_told_of_self_response_id_response"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_told_of_self")),
        sa.UniqueConstraint(
            "response_id", "characteristic", name=op.f("uq_told_of_self_response_id_characteristic")
        ),
    )
    op.create_table(
        "told_table",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("drawing_id", sa.Integer(), nullable=False),
        sa.Column("characteristic", sa.String(length=40), nullable=False),
        sa.Column("about", ABOUT, nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["drawing_id"], ["drawing.id"], name=op.f("fk_told_table_drawing_id_drawing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_told_table")),
        sa.UniqueConstraint(
            "drawing_id", "characteristic", "about",
            name=op.f("uq_told_table_drawing_id_characteristic_about"),
        ),
    )


def downgrade() -> None:
    op.drop_table("told_table")
    op.drop_table("told_of_self")
