"""Notes and questions between people who code, and the words the trail and the post need for them."""

import sqlalchemy as sa
from alembic import op

import feedback_app.database

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TRAIL_AT_FIRST = (
    "received",
    "imported",
    "concern_raised",
    "concern_acknowledged",
    "concern_decided",
    "severity_changed",
    "read",
    "coded",
    "uncoded",
    "suggestion_settled",
    "signed_in",
    "sign_in_refused",
    "signed_out",
    "audit_planned",
    "audit_changed",
    "audit_held",
    "audit_signed_off",
    "request_raised",
    "request_assigned",
    "attempt_recorded",
    "not_appropriate",
    "refused_not_independent",
    "involvement_declared",
    "independence_declared",
    "captured",
    "reflected",
    "action_added",
    "learning_added",
    "action_changed",
    "report_compiled",
    "report_written",
    "report_approved",
    "report_downloaded",
    "invited",
    "viewed",
)
TRAIL_NEW = (
    "codebook_changed",
    "codebook_change_undone",
    "project_taken_out",
    "project_brought_in",
    "engine_taught",
    "engine_chosen",
    "suggested_again",
    "memo_written",
    "memo_removed",
    "colleague_asked",
    "colleague_replied",
    "question_withdrawn",
    "second_reading_drawn",
    "second_reading_taken",
    "second_reading_finished",
    "agreement_proposed",
    "coding_agreed",
)
NOTICES_AT_FIRST = (
    "concern_raised",
    "concern_overdue",
    "bottle_arrived",
    "advocate_asked_for",
    "request_assigned",
    "answers_for_audit",
    "report_to_approve",
    "sign_off_wanted",
)
NOTICES_NEW = ("colleague_asked", "colleague_replied", "practice_lead_wanted")


def allow_choices(deeds: tuple[str, ...], kinds: tuple[str, ...]) -> None:
    """What the trail may say was done, and what a notice may be about.

    SQLite makes each table anew for it, so what points at notices is put aside in the meantime.
    """
    allow("trail", "did", "ck_trail_did", deeds)
    op.execute("CREATE TEMPORARY TABLE delivered AS SELECT * FROM notice_delivery")
    op.execute("DELETE FROM notice_delivery")
    allow("notice", "kind", "ck_notice_noticekind", kinds)
    op.execute("INSERT INTO notice_delivery SELECT * FROM delivered")
    op.execute("DROP TABLE delivered")


def allow(table: str, column: str, name: str, values: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{value}'" for value in values)
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(op.f(name), type_="check")
        batch.create_check_constraint(op.f(name), sa.text(f"{column} IN ({listed})"))


def upgrade() -> None:
    op.create_table(
        "asking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_ref", sa.String(length=32), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_of_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("asked_at", feedback_app.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("reply", sa.String(), nullable=True),
        sa.Column("replied_at", feedback_app.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", feedback_app.database.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("words <> ''", name=op.f("ck_asking_words_are_never_empty")),
        sa.CheckConstraint(
            "(reply IS NULL) = (replied_at IS NULL)", name=op.f("ck_asking_replied_at_some_time")
        ),
        sa.CheckConstraint("asked_by_id <> asked_of_id", name=op.f("ck_asking_asked_of_somebody_else")),
        sa.CheckConstraint(
            "reply IS NULL OR withdrawn_at IS NULL", name=op.f("ck_asking_replied_or_withdrawn_never_both")
        ),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_asking_answer_id_answer")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_asking_asked_by_id_person")),
        sa.ForeignKeyConstraint(["asked_of_id"], ["person.id"], name=op.f("fk_asking_asked_of_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asking")),
        sa.UniqueConstraint("public_ref", name=op.f("uq_asking_public_ref")),
    )
    op.create_index(op.f("ix_asking_answer_id"), "asking", ["answer_id"], unique=False)
    op.create_index(
        "ix_asking_open",
        "asking",
        ["asked_of_id"],
        unique=False,
        sqlite_where=sa.text("reply IS NULL AND withdrawn_at IS NULL"),
        postgresql_where=sa.text("reply IS NULL AND withdrawn_at IS NULL"),
    )
    op.create_table(
        "memo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("written_at", feedback_app.database.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("words <> ''", name=op.f("ck_memo_words_are_never_empty")),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_memo_answer_id_answer")),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_memo_code_id_code")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_memo_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memo")),
    )
    op.create_index(op.f("ix_memo_answer_id"), "memo", ["answer_id"], unique=False)
    allow_choices(TRAIL_AT_FIRST + TRAIL_NEW, NOTICES_AT_FIRST + NOTICES_NEW)


def downgrade() -> None:
    op.execute(
        "DELETE FROM notice_delivery WHERE notice_id IN (SELECT id FROM notice WHERE kind LIKE 'colleague%')"
    )
    op.execute("DELETE FROM notice WHERE kind LIKE 'colleague%'")
    op.execute(sa.delete(sa.table("trail", sa.column("did"))).where(sa.column("did").in_(TRAIL_NEW)))
    allow_choices(TRAIL_AT_FIRST, NOTICES_AT_FIRST)
    op.drop_index(op.f("ix_memo_answer_id"), table_name="memo")
    op.drop_table("memo")
    op.drop_index(
        "ix_asking_open",
        table_name="asking",
        sqlite_where=sa.text("reply IS NULL AND withdrawn_at IS NULL"),
        postgresql_where=sa.text("reply IS NULL AND withdrawn_at IS NULL"),
    )
    op.drop_index(op.f("ix_asking_answer_id"), table_name="asking")
    op.drop_table("asking")
