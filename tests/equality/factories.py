"""A site that asks people about themselves, and people who told something of themselves."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from feedback_app.database import db
from feedback_app.equality.models import ToldOfSelf
from feedback_app.settings import Settings


@contextmanager
def asking(app: Flask) -> Iterator[None]:
    """The council asks about people, until this ends; pages drawn before are forgotten."""
    usual: Settings = app.extensions["feedback-settings"]
    app.extensions["feedback-settings"] = usual.model_copy(update={"ask_about_you": True})
    app.extensions.pop("kept-pages", None)
    try:
        yield
    finally:
        app.extensions["feedback-settings"] = usual
        app.extensions.pop("kept-pages", None)


def told(response_ids: list[int], **choices: str) -> None:
    """Each of these people told the same: `gender="girl_or_woman"`."""
    db.session.add_all(
        ToldOfSelf(response_id=response_id, characteristic=f"AY.{name}", choice=choice)
        for response_id in response_ids
        for name, choice in choices.items()
    )
    db.session.flush()
