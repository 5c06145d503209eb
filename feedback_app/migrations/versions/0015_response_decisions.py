"""What was decided about single responses, and how far what people said has come, on the dashboards."""

import re

import sqlalchemy as sa
from alembic import op

import feedback_app.database

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

MOMENT = feedback_app.database.UtcDateTime(timezone=True)
DEED, SHAPE = "response_decided", "states"
OUTCOME = sa.Enum(
    "taken_up", "answered", "no_action", name="outcome", native_enum=False, create_constraint=True, length=40
)


def upgrade() -> None:
    op.create_table(
        "response_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("outcome", OUTCOME, nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.Column("you_said_id", sa.Integer(), nullable=True),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "outcome <> 'no_action' OR words <> ''", name=op.f("ck_response_decision_no_action_says_why")
        ),
        sa.CheckConstraint(
            "outcome = 'taken_up' OR (you_said_id IS NULL AND action_id IS NULL)",
            name=op.f("ck_response_decision_only_what_was_taken_up_led_somewhere"),
        ),
        sa.CheckConstraint(
            "outcome <> 'taken_up' OR words <> '' OR you_said_id IS NOT NULL OR action_id IS NOT NULL",
            name=op.f("ck_response_decision_taken_up_says_how"),
        ),
        sa.CheckConstraint(
            "you_said_id IS NULL OR action_id IS NULL", name=op.f("ck_response_decision_led_to_one_thing")
        ),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_response_decision_response_id_response")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_response_decision_decided_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["you_said_id"], ["you_said.id"], name=op.f("fk_response_decision_you_said_id_you_said")
        ),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_response_decision_action_id_action")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response_decision")),
        sa.UniqueConstraint("response_id", name=op.f("uq_response_decision_response_id")),
    )
    op.create_index(op.f("ix_audit_feedback_response_id"), "audit_feedback", ["response_id"])
    op.add_column("drawing", sa.Column("steps", sa.Integer(), server_default=sa.text("0"), nullable=False))
    _allow("drawn_table", "shape", [*_allowed("drawn_table", "shape"), SHAPE])
    _allow("trail", "did", [*_allowed("trail", "did"), DEED])


def _allowed(table: str, column: str) -> list[str]:
    """What a column may hold now."""
    checks = sa.inspect(op.get_bind()).get_check_constraints(table)
    name = f"ck_{table}_{column}"
    return next(re.findall(r"'(\w+)'", each["sqltext"]) for each in checks if each["name"] == name)


def _allow(table: str, column: str, values: list[str]) -> None:
    listed = ", ".join(f"'{value}'" for value in values)
    name = op.f(f"ck_{table}_{column}")
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(name, type_="check")
        batch.create_check_constraint(name, sa.text(f"{column} IN ({listed})"))


def downgrade() -> None:
    for table, column, value in (("trail", "did", DEED), ("drawn_table", "shape", SHAPE)):
        rows = sa.table(table, sa.column(column))
        op.execute(sa.delete(rows).where(rows.c[column] == value))
        _allow(table, column, [each for each in _allowed(table, column) if each != value])
    op.drop_column("drawing", "steps")
    op.drop_index(op.f("ix_audit_feedback_response_id"), table_name="audit_feedback")
    op.drop_table("response_decision")
