"""The one door: everything anyone says, on any channel, comes in here and nowhere else."""

from feedback_app.intake.receive import Receipt, Said, receive
from feedback_app.intake.write import AlreadyReceived

__all__ = ["AlreadyReceived", "Receipt", "Said", "receive"]
