"""Learning audits for those who plan, chair and sign them off."""

from feedback_app.web.audits import acting, considering, hearing, listing, notes, overview, planning, signing
from feedback_app.web.audits.blueprint import audits

__all__ = [
    "acting",
    "audits",
    "considering",
    "hearing",
    "listing",
    "notes",
    "overview",
    "planning",
    "signing",
]
