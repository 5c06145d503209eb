"""The cycle of a theme from heard to told back: decisions, their actions, and the words people are told."""

import re

import sqlalchemy as sa
from alembic import op

import feedback_app.database

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

MOMENT = feedback_app.database.UtcDateTime(timezone=True)
DEED = "theme_moved"
DECISION = sa.Enum("act", "cannot", name="decision", native_enum=False, create_constraint=True, length=40)
WHOLE_COUNCIL = sa.text("service_area_id IS NULL")


def upgrade() -> None:
    op.create_table(
        "you_said",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_ref", sa.String(length=32), nullable=False),
        sa.Column("quarter", sa.String(length=12), nullable=False),
        sa.Column("theme", sa.String(length=20), nullable=False),
        sa.Column("service_area_id", sa.Integer(), nullable=True),
        sa.Column("found", sa.String(), nullable=False),
        sa.Column("analysed_at", MOMENT, nullable=False),
        sa.Column("analysed_by_id", sa.Integer(), nullable=False),
        sa.Column("decision", DECISION, nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("acted_at", MOMENT, nullable=True),
        sa.Column("told_at", MOMENT, nullable=True),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.CheckConstraint("found <> ''", name=op.f("ck_you_said_analysed_with_what_was_found")),
        sa.CheckConstraint(
            "(decision IS NULL AND decided_at IS NULL AND decided_by_id IS NULL) OR "
            "(decision IS NOT NULL AND decided_at IS NOT NULL AND decided_by_id IS NOT NULL)",
            name=op.f("ck_you_said_decided_by_somebody_one_day"),
        ),
        sa.CheckConstraint(
            "decision IS NULL OR reason <> ''", name=op.f("ck_you_said_decided_with_a_reason")
        ),
        sa.CheckConstraint(
            "acted_at IS NULL OR coalesce(decision, '') = 'act'",
            name=op.f("ck_you_said_acted_only_as_decided"),
        ),
        sa.CheckConstraint(
            "told_at IS NULL OR acted_at IS NOT NULL OR coalesce(decision, '') = 'cannot'",
            name=op.f("ck_you_said_told_only_once_acted_or_impossible"),
        ),
        sa.ForeignKeyConstraint(
            ["service_area_id"], ["service_area.id"], name=op.f("fk_you_said_service_area_id_service_area")
        ),
        sa.ForeignKeyConstraint(
            ["analysed_by_id"], ["person.id"], name=op.f("fk_you_said_analysed_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_you_said_decided_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_you_said")),
        sa.UniqueConstraint("public_ref", name=op.f("uq_you_said_public_ref")),
        sa.UniqueConstraint(
            "quarter", "theme", "service_area_id", name=op.f("uq_you_said_quarter_theme_service_area_id")
        ),
    )
    op.create_index(
        "ix_you_said_one_for_the_whole_council",
        "you_said",
        ["quarter", "theme"],
        unique=True,
        sqlite_where=WHOLE_COUNCIL,
        postgresql_where=WHOLE_COUNCIL,
    )
    op.create_table(
        "you_said_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("you_said_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("did", sa.String(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "said <> '' AND did <> ''", name=op.f("ck_you_said_words_both_halves_are_written")
        ),
        sa.CheckConstraint(
            "(published_at IS NULL AND published_by_id IS NULL) OR "
            "(published_at IS NOT NULL AND published_by_id IS NOT NULL)",
            name=op.f("ck_you_said_words_published_by_somebody_one_day"),
        ),
        sa.CheckConstraint(
            "published_by_id IS NULL OR published_by_id <> written_by_id",
            name=op.f("ck_you_said_words_published_by_another_person"),
        ),
        sa.ForeignKeyConstraint(
            ["you_said_id"], ["you_said.id"], name=op.f("fk_you_said_words_you_said_id_you_said"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_you_said_words_written_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["person.id"], name=op.f("fk_you_said_words_published_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_you_said_words")),
        sa.UniqueConstraint("you_said_id", "language", name=op.f("uq_you_said_words_you_said_id_language")),
    )  # fmt: skip
    op.create_table(
        "you_said_action",
        sa.Column("you_said_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["you_said_id"], ["you_said.id"], name=op.f("fk_you_said_action_you_said_id_you_said"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_you_said_action_action_id_action")
        ),
        sa.PrimaryKeyConstraint("you_said_id", "action_id", name=op.f("pk_you_said_action")),
    )  # fmt: skip
    op.create_index(op.f("ix_you_said_action_action_id"), "you_said_action", ["action_id"])
    _allow([*_allowed(), DEED])


def _allowed() -> list[str]:
    """The deeds the trail may hold now."""
    checks = sa.inspect(op.get_bind()).get_check_constraints("trail")
    return next(re.findall(r"'(\w+)'", each["sqltext"]) for each in checks if each["name"] == "ck_trail_did")


def _allow(deeds: list[str]) -> None:
    listed = ", ".join(f"'{deed}'" for deed in deeds)
    with op.batch_alter_table("trail") as batch:
        batch.drop_constraint(op.f("ck_trail_did"), type_="check")
        batch.create_check_constraint(op.f("ck_trail_did"), sa.text(f"did IN ({listed})"))


def downgrade() -> None:
    trail = sa.table("trail", sa.column("did"))
    op.execute(sa.delete(trail).where(trail.c.did == DEED))
    _allow([deed for deed in _allowed() if deed != DEED])
    for table in ("you_said_action", "you_said_words", "you_said"):
        op.drop_table(table)
