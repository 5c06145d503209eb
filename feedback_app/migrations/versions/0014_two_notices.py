"""Notices of an action that came back to its owner, and of a theme digest that is ready to read."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

BEFORE = (
    "concern_raised", "concern_overdue", "bottle_arrived", "advocate_asked_for", "request_assigned",
    "answers_for_audit", "report_to_approve", "sign_off_wanted", "colleague_asked", "colleague_replied",
    "practice_lead_wanted", "concern_undecided", "concern_left", "concern_named",
)  # fmt: skip
NEW = ("action_returned", "digest_ready")


def upgrade() -> None:
    _allow(BEFORE + NEW)


def downgrade() -> None:
    notice = sa.table("notice", sa.column("id"), sa.column("kind"))
    delivery = sa.table("notice_delivery", sa.column("notice_id"))
    new = notice.c.kind.in_(NEW)
    op.execute(sa.delete(delivery).where(delivery.c.notice_id.in_(sa.select(notice.c.id).where(new))))
    op.execute(sa.delete(notice).where(new))
    _allow(BEFORE)


def _allow(kinds: tuple[str, ...]) -> None:
    """SQLite makes the table anew for it, so what points at notices is put aside in the meantime."""
    op.execute("CREATE TEMPORARY TABLE delivered AS SELECT * FROM notice_delivery")
    op.execute("DELETE FROM notice_delivery")
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("notice") as batch:
        batch.drop_constraint(op.f("ck_notice_noticekind"), type_="check")
        batch.create_check_constraint(op.f("ck_notice_noticekind"), sa.text(f"kind IN ({listed})"))
    op.execute("INSERT INTO notice_delivery SELECT * FROM delivered")
    op.execute("DROP TABLE delivered")
