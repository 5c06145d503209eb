"""The machine learns from people's decisions: its models, which was in use when, and what it looked at."""

import sqlalchemy as sa
from alembic import op

import feedback_app.database

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = feedback_app.database.UtcDateTime(timezone=True)
    op.create_table(
        "learned_model",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("decided_until", moment, nullable=False),
        sa.Column("examples", sa.Integer(), nullable=False),
        sa.Column("unseen", sa.Integer(), nullable=False),
        sa.Column("languages", sa.String(length=200), nullable=False),
        sa.Column("taught_from", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("micro_f1", sa.Float(), nullable=False),
        sa.Column("macro_f1", sa.Float(), nullable=False),
        sa.Column("recall_at_5", sa.Float(), nullable=False),
        sa.Column("calibration_error", sa.Float(), nullable=False),
        sa.Column("compared_with", sa.String(length=60), nullable=False),
        sa.Column("compared_micro_f1", sa.Float(), nullable=False),
        sa.Column("compared_macro_f1", sa.Float(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "better", "not_better", name="verdict", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.CheckConstraint(
            "examples > 0 AND unseen > 0", name=op.f("ck_learned_model_taught_and_measured_with_something")
        ),
        sa.CheckConstraint(
            "micro_f1 BETWEEN 0 AND 1 AND macro_f1 BETWEEN 0 AND 1",
            name=op.f("ck_learned_model_figures_are_parts_of_one"),
        ),
        sa.CheckConstraint(
            "verdict <> 'better' OR content IS NOT NULL", name=op.f("ck_learned_model_a_better_one_is_kept")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learned_model")),
    )
    op.create_table(
        "engine_in_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("model_id", sa.Integer(), nullable=True),
        sa.Column("since", moment, nullable=False),
        sa.Column(
            "why",
            sa.Enum(
                "better", "gone_back", name="chosen", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "why <> 'gone_back' OR by_id IS NOT NULL",
            name=op.f("ck_engine_in_use_going_back_is_somebodys_decision"),
        ),
        sa.CheckConstraint(
            "why <> 'better' OR model_id IS NOT NULL", name=op.f("ck_engine_in_use_better_is_a_learned_one")
        ),
        sa.ForeignKeyConstraint(
            ["model_id"], ["learned_model.id"], name=op.f("fk_engine_in_use_model_id_learned_model")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_engine_in_use_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engine_in_use")),
    )
    op.create_table(
        "machine_reading",
        sa.Column("answer_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("engine", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("looked_at", moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_machine_reading_answer_id_answer")
        ),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_machine_reading")),
    )
    op.create_table(
        "suggestion_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("engine", sa.String(length=60), nullable=False),
        sa.Column("workers", sa.String(length=60), nullable=False),
        sa.Column("survey", sa.String(length=60), nullable=False),
        sa.Column("started_at", moment, nullable=False),
        sa.Column("seen_at", moment, nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("suggested", sa.Integer(), nullable=False),
        sa.Column("ended_at", moment, nullable=True),
        sa.CheckConstraint(
            "done BETWEEN 0 AND total", name=op.f("ck_suggestion_run_never_more_done_than_there_is")
        ),
        sa.CheckConstraint(
            "ended_at IS NULL OR ended_at >= started_at", name=op.f("ck_suggestion_run_ends_after_it_starts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion_run")),
    )


def downgrade() -> None:
    op.drop_table("suggestion_run")
    op.drop_table("machine_reading")
    op.drop_table("engine_in_use")
    op.drop_table("learned_model")
