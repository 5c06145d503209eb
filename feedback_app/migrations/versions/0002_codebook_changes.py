"""A codebook that can be changed: more guidance with each code, drafts, and a record that can undo."""

import sqlalchemy as sa
from alembic import op

import feedback_app.database

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TELLS_OF = "tells_of IN ('experience', 'quality', 'impact')"


def upgrade() -> None:
    op.add_column("codebook", sa.Column("changes", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.add_column("theme", sa.Column("maps", sa.JSON(), server_default=sa.text("'{}'"), nullable=False))
    op.add_column("theme", sa.Column("guid", sa.String(length=36), nullable=True))
    op.create_index(op.f("ix_theme_guid"), "theme", ["guid"], unique=True)
    op.add_column("code", sa.Column("meaning", sa.String(), server_default=sa.text("''"), nullable=False))
    for name in ("more_examples", "keywords"):
        op.add_column("code", sa.Column(name, sa.JSON(), server_default=sa.text("'[]'"), nullable=False))
    op.execute(f"ALTER TABLE code ADD COLUMN tells_of VARCHAR(40) CONSTRAINT ck_code_tellsof CHECK ({TELLS_OF})")
    op.add_column("code", sa.Column("guid", sa.String(length=36), nullable=True))
    op.create_index(op.f("ix_code_guid"), "code", ["guid"], unique=True)
    op.create_table(
        "codebook_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_ref", sa.String(length=32), nullable=False),
        sa.Column("codebook_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "published",
                "renamed",
                "retired",
                "merged",
                "split",
                "brought_in",
                name="changekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", feedback_app.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("touches", sa.JSON(), nullable=False),
        sa.Column("counted", sa.JSON(), nullable=False),
        sa.Column("to_undo", sa.JSON(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("undone_at", feedback_app.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(undone_at IS NULL) = (undone_by_id IS NULL)", name=op.f("ck_codebook_change_undone_by_somebody")
        ),
        sa.ForeignKeyConstraint(
            ["codebook_id"], ["codebook.id"], name=op.f("fk_codebook_change_codebook_id_codebook")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_codebook_change_made_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["undone_by_id"], ["person.id"], name=op.f("fk_codebook_change_undone_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codebook_change")),
        sa.UniqueConstraint("public_ref", name=op.f("uq_codebook_change_public_ref")),
    )
    op.create_index(op.f("ix_codebook_change_codebook_id"), "codebook_change", ["codebook_id"], unique=False)
    op.create_table(
        "drafted_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("codebook_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("theme_slug", sa.String(length=20), nullable=False),
        sa.Column("wording", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("guid", sa.String(length=36), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", feedback_app.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["codebook_id"], ["codebook.id"], name=op.f("fk_drafted_entry_codebook_id_codebook")
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_drafted_entry_made_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafted_entry")),
        sa.UniqueConstraint("codebook_id", "slug", name=op.f("uq_drafted_entry_codebook_id_slug")),
    )


def downgrade() -> None:
    op.drop_table("drafted_entry")
    op.drop_table("codebook_change")
    op.drop_index(op.f("ix_code_guid"), table_name="code")
    op.drop_index(op.f("ix_theme_guid"), table_name="theme")
    op.execute("ALTER TABLE code DROP COLUMN tells_of")
    for table, names in (("code", ("guid", "keywords", "more_examples", "meaning")), ("theme", ("guid", "maps"))):
        for name in names:
            op.drop_column(table, name)
    op.drop_column("codebook", "changes")
