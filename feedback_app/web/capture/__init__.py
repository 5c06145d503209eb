"""Practice leads write down what is said on the phone or on a visit: forms, script and doors."""

from feedback_app.web.capture import finish, questions, requests, start, worries
from feedback_app.web.capture.blueprint import capture

__all__ = ["capture", "finish", "questions", "requests", "start", "worries"]
