"""The edition a draft or response was answered in: found or kept by digest, and read back as a survey."""

from functools import cache

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from feedback_app import clock
from feedback_app.database import db
from feedback_app.listening.models import Edition
from surveys.definition import Survey
from surveys.editions import digest, from_json, to_json
from surveys.library import shipped


@cache
def _shipped_by_digest() -> dict[str, Survey]:
    return {digest(survey): survey for survey in shipped().values()}


@cache
def _kept(edition_digest: str) -> Survey:
    document = db.session.scalars(select(Edition.document).where(Edition.digest == edition_digest)).one()
    return from_json(document)


@cache
def _shipped_digests() -> dict[int, str]:
    return {id(survey): digest for digest, survey in _shipped_by_digest().items()}


def digest_of(survey: Survey) -> str:
    """The digest of this wording; that of a shipped survey is worked out once a process."""
    return _shipped_digests().get(id(survey)) or digest(survey)


def know_shipped_surveys() -> None:
    """Read the shipped surveys now, so that no request has to."""
    _shipped_digests()


def survey_of(edition: Edition) -> Survey:
    """The survey exactly as it was worded; read from the database at most once a process."""
    return survey_with(edition.digest)


def survey_with(edition_digest: str) -> Survey:
    """The survey of the edition with this digest."""
    return _shipped_by_digest().get(edition_digest) or _kept(edition_digest)


def edition_of(survey: Survey) -> Edition:
    """The stored edition of a survey, kept now if it was never used before."""
    wanted = digest_of(survey)
    found = db.session.scalar(select(Edition).where(Edition.digest == wanted))
    if found is not None:
        return found
    made = {"survey": survey.id, "digest": wanted, "document": to_json(survey), "first_used_at": clock.now()}
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    db.session.execute(insert(Edition).values(made).on_conflict_do_nothing(index_elements=["digest"]))
    return db.session.scalars(select(Edition).where(Edition.digest == wanted)).one()
