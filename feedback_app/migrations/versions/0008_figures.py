"""Figures drawn for dashboards, and topics nobody asked about."""

import sqlalchemy as sa
from alembic import op

import feedback_app.database

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MOMENT = feedback_app.database.UtcDateTime(timezone=True)


def choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=40, create_constraint=True)


def upgrade() -> None:
    op.create_table(
        "drawing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(length=12), nullable=False),
        sa.Column("drawn_at", MOMENT, nullable=False),
        sa.Column("responses", sa.Integer(), nullable=False),
        sa.Column("codings", sa.Integer(), nullable=False),
        sa.Column("last_coding", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drawing")),
        sa.UniqueConstraint("quarter", name=op.f("uq_drawing_quarter")),
    )
    op.create_table(
        "drawn_table",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("drawing_id", sa.Integer(), nullable=False),
        sa.Column(
            "shape",
            choice(
                "shape", "service_locality", "service_group", "group_survey", "group_valence", "codes",
                "together", "languages", "readers", "people", "asked",
            ),
            nullable=False,
        ),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["drawing_id"], ["drawing.id"], name=op.f("fk_drawn_table_drawing_id_drawing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drawn_table")),
        sa.UniqueConstraint(
            "drawing_id", "shape", "subject", name=op.f("uq_drawn_table_drawing_id_shape_subject")
        ),
    )
    op.create_table(
        "emerging_topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(length=12), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("is_new", sa.Boolean(), nullable=False),
        sa.Column("found_at", MOMENT, nullable=False),
        sa.Column("standing", choice("standing", "offered", "kept", "dismissed"), nullable=False),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "(standing = 'offered') = (settled_by_id IS NULL)",
            name=op.f("ck_emerging_topic_settled_by_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["settled_by_id"], ["person.id"], name=op.f("fk_emerging_topic_settled_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emerging_topic")),
    )
    op.create_index(op.f("ix_emerging_topic_quarter"), "emerging_topic", ["quarter"])
    op.create_table(
        "emerging_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["emerging_topic.id"],
            name=op.f("fk_emerging_answer_topic_id_emerging_topic"), ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_emerging_answer_answer_id_answer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emerging_answer")),
        sa.UniqueConstraint("topic_id", "place", name=op.f("uq_emerging_answer_topic_id_place")),
    )
    op.create_index(op.f("ix_emerging_answer_answer_id"), "emerging_answer", ["answer_id"])


def downgrade() -> None:
    for table in ("emerging_answer", "emerging_topic", "drawn_table", "drawing"):
        op.drop_table(table)
