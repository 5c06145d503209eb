"""Requests that need no transaction open none on PostgreSQL, and nothing of that clings to the next."""

import psycopg
import pytest
from flask import Flask
from psycopg.pq import TransactionStatus
from sqlalchemy import delete, text

from feedback_app.database import db, each_statement_alone
from feedback_app.listening import drafts
from feedback_app.listening.drafts import Begun
from feedback_app.listening.models import Channel, Draft, Edition
from surveys.definition import Reader, RespondentGroup
from surveys.library import shipped_survey


def status() -> TransactionStatus:
    """What PostgreSQL thinks of our connection after a question was asked on it."""
    db.session.execute(text("SELECT 1"))
    raw = db.session.connection().connection.dbapi_connection
    assert isinstance(raw, psycopg.Connection)
    return raw.info.transaction_status


@pytest.mark.parametrize("path", ["/answer/check", "/answer/LA3", "/s/some-link", "/bottle"])
def test_a_respondents_page_is_read_without_a_transaction(postgresql_app: Flask, path: str) -> None:
    with postgresql_app.test_request_context(path):
        assert postgresql_app.preprocess_request() is None
        assert status() is TransactionStatus.IDLE


def test_the_first_answers_are_kept_by_one_statement_even_in_an_edition_nobody_used(
    postgresql_app: Flask,
) -> None:
    survey = shipped_survey("partner-survey")
    begun = Begun(survey, Reader.ADULT, RespondentGroup.PARTNER, Channel.online)
    with postgresql_app.test_request_context("/answer/SP1", method="POST"):
        each_statement_alone()
        drafts.begin("told to nobody", begun, {}, "en_GB")
        db.session.rollback()
    with postgresql_app.app_context():
        assert drafts.find("told to nobody") is not None
        db.session.execute(delete(Draft))
        db.session.execute(delete(Edition))
        db.session.commit()


def test_everything_else_is_one_transaction(postgresql_app: Flask) -> None:
    with postgresql_app.test_request_context("/sign-in"):
        assert postgresql_app.preprocess_request() is None
        assert status() is TransactionStatus.INTRANS
        db.session.rollback()


def test_what_follows_on_the_same_connection_can_be_rolled_back(postgresql_app: Flask) -> None:
    with postgresql_app.test_request_context("/answer/check"):
        postgresql_app.preprocess_request()
        status()
    with postgresql_app.test_request_context("/answer/send", method="POST"):
        db.session.execute(text("INSERT INTO agency (name, kind) VALUES ('Never', 'school')"))
        db.session.rollback()
        kept = db.session.scalar(text("SELECT count(*) FROM agency WHERE name = 'Never'"))
        assert kept == 0
        db.session.rollback()
