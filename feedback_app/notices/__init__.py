"""Things someone must be told: an outbox committed with what caused them, and the post that empties it."""

from feedback_app.notices.outbox import NOWHERE, Delivery, Notice, NoticeKind, queue

__all__ = ["NOWHERE", "Delivery", "Notice", "NoticeKind", "queue"]
