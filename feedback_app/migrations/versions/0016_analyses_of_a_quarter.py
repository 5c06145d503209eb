"""Analyses of a quarter: their parts, and the points somebody is asked to act on."""

import sqlalchemy as sa
from alembic import op

import feedback_app.database

revision = "0016"
down_revision = "0017"
branch_labels = None
depends_on = None

MOMENT = feedback_app.database.UtcDateTime(timezone=True)
PARTS = ("themes", "strengths", "barriers", "partners", "impact")
KIND = "quarter-analysis"
BELOW = ("report_quote", "report_theme", "snapshot")
THREE_SECTIONS = "(themes_words <> '' AND improvement_words <> '' AND plans_words <> '')"


def upgrade() -> None:
    _change_reports(
        ("learning-audits", KIND), f"status <> 'approved' OR kind <> 'learning-audits' OR {THREE_SECTIONS}"
    )
    op.create_table(
        "report_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("part", _part(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("why_empty", sa.String(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.Column("written_at", MOMENT, nullable=True),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "words = '' OR why_empty = ''", name=op.f("ck_report_part_written_or_empty_with_a_reason")
        ),
        sa.CheckConstraint(
            "(written_by_id IS NULL) = (words = '' AND why_empty = '')",
            name=op.f("ck_report_part_written_by_somebody"),
        ),
        sa.CheckConstraint(
            "(written_by_id IS NULL) = (written_at IS NULL)", name=op.f("ck_report_part_written_one_day")
        ),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_report_part_report_id_report")),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_report_part_written_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_part")),
        sa.UniqueConstraint("report_id", "part", name=op.f("uq_report_part_report_id_part")),
    )
    op.create_table(
        "report_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("part", _part(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("no_action_because", sa.String(), nullable=False),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.CheckConstraint("words <> ''", name=op.f("ck_report_point_says_something")),
        sa.CheckConstraint(
            "action_id IS NULL OR no_action_because = ''", name=op.f("ck_report_point_acted_on_or_left")
        ),
        sa.CheckConstraint(
            "(settled_by_id IS NULL) = (action_id IS NULL AND no_action_because = '')",
            name=op.f("ck_report_point_settled_by_somebody"),
        ),
        sa.CheckConstraint(
            "(settled_by_id IS NULL) = (settled_at IS NULL)", name=op.f("ck_report_point_settled_one_day")
        ),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_report_point_report_id_report")),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_report_point_made_by_id_person")
        ),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_report_point_action_id_action")),
        sa.ForeignKeyConstraint(
            ["settled_by_id"], ["person.id"], name=op.f("fk_report_point_settled_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_point")),
        sa.UniqueConstraint("action_id", name=op.f("uq_report_point_action_id")),
    )
    op.create_index(op.f("ix_report_point_report_id"), "report_point", ["report_id"])


def _part() -> sa.Enum:
    return sa.Enum(*PARTS, name="part", native_enum=False, create_constraint=True, length=40)


def _change_reports(kinds: tuple[str, ...], approved: str) -> None:
    """SQLite makes the table anew for it, so what points at reports is put aside in the meantime."""
    for table in BELOW:
        op.execute(f"CREATE TEMPORARY TABLE kept_{table} AS SELECT * FROM {table}")
        op.execute(f"DELETE FROM {table}")
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("report") as batch:
        batch.drop_constraint(op.f("ck_report_reportkind"), type_="check")
        batch.create_check_constraint(op.f("ck_report_reportkind"), sa.text(f"kind IN ({listed})"))
        batch.drop_constraint(op.f("ck_report_approved_has_its_three_sections"), type_="check")
        batch.create_check_constraint(op.f("ck_report_approved_has_its_three_sections"), sa.text(approved))
    for table in BELOW:
        op.execute(f"INSERT INTO {table} SELECT * FROM kept_{table}")
        op.execute(f"DROP TABLE kept_{table}")


def downgrade() -> None:
    op.drop_table("report_point")
    op.drop_table("report_part")
    report = sa.table("report", sa.column("id"), sa.column("kind"))
    analyses = sa.select(report.c.id).where(report.c.kind == KIND)
    for name in BELOW:
        below = sa.table(name, sa.column("report_id"))
        op.execute(sa.delete(below).where(below.c.report_id.in_(analyses)))
    op.execute(sa.delete(report).where(report.c.kind == KIND))
    _change_reports(("learning-audits",), f"status <> 'approved' OR {THREE_SECTIONS}")
