"""A concern raised in an audit, on the audit's page: how serious and where it stands, never what."""

from dataclasses import dataclass

from flask import url_for

from feedback_app.audits.models import Audit, AuditConcern
from feedback_app.web.triage.words import Shown, moment, severity_shown, where_it_stands


@dataclass(frozen=True)
class ConcernRow:
    """How serious, when it was raised, and what is being done."""

    href: str
    severity: Shown
    raised: str
    stands: str


def concern_row(audit: Audit, raised: AuditConcern) -> ConcernRow:
    concern = raised.concern
    return ConcernRow(
        url_for("raising.people", ref=audit.public_ref, reference=concern.public_ref),
        severity_shown(concern.severity),
        moment(concern.raised_at),
        where_it_stands(concern),
    )
