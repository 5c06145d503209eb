"""Quotations: what is left out of somebody's words before they are quoted, and the second person's check."""

import sqlalchemy as sa
from alembic import op

import feedback_app.database

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = feedback_app.database.UtcDateTime(timezone=True)
    state = sa.Enum(
        "proposed", "usable", "sent_back", "taken_back", name="quotationstate", native_enum=False,
        create_constraint=True, length=40,
    )  # fmt: skip
    op.create_table(
        "quotation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_ref", sa.String(32), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("state", state, nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.Column("checked_at", moment, nullable=True),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "starts_at >= 0 AND starts_at < ends_at", name=op.f("ck_quotation_starts_before_it_ends")
        ),
        sa.CheckConstraint("text <> ''", name=op.f("ck_quotation_text_is_never_empty")),
        sa.CheckConstraint(
            "state <> 'usable' OR checked_by_id IS NOT NULL", name=op.f("ck_quotation_usable_is_checked")
        ),
        sa.CheckConstraint(
            "(checked_by_id IS NULL) = (checked_at IS NULL)", name=op.f("ck_quotation_checked_by_somebody")
        ),
        sa.CheckConstraint(
            "checked_by_id IS NULL OR checked_by_id <> made_by_id",
            name=op.f("ck_quotation_checked_by_another_person"),
        ),
        sa.CheckConstraint(
            "state <> 'sent_back' OR because <> ''", name=op.f("ck_quotation_sent_back_says_why")
        ),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_quotation_answer_id_answer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_quotation_code_id_code")),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_quotation_made_by_id_person")),
        sa.ForeignKeyConstraint(
            ["checked_by_id"], ["person.id"], name=op.f("fk_quotation_checked_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotation")),
        sa.UniqueConstraint("public_ref", name=op.f("uq_quotation_public_ref")),
        sa.UniqueConstraint(
            "answer_id", "code_id", "starts_at", "ends_at",
            name=op.f("uq_quotation_answer_id_code_id_starts_at_ends_at"),
        ),
    )  # fmt: skip
    op.create_index(op.f("ix_quotation_answer_id"), "quotation", ["answer_id"])
    op.create_table(
        "quotation_gap",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quotation_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "starts_at >= 0 AND starts_at < ends_at", name=op.f("ck_quotation_gap_starts_before_it_ends")
        ),
        sa.ForeignKeyConstraint(
            ["quotation_id"], ["quotation.id"],
            name=op.f("fk_quotation_gap_quotation_id_quotation"), ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_quotation_gap_made_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotation_gap")),
        sa.UniqueConstraint(
            "quotation_id", "starts_at", "ends_at", name=op.f("uq_quotation_gap_quotation_id_starts_at_ends_at")
        ),
    )  # fmt: skip
    op.create_table(
        "quotation_hand",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quotation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["quotation_id"], ["quotation.id"],
            name=op.f("fk_quotation_hand_quotation_id_quotation"), ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_quotation_hand_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotation_hand")),
        sa.UniqueConstraint(
            "quotation_id", "person_id", name=op.f("uq_quotation_hand_quotation_id_person_id")
        ),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("quotation_hand")
    op.drop_table("quotation_gap")
    op.drop_table("quotation")
