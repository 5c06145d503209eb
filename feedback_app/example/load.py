"""Load the whole example: the council, its codebook, the year of feedback, and what was done with it."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import delete, func, select, text, update

from analysis.periods import quarter_of
from feedback_app import clock
from feedback_app.dashboards.topics import find_topics
from feedback_app.database import Base, db
from feedback_app.example.about_you import tell_of_themselves
from feedback_app.example.audits import hold_audits
from feedback_app.example.coding import code_the_year
from feedback_app.example.concerns import handle_the_past, leave_some_open, press_the_button
from feedback_app.example.council import MAIL, Council, SignInExample, found_council
from feedback_app.example.hear import hear
from feedback_app.example.report import publish_reports
from feedback_app.example.second_readings import read_again
from feedback_app.example.translations import translate_some
from feedback_app.example.verbatim import NO_CODE_YET, WORRIES, told_in
from feedback_app.example.voices import Composer
from feedback_app.example.year import VOICES, Moment, language, moments
from feedback_app.listening.invite import Wanted, invite
from feedback_app.listening.models import Invitation
from feedback_app.listening.store import Response
from feedback_app.notices import Notice
from feedback_app.people.models import Person
from feedback_app.people.roles import Place
from feedback_app.people.tokens import digest
from feedback_app.settings import Settings
from feedback_app.themes.load_codebook import load_codebook
from surveys.definition import Reader, RespondentGroup
from surveys.library import shipped_survey

SEED = 2026
BEGINS = datetime.combine(date(2025, 9, 1), time(9), clock.LONDON)
READ_UNTIL = datetime.combine(date(2026, 9, 28), time(0), clock.LONDON)
READ_TWICE = 3
RECENT = 16
RECENT_WITHIN = timedelta(hours=30)
TOLD_UNTIL = timedelta(days=1)
CODES = (
    ("BADGER", "learning-audit-child", RespondentGroup.CHILD, Reader.CHILD),
    ("FERRET", "learning-audit-young-person", RespondentGroup.YOUNG_PERSON, Reader.YOUNG_PERSON),
    ("BEAVER", "learning-audit-parent-carer", RespondentGroup.PARENT_OR_CARER, Reader.ADULT),
    ("TURKEY", "message-in-a-bottle", RespondentGroup.CHILD, Reader.CHILD),
    ("JAGUAR", "staff-pulse", RespondentGroup.STAFF, Reader.ADULT),
    ("GANNET", "partner-survey", RespondentGroup.PARTNER, Reader.ADULT),
    ("MARTEN", "young-inspectors", RespondentGroup.YOUNG_INSPECTOR, Reader.YOUNG_PERSON),
    ("HAWK22", "service-experience", RespondentGroup.PARENT_OR_CARER, Reader.ADULT),
)


class ExampleOnly(Exception):
    """The example council is never loaded in production: its password and codes are known to everybody."""


class NotEmpty(Exception):
    """There are people in the database already."""


@dataclass(frozen=True)
class Loaded:
    """What a newcomer needs to look around."""

    sign_ins: Sequence[SignInExample]
    codes: Sequence[tuple[str, str]]
    responses: int


def is_empty() -> bool:
    """Whether nobody can sign in yet."""
    return db.session.scalar(select(Person.id).limit(1)) is None


def example_there() -> Loaded | None:
    """The example as it lies in the database: who can still sign in, and the codes that still open."""
    written_so = Person.email.like(f"%@{MAIL}") & Person.active
    people = db.session.scalars(select(Person).where(written_so).order_by(Person.id)).all()
    if not people:
        return None
    taken_back = Invitation.withdrawn_at.is_not(None) | Invitation.short_code_hash.is_(None)
    open_ones = set(db.session.scalars(select(Invitation.short_code_hash).where(~taken_back)))
    return Loaded(
        [SignInExample(person.email, person.name, person.job_title) for person in people],
        [(title, code) for title, code in _codes() if digest(code) in open_ones],
        db.session.scalar(select(func.count()).select_from(Response)) or 0,
    )


def empty_everything() -> None:
    """Take every row out of every table, the trail included: for the example only."""
    db.session.expunge_all()
    for table in reversed(Base.metadata.sorted_tables):
        for column in table.columns:
            if column.nullable and any(key.column.table is table for key in column.foreign_keys):
                db.session.execute(update(table).values({column.name: None}))
        db.session.execute(delete(table))


def load_example(settings: Settings) -> Loaded:
    """The example, in the caller's transaction. Raises ExampleOnly in production, or NotEmpty."""
    if settings.is_production:
        raise ExampleOnly
    if not is_empty():
        raise NotEmpty
    now = clock.now()
    chance = random.Random(SEED)  # noqa: S311 - the same made-up year every time
    composer = Composer(chance, settings.director_name)
    with clock.stopped_at(BEGINS):
        council = found_council(settings.director_name)
        load_codebook()
        _hand_out_codes(council)
    worries = told_in(WORRIES, now)
    coming = sorted([*moments(chance), *worries, *_recent(chance, now)], key=lambda one: one.at)
    heard = hear(coming, council, composer)
    heard += hold_audits(council, composer, settings.framework, now)
    apart = replace(composer, chance=random.Random(SEED))  # noqa: S311 - the others go on as before
    heard += hear(told_in(NO_CODE_YET, now), council, apart)
    tell_of_themselves(heard, random.Random(SEED))  # noqa: S311
    press_the_button(council, now)
    handle_the_past(council, now)
    _measure_the_tables()
    code_the_year(heard, council, chance, READ_UNTIL)
    translate_some(council, now)
    read_again(quarter_of(READ_UNTIL.date()).last(READ_TWICE), council, random.Random(SEED))  # noqa: S311
    _measure_the_tables()
    publish_reports(council)
    find_topics(quarter_of(READ_UNTIL.date()))
    _everybody_was_told(now)
    leave_some_open(council, now)
    return Loaded(council.sign_ins, _codes(), len(heard))


def _measure_the_tables() -> None:
    """Let PostgreSQL see how much there is: nobody else can, before this transaction ends."""
    if db.engine.dialect.name == "postgresql":
        db.session.flush()
        db.session.execute(text("ANALYZE"))


def _codes() -> list[tuple[str, str]]:
    return [(shipped_survey(survey).title, code) for code, survey, _group, _reader in CODES]


def _recent(chance: random.Random, now: datetime) -> list[Moment]:
    """A few responses of the last hours, which nobody has read."""
    found = []
    for number in range(RECENT):
        voice = VOICES[number % len(VOICES)]
        at = now - RECENT_WITHIN * (number + 1) / (RECENT + 1)
        place = chance.choice(voice.areas), chance.randrange(3)
        found.append(Moment(voice, at, 3, *place, language(voice, chance)))
    return found


def _hand_out_codes(council: Council) -> None:
    for code, survey_id, group, reader in CODES:
        survey = shipped_survey(survey_id)
        keeps_place = (
            Place(council.areas[0].id, council.localities[0].id) if not survey.anonymous else Place()
        )
        wanted = Wanted(survey, group, reader, place=keeps_place, label=f"To try: {survey.title}")
        invite(wanted, by=council.reviewers[0], code=code)


def _everybody_was_told(now: datetime) -> None:
    """Notices of the made-up past were sent in the made-up past."""
    old = Notice.sent_at.is_(None) & (Notice.made_at < now - TOLD_UNTIL)
    db.session.execute(update(Notice).where(old).values(sent_at=Notice.made_at))
