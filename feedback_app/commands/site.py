"""Open the site for a command: its settings and database, with every refusal said in one plain line."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask
from sqlalchemy.exc import ArgumentError, OperationalError

from feedback_app.database import db
from feedback_app.settings import UnsafeSettings


@contextmanager
def open_site() -> Iterator[Flask]:
    """The site with its database session; commits when all went well, rolls everything back otherwise."""
    from feedback_app.web.app import create_app

    try:
        app = create_app()
    except UnsafeSettings as refused:
        raise click.ClickException(str(refused)) from None
    except ArgumentError:
        raise click.ClickException(
            "DATABASE_URL is not an address of a database. "
            "Write it like sqlite:////folder/feedback.sqlite or postgresql://name:password@host/feedback"
        ) from None
    with app.app_context():
        try:
            yield app
            db.session.commit()
        except OperationalError as problem:
            db.session.rollback()
            raise click.ClickException(
                f"The database does not answer as it should ({type(problem.orig).__name__}). "
                "Check DATABASE_URL, then run: feedback prepare-database"
            ) from None
        except BaseException:
            db.session.rollback()
            raise
