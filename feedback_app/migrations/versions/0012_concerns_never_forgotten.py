"""Concerns that are never forgotten: the ladder they climb, people told by name, and reasons kept."""

import sqlalchemy as sa
from alembic import op

import feedback_app.database

revision = "0012"
down_revision = "0011"
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
    "second_reading_finished", "agreement_proposed", "coding_agreed", "translated", "translation_taken_back",
)  # fmt: skip
TRAIL_NEW = (
    "concern_handed_back", "concern_reopened", "concern_escalated", "told_of_concern", "telling_acknowledged",
    "telling_answered",
)  # fmt: skip
NOTICES_BEFORE = (
    "concern_raised", "concern_overdue", "bottle_arrived", "advocate_asked_for", "request_assigned",
    "answers_for_audit", "report_to_approve", "sign_off_wanted", "colleague_asked", "colleague_replied",
    "practice_lead_wanted",
)  # fmt: skip
NOTICES_NEW = ("concern_undecided", "concern_left", "concern_named")
TOLD = (
    "social_worker", "team_manager", "lead_professional", "lead_manager", "mash", "responsible_manager",
    "group_manager", "lado", "other_director", "leader",
)  # fmt: skip
ABOUT = ("open_case", "not_open", "worker")
MOMENT = feedback_app.database.UtcDateTime(timezone=True)
NEW_COLUMNS = ("rung", "next_step_at", "children", "why", "raised_by_person_id", "about_id")


def upgrade() -> None:
    _climb_the_ladder()
    op.create_table(
        "step_reason",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("concern_id", sa.Integer(), nullable=False),
        sa.Column("did", sa.String(length=40), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.CheckConstraint("words <> ''", name=op.f("ck_step_reason_words_are_never_empty")),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_step_reason_concern_id_concern")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_reason")),
    )
    op.create_index(op.f("ix_step_reason_concern_id"), "step_reason", ["concern_id"])
    op.execute(
        "INSERT INTO step_reason (concern_id, did, words) "
        "SELECT id, 'concern_decided', reason FROM concern WHERE status = 'decided' AND reason <> ''"
    )
    _tell_people_by_name()
    op.create_table(
        "audit_concern",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("audit_id", sa.Integer(), nullable=False),
        sa.Column("concern_id", sa.Integer(), nullable=False),
        sa.Column(
            "about",
            sa.Enum(*ABOUT, name="aboutwhom", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("about_name", sa.String(length=120), nullable=False),
        sa.Column("about_address", sa.String(length=254), nullable=False),
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"], name=op.f("fk_audit_concern_audit_id_audit")),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_audit_concern_concern_id_concern")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_concern")),
        sa.UniqueConstraint("concern_id", name=op.f("uq_audit_concern_concern_id")),
    )
    op.create_index(op.f("ix_audit_concern_audit_id"), "audit_concern", ["audit_id"])
    _allow("trail", "did", "ck_trail_did", TRAIL_BEFORE + TRAIL_NEW)
    _change_notices(NOTICES_BEFORE + NOTICES_NEW)


def _climb_the_ladder() -> None:
    """Columns one by one, so that SQLite need not write the table anew; the truth about them comes with the
    last, once it holds for every row.
    """
    op.execute("ALTER TABLE concern RENAME COLUMN reminded_at TO widened_at")
    op.add_column("concern", sa.Column("next_step_at", MOMENT, nullable=True))
    op.execute("UPDATE concern SET next_step_at = acknowledge_by WHERE status = 'waiting'")
    op.execute("UPDATE concern SET next_step_at = decide_by WHERE status = 'acknowledged'")
    op.execute("ALTER TABLE concern ADD COLUMN children VARCHAR DEFAULT '' NOT NULL")
    op.execute("ALTER TABLE concern ADD COLUMN why VARCHAR DEFAULT '' NOT NULL")
    for column in ("raised_by_person_id", "about_id"):
        op.execute(
            f"ALTER TABLE concern ADD COLUMN {column} INTEGER "
            f"CONSTRAINT fk_concern_{column}_person REFERENCES person (id)"
        )
    op.execute(
        "ALTER TABLE concern ADD COLUMN rung INTEGER DEFAULT 0 NOT NULL "
        "CONSTRAINT ck_concern_open_is_never_forgotten CHECK (status = 'decided' OR next_step_at IS NOT NULL)"
    )
    op.create_index("ix_concern_next_step_at", "concern", ["next_step_at"])


def _tell_people_by_name() -> None:
    op.create_table(
        "escalation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_ref", sa.String(length=32), nullable=False),
        sa.Column("concern_id", sa.Integer(), nullable=False),
        sa.Column(
            "told",
            sa.Enum(*TOLD, name="told", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("to_person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("acknowledge_by", MOMENT, nullable=False),
        sa.Column("remind_at", MOMENT, nullable=True),
        sa.Column("acknowledged_at", MOMENT, nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("noted_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("name <> '' AND address <> ''", name=op.f("ck_escalation_told_somebody")),
        sa.CheckConstraint(
            "answer = '' OR acknowledged_at IS NOT NULL",
            name=op.f("ck_escalation_an_answer_is_an_acknowledgement"),
        ),
        sa.CheckConstraint(
            "acknowledged_at IS NULL OR remind_at IS NULL",
            name=op.f("ck_escalation_acknowledged_is_left_alone"),
        ),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_escalation_concern_id_concern")
        ),
        sa.ForeignKeyConstraint(
            ["noted_by_id"], ["person.id"], name=op.f("fk_escalation_noted_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["to_person_id"], ["person.id"], name=op.f("fk_escalation_to_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation")),
        sa.UniqueConstraint("public_ref", name=op.f("uq_escalation_public_ref")),
    )
    op.create_index(op.f("ix_escalation_concern_id"), "escalation", ["concern_id"])
    op.create_index(op.f("ix_escalation_to_person_id"), "escalation", ["to_person_id"])
    op.create_index("ix_escalation_remind_at", "escalation", ["remind_at"])


def _allow(table: str, column: str, name: str, values: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{value}'" for value in values)
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(op.f(name), type_="check")
        batch.create_check_constraint(op.f(name), sa.text(f"{column} IN ({listed})"))


def _change_notices(kinds: tuple[str, ...]) -> None:
    """SQLite makes the table anew for it, so what points at notices is put aside in the meantime."""
    op.execute("CREATE TEMPORARY TABLE delivered AS SELECT * FROM notice_delivery")
    op.execute("DELETE FROM notice_delivery")
    _allow("notice", "kind", "ck_notice_noticekind", kinds)
    op.execute("INSERT INTO notice_delivery SELECT * FROM delivered")
    op.execute("DROP TABLE delivered")
    op.add_column("notice", sa.Column("to_address", sa.String(length=254), nullable=True))
    op.execute(
        "ALTER TABLE notice ADD COLUMN except_person_id INTEGER "
        "CONSTRAINT fk_notice_except_person_id_person REFERENCES person (id)"
    )


def downgrade() -> None:
    notice = sa.table("notice", sa.column("id"), sa.column("kind"))
    new = sa.select(notice.c.id).where(notice.c.kind.in_(NOTICES_NEW))
    delivery = sa.table("notice_delivery", sa.column("notice_id"))
    op.execute(sa.delete(delivery).where(delivery.c.notice_id.in_(new)))
    op.execute(sa.delete(notice).where(notice.c.kind.in_(NOTICES_NEW)))
    op.execute("CREATE TEMPORARY TABLE delivered AS SELECT * FROM notice_delivery")
    op.execute("DELETE FROM notice_delivery")
    with op.batch_alter_table("notice") as batch:
        batch.drop_column("except_person_id")
        batch.drop_column("to_address")
    _allow("notice", "kind", "ck_notice_noticekind", NOTICES_BEFORE)
    op.execute("INSERT INTO notice_delivery SELECT * FROM delivered")
    op.execute("DROP TABLE delivered")
    op.execute(sa.delete(sa.table("trail", sa.column("did"))).where(sa.column("did").in_(TRAIL_NEW)))
    _allow("trail", "did", "ck_trail_did", TRAIL_BEFORE)
    op.drop_table("audit_concern")
    op.drop_table("escalation")
    op.drop_table("step_reason")
    op.execute("CREATE TEMPORARY TABLE changed AS SELECT * FROM severity_change")
    op.execute("DELETE FROM severity_change")
    op.drop_index("ix_concern_next_step_at", table_name="concern")
    with op.batch_alter_table("concern") as batch:
        batch.drop_constraint(op.f("ck_concern_open_is_never_forgotten"), type_="check")
        for column in NEW_COLUMNS:
            batch.drop_column(column)
        batch.alter_column("widened_at", new_column_name="reminded_at")
    op.execute("INSERT INTO severity_change SELECT * FROM changed")
    op.execute("DROP TABLE changed")
