"""Translations into English beside what people said, and codings that point at the words of one."""

import sqlalchemy as sa
from alembic import op

import feedback_app.database

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TRAIL_BEFORE = (
    "received", "imported", "concern_raised", "concern_acknowledged", "concern_decided", "severity_changed",
    "read", "coded", "uncoded", "suggestion_settled", "signed_in", "sign_in_refused", "signed_out",
    "audit_planned", "audit_changed", "audit_held", "audit_signed_off", "request_raised", "request_assigned",
    "attempt_recorded", "not_appropriate", "refused_not_independent", "involvement_declared",
    "independence_declared", "captured", "reflected", "action_added", "learning_added", "action_changed",
    "report_compiled", "report_written", "report_approved", "report_downloaded", "invited", "viewed",
    "codebook_changed", "codebook_change_undone", "project_taken_out", "project_brought_in", "engine_taught",
    "engine_chosen", "suggested_again", "memo_written", "memo_removed", "colleague_asked",
    "colleague_replied", "question_withdrawn", "second_reading_drawn", "second_reading_taken",
    "second_reading_finished", "agreement_proposed", "coding_agreed",
)  # fmt: skip
TRAIL_NEW = ("translated", "translation_taken_back")
POINTS = (
    "(translation_id IS NULL AND translation_starts_at IS NULL AND translation_ends_at IS NULL) OR "
    "(translation_id IS NOT NULL AND translation_starts_at IS NOT NULL AND translation_ends_at IS NOT NULL "
    "AND translation_starts_at >= 0 AND translation_starts_at < translation_ends_at)"
)
POINTING = ("suggestion", "coding")


def upgrade() -> None:
    moment = feedback_app.database.UtcDateTime(timezone=True)
    op.create_table(
        "translation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("from_language", sa.String(length=8), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column(
            "translated_by",
            sa.Enum(
                "person", "machine", name="translatedby", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("translator", sa.String(length=120), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("written_at", moment, nullable=False),
        sa.Column("taken_back_at", moment, nullable=True),
        sa.CheckConstraint("number > 0", name=op.f("ck_translation_numbered_from_one")),
        sa.CheckConstraint("words <> ''", name=op.f("ck_translation_words_are_never_empty")),
        sa.CheckConstraint("translator <> ''", name=op.f("ck_translation_somebody_made_it")),
        sa.CheckConstraint("from_language <> 'en'", name=op.f("ck_translation_english_is_never_translated")),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_translation_answer_id_answer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_translation_written_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation")),
        sa.UniqueConstraint("answer_id", "number", name=op.f("uq_translation_answer_id_number")),
    )
    for table in POINTING:
        _let_point_into_a_translation(table)
    op.execute(
        "ALTER TABLE quotation ADD COLUMN translation_id INTEGER "
        "CONSTRAINT fk_quotation_translation_id_translation REFERENCES translation (id)"
    )
    _allow_deeds(TRAIL_BEFORE + TRAIL_NEW)


def _let_point_into_a_translation(table: str) -> None:
    """Three columns at once empty or full, added without writing a large table anew."""
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN translation_id INTEGER "
        f"CONSTRAINT fk_{table}_translation_id_translation REFERENCES translation (id)"
    )
    op.execute(f"ALTER TABLE {table} ADD COLUMN translation_starts_at INTEGER")
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN translation_ends_at INTEGER "
        f"CONSTRAINT ck_{table}_points_into_a_translation CHECK ({POINTS})"
    )


def _allow_deeds(deeds: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{deed}'" for deed in deeds)
    with op.batch_alter_table("trail") as batch:
        batch.drop_constraint(op.f("ck_trail_did"), type_="check")
        batch.create_check_constraint(op.f("ck_trail_did"), sa.text(f"did IN ({listed})"))


def downgrade() -> None:
    op.execute(sa.delete(sa.table("trail", sa.column("did"))).where(sa.column("did").in_(TRAIL_NEW)))
    _allow_deeds(TRAIL_BEFORE)
    for table in POINTING:
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(f"ck_{table}_points_into_a_translation"), type_="check")
            for column in ("translation_ends_at", "translation_starts_at", "translation_id"):
                batch.drop_column(column)
    _forget_quotes_of_translations()
    op.drop_table("translation")


def _forget_quotes_of_translations() -> None:
    """Without translations their quotes have no words. SQLite makes the table anew for it, so what hangs on
    the other quotes is put aside in the meantime.
    """
    op.execute("DELETE FROM quotation WHERE translation_id IS NOT NULL")
    op.execute("CREATE TEMPORARY TABLE kept_gap AS SELECT * FROM quotation_gap")
    op.execute("CREATE TEMPORARY TABLE kept_hand AS SELECT * FROM quotation_hand")
    op.execute("DELETE FROM quotation_gap")
    op.execute("DELETE FROM quotation_hand")
    with op.batch_alter_table("quotation") as batch:
        batch.drop_column("translation_id")
    op.execute("INSERT INTO quotation_gap SELECT * FROM kept_gap")
    op.execute("INSERT INTO quotation_hand SELECT * FROM kept_hand")
    op.execute("DROP TABLE kept_gap")
    op.execute("DROP TABLE kept_hand")
