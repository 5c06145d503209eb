"""The ceiling: the least a Flask site can do and still take in a form, with session, CSRF and one insert."""

import os
from datetime import UTC, datetime

from flask import Flask, redirect, render_template_string, session
from flask_babel import Babel
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import FlaskForm
from sqlalchemy import event
from sqlalchemy.orm import Mapped, mapped_column
from wtforms import RadioField, TextAreaField

PAGE = """<!doctype html><html lang="en"><title>{{ _('Ceiling') }}</title><h1>{{ _('Tell us') }}</h1>
<form method="post" action="">{{ form.csrf_token }}{{ form.one }}{{ form.two }}{{ form.three }}
{{ form.rating }}<button>{{ _('Send') }}</button></form></html>"""

app = Flask(__name__)
app.config.update(SECRET_KEY="only-for-measuring", SQLALCHEMY_DATABASE_URI=os.environ["DATABASE_URL"])
db = SQLAlchemy(app)
Babel(app)


class Kept(db.Model):  # type: ignore[name-defined,misc]
    id: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str]
    at: Mapped[datetime]


class TellForm(FlaskForm):  # type: ignore[misc]
    one, two, three = TextAreaField("One"), TextAreaField("Two"), TextAreaField("Three")
    rating = RadioField("Rating", choices=[("1", "Good"), ("2", "Bad")])


with app.app_context():
    if db.engine.dialect.name == "sqlite":

        @event.listens_for(db.engine, "connect")
        def durable(connection: object, _entry: object) -> None:
            connection.execute("PRAGMA journal_mode=WAL")  # type: ignore[attr-defined]
            connection.execute("PRAGMA synchronous=FULL")  # type: ignore[attr-defined]
            connection.execute("PRAGMA busy_timeout=15000")  # type: ignore[attr-defined]


@app.route("/<int:step>/<int:last>", methods=["GET", "POST"])
def tell(step: int, last: int) -> object:
    form = TellForm()
    session["step"] = step
    if not form.validate_on_submit():
        return render_template_string(PAGE, form=form)
    if step == last:
        db.session.add(Kept(words=f"{form.one.data}{form.two.data}{form.three.data}", at=datetime.now(UTC)))
        db.session.commit()
    return redirect(f"/{step + 1}/{last}")
