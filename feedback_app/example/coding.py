"""Two made-up reviewers read and code what was said."""

import random
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from sqlalchemy import exists, select, update

from analysis.periods import quarter_of
from feedback_app import clock
from feedback_app.database import db
from feedback_app.example.answers import WholeAnswer
from feedback_app.example.council import Council
from feedback_app.example.hear import Heard, answers_in_words
from feedback_app.example.voices import About
from feedback_app.intake.receive import BOTTLE_MESSAGE
from feedback_app.listening.models import Channel
from feedback_app.listening.store import Answer
from feedback_app.people.models import Person
from feedback_app.themes.code import Given, add_all
from feedback_app.themes.models import Code, Coding, Outcome, Suggestion, Valence
from feedback_app.themes.read import finish_all, mark_read
from feedback_app.themes.rules import Span, valence_of_box
from feedback_app.themes.suggest import engine_of_words, suggest_for_all

READ_AFTER_DAYS = (1, 7)
MEANT: Mapping[str, Valence] = {
    "LA3": Valence.not_so_good, "PA3": Valence.not_so_good, "YI11": Valence.not_so_good,
    "LA1y": Valence.well, "LY2w": Valence.well, "PA2": Valence.well, "PA8": Valence.well,
    "YI10": Valence.well,
    "PC1w": Valence.mixed, "YI13w": Valence.mixed,
}  # fmt: skip


def code_the_year(heard: Iterable[Heard], council: Council, chance: random.Random, until: datetime) -> None:
    """Everything said before this moment is read and coded within a week; what came later waits unread."""
    known = dict(db.session.execute(select(Code.slug, Code.id)).all())
    with_guesses = quarter_of(until.date())
    engine = engine_of_words()
    for one in (one for one in heard if one.moment.at < until):
        is_bottle = one.moment.voice.channel is Channel.bottle
        by_first = chance.random() < 0.6 or is_bottle
        first, _second = council.reviewers if by_first else council.reviewers[::-1]
        read_at = one.moment.at + timedelta(days=chance.randint(*READ_AFTER_DAYS))
        answers = answers_in_words(one.response_id)
        guessed = one.moment.at.date() in with_guesses
        with clock.stopped_at(read_at):
            mark_read(answers, first)
            if guessed:
                suggest_for_all(answers, engine)
            if is_bottle:
                in_bottles = [answer for answer in answers if answer.question == BOTTLE_MESSAGE]
                mark_read(in_bottles, council.director)
            add_all([given for answer in answers for given in _given(answer, one.whole, known)], first)
            finish_all(answers, first)
            if guessed:
                _settle_guesses(answers, first)
        _let_go(answers)


def _settle_guesses(answers: Iterable[Answer], by: Person) -> None:
    """Accept the guesses that agree with what the reviewer made of the answers, decline the others."""
    ids = [answer.id for answer in answers]
    db.session.flush()
    agrees = exists().where(Coding.answer_id == Suggestion.answer_id, Coding.code_id == Suggestion.code_id)
    for outcome, which in ((Outcome.accepted, agrees), (Outcome.declined, ~agrees)):
        db.session.execute(
            update(Suggestion)
            .where(Suggestion.answer_id.in_(ids), Suggestion.outcome.is_(None), which)
            .values(outcome=outcome, settled_by_id=by.id, settled_at=clock.now())
            .execution_options(synchronize_session=False)
        )


def _let_go(answers: Iterable[Answer]) -> None:
    """Forget what is stored now: a session that holds the whole year grows slow."""
    db.session.flush()
    for answer in answers:
        db.session.expunge(answer)


def _given(answer: Answer, whole: WholeAnswer, known: Mapping[str, int]) -> Iterator[Given]:
    spoken = whole.spoken.get((answer.question, answer.box))
    for about in spoken.about if spoken else ():
        yield Given(answer, known[about.code], _span(about), _meant(answer))


def _span(about: About) -> Span:
    return Span(about.start, about.end)


def _meant(answer: Answer) -> Valence:
    return valence_of_box(answer.box) if answer.box else MEANT.get(answer.question, Valence.unsaid)
