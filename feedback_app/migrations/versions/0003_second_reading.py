"""A second person reads a tenth of what was coded; what both agree on is what counts."""

import sqlalchemy as sa
from alembic import op

import feedback_app.database

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "second_reading_draw",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(length=10), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("pool", sa.Integer(), nullable=False),
        sa.Column("drawn", sa.Integer(), nullable=False),
        sa.Column("cutoff", sa.String(length=64), nullable=False),
        sa.Column("drawn_at", feedback_app.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("drawn_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "drawn > 0 AND drawn <= pool", name=op.f("ck_second_reading_draw_drawn_from_a_pool")
        ),
        sa.ForeignKeyConstraint(
            ["drawn_by_id"], ["person.id"], name=op.f("fk_second_reading_draw_drawn_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_reading_draw")),
        sa.UniqueConstraint("quarter", "number", name=op.f("uq_second_reading_draw_quarter_number")),
    )
    op.create_table(
        "agreed_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("agreed_by_id", sa.Integer(), nullable=False),
        sa.Column("agreed_at", feedback_app.database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreed_by_id"], ["person.id"], name=op.f("fk_agreed_answer_agreed_by_id_person")
        ),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_agreed_answer_answer_id_answer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreed_answer")),
        sa.UniqueConstraint("answer_id", name=op.f("uq_agreed_answer_answer_id")),
    )
    op.create_table(
        "second_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_ref", sa.String(length=32), nullable=False),
        sa.Column("draw_id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("first_reader_id", sa.Integer(), nullable=False),
        sa.Column("second_reader_id", sa.Integer(), nullable=True),
        sa.Column("taken_at", feedback_app.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("finished_at", feedback_app.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum("alike", "differs", name="outcome", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("proposed_by_id", sa.Integer(), nullable=True),
        sa.Column("agreed_by_id", sa.Integer(), nullable=True),
        sa.Column("agreed_at", feedback_app.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "agreed_at IS NULL OR outcome = 'differs'",
            name=op.f("ck_second_reading_only_what_differs_is_agreed"),
        ),
        sa.CheckConstraint(
            "(agreed_at IS NULL) = (agreed_by_id IS NULL)", name=op.f("ck_second_reading_agreed_by_somebody")
        ),
        sa.CheckConstraint(
            "(finished_at IS NULL) = (outcome IS NULL)",
            name=op.f("ck_second_reading_finished_with_an_outcome"),
        ),
        sa.CheckConstraint(
            "(second_reader_id IS NULL) = (taken_at IS NULL)",
            name=op.f("ck_second_reading_taken_by_somebody"),
        ),
        sa.CheckConstraint(
            "agreed_at IS NULL OR (agreed_by_id <> first_reader_id AND agreed_by_id <> second_reader_id)"
            " OR (proposed_by_id IS NOT NULL AND proposed_by_id <> agreed_by_id)",
            name=op.f("ck_second_reading_agreed_by_a_third_person_or_by_both"),
        ),
        sa.CheckConstraint(
            "finished_at IS NULL OR second_reader_id IS NOT NULL",
            name=op.f("ck_second_reading_finished_by_somebody"),
        ),
        sa.CheckConstraint(
            "second_reader_id IS NULL OR second_reader_id <> first_reader_id",
            name=op.f("ck_second_reading_two_different_people"),
        ),
        sa.ForeignKeyConstraint(
            ["agreed_by_id"], ["person.id"], name=op.f("fk_second_reading_agreed_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_second_reading_answer_id_answer")
        ),
        sa.ForeignKeyConstraint(
            ["draw_id"],
            ["second_reading_draw.id"],
            name=op.f("fk_second_reading_draw_id_second_reading_draw"),
        ),
        sa.ForeignKeyConstraint(
            ["first_reader_id"], ["person.id"], name=op.f("fk_second_reading_first_reader_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["person.id"], name=op.f("fk_second_reading_proposed_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["second_reader_id"], ["person.id"], name=op.f("fk_second_reading_second_reader_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_reading")),
        sa.UniqueConstraint("answer_id", name=op.f("uq_second_reading_answer_id")),
        sa.UniqueConstraint("public_ref", name=op.f("uq_second_reading_public_ref")),
    )
    op.create_index(op.f("ix_second_reading_draw_id"), "second_reading", ["draw_id"], unique=False)
    op.create_table(
        "reading_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("second_reading_id", sa.Integer(), nullable=False),
        sa.Column(
            "whose",
            sa.Enum(
                "first",
                "second",
                "proposed",
                "agreed",
                name="whose",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.Integer(), nullable=False),
        sa.Column(
            "valence",
            sa.Enum(
                "well",
                "not_so_good",
                "mixed",
                "unsaid",
                name="valence",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.CheckConstraint(
            "starts_at >= 0 AND starts_at < ends_at", name=op.f("ck_reading_code_starts_before_it_ends")
        ),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_reading_code_code_id_code")),
        sa.ForeignKeyConstraint(
            ["second_reading_id"],
            ["second_reading.id"],
            name=op.f("fk_reading_code_second_reading_id_second_reading"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_code")),
        sa.UniqueConstraint(
            "second_reading_id", "whose", "code_id", "starts_at", "ends_at", name="uq_reading_code_given_once"
        ),
    )
    op.add_column("coding", sa.Column("counts", sa.Boolean(), server_default=sa.true(), nullable=False))


def downgrade() -> None:
    op.drop_column("coding", "counts")
    op.drop_table("reading_code")
    op.drop_index(op.f("ix_second_reading_draw_id"), table_name="second_reading")
    op.drop_table("second_reading")
    op.drop_table("agreed_answer")
    op.drop_table("second_reading_draw")
