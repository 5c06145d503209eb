"""Why an invitation does not open: the rule alone, and its order."""

from datetime import UTC, datetime, timedelta

import pytest

from feedback_app.listening.models import Invitation
from feedback_app.listening.open_invitation import Closed, why_closed

NOW = datetime(2026, 5, 18, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def invitation(
    *, expires: datetime | None = None, withdrawn: datetime | None = None, uses: int | None = None
) -> Invitation:
    return Invitation(
        public_ref="one", token_hash="t", short_code_hash=None, survey="staff-pulse",
        respondent_group="staff", reader="adult", made_at=NOW - HOUR,
        expires_at=expires, withdrawn_at=withdrawn, uses_allowed=uses,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("made", "used", "why"),
    [
        (invitation(), 1_000, None),
        (invitation(expires=NOW + HOUR), 0, None),
        (invitation(expires=NOW), 0, Closed.expired),
        (invitation(uses=1), 0, None),
        (invitation(uses=1), 1, Closed.used_up),
        (invitation(uses=30), 29, None),
        (invitation(uses=1, expires=NOW - HOUR), 1, Closed.expired),
        (invitation(withdrawn=NOW - HOUR, expires=NOW - HOUR), 0, Closed.withdrawn),
    ],
)
def test_an_invitation_opens_unless_taken_back_past_its_day_or_used_up(
    made: Invitation, used: int, why: Closed | None
) -> None:
    assert why_closed(made, used, NOW) is why
