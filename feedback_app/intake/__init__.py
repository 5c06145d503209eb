"""The one door: everything anyone says, on any channel, comes in here and nowhere else."""

from feedback_app.intake.receive import AlreadyReceived, Receipt, Said, receive

__all__ = ["AlreadyReceived", "Receipt", "Said", "receive"]
