"""Look for topics in the answers of a quarter that no code covers, and keep what people decide about them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, exists, func, or_, select
from sqlalchemy.orm import contains_eager

from analysis.emerging import Topic, emerging_topics
from analysis.periods import Quarter
from analysis.stretches import Said, apart, cut
from analysis.tagging import suggest
from analysis.text import Span
from feedback_app import clock, trail
from feedback_app.dashboards.count import of_quarter
from feedback_app.dashboards.models import EmergingAnswer, EmergingTopic, Standing
from feedback_app.database import db
from feedback_app.listening.store import Answer, Response
from feedback_app.people.models import Person
from feedback_app.themes.book import codebook_in_use
from feedback_app.themes.models import CodedAnswer, Coding, Outcome, Suggestion
from feedback_app.themes.queue import not_in_sentences, visible_to

MOST_ANSWERS = 20_000
KEPT_ANSWERS = 60
SHOWN_ANSWERS = 3
SHORTEST = 8
EARLIER_QUARTERS = 4


class NoSuchTopic(LookupError):
    """There is no topic like that, or it was taken away since."""


@dataclass(frozen=True)
class Offered:
    """A topic with the answers of it that this person may read."""

    topic: EmergingTopic
    examples: Sequence[Answer]


def find_topics(quarter: Quarter) -> int:
    """Look anew; what people kept or dismissed stays, and is not offered again. Gives how many there are."""
    book = codebook_in_use()
    uncovered, covered = apart(_said(quarter), lambda words: bool(suggest(words, book)))
    earlier = [words for before in quarter.previous.last(EARLIER_QUARTERS) for words in _words_of(before)]
    found = emerging_topics(uncovered, [stretch.text for stretch in covered], earlier)
    settled = db.session.scalars(
        select(EmergingTopic).where(
            EmergingTopic.quarter == str(quarter), EmergingTopic.standing != Standing.offered
        )
    ).all()
    _forget_offered(quarter)
    known = [set(topic.words) for topic in settled]
    fresh = [topic for topic in found if not any(_alike(_words(topic), words) for words in known)]
    for topic in fresh:
        _keep(quarter, topic)
    db.session.flush()
    return len(fresh)


def _said(quarter: Quarter) -> list[Said]:
    """The newest answers: a person's code covers the whole of one, a suggestion where it stands in others."""
    coding = exists().where(Coding.answer_id == Answer.id)
    finished = exists().where(CodedAnswer.answer_id == Answer.id)
    newest = (
        select(Answer.id, Answer.words, coding.label("is_coded"), finished.label("is_finished"))
        .join(Answer.response)
        .where(of_quarter(quarter), *_in_sentences())
        .order_by(Answer.id.desc())
        .limit(MOST_ANSWERS)
    )
    waiting = newest.subquery()
    suggested = db.session.execute(
        select(Suggestion.answer_id, Suggestion.starts_at, Suggestion.ends_at)
        .join(waiting, waiting.c.id == Suggestion.answer_id)
        .where(
            ~waiting.c.is_coded,
            ~waiting.c.is_finished,
            or_(Suggestion.outcome.is_(None), Suggestion.outcome == Outcome.accepted),
        )
    )
    spans: dict[int, list[Span]] = defaultdict(list)
    for answer_id, start, end in suggested:
        spans[answer_id].append(Span(start, end))
    rows = db.session.execute(newest)
    return [
        Said(answer_id, words or "", spans[answer_id], is_covered=is_coded)
        for answer_id, words, is_coded, _is_finished in rows
    ]


def _in_sentences() -> tuple[ColumnElement[bool], ...]:
    return (
        Answer.words.is_not(None),
        Answer.question.not_in(not_in_sentences()),
        func.length(Answer.words) > SHORTEST,
    )


def _words_of(quarter: Quarter) -> list[str]:
    said = db.session.scalars(
        select(Answer.words)
        .join(Answer.response)
        .where(of_quarter(quarter), *_in_sentences())
        .order_by(Answer.id.desc())
        .limit(MOST_ANSWERS // EARLIER_QUARTERS)
    )
    return [stretch for words in said for stretch in cut(words or "")]


def _words(topic: Topic) -> set[str]:
    return set(topic.spoken)


def _alike(one: set[str], other: set[str]) -> bool:
    return 2 * len(one & other) >= min(len(one), len(other))


def _forget_offered(quarter: Quarter) -> None:
    offered = select(EmergingTopic.id).where(
        EmergingTopic.quarter == str(quarter), EmergingTopic.standing == Standing.offered
    )
    db.session.execute(delete(EmergingAnswer).where(EmergingAnswer.topic_id.in_(offered)))
    db.session.execute(delete(EmergingTopic).where(EmergingTopic.id.in_(offered)))


def _keep(quarter: Quarter, topic: Topic) -> None:
    made = EmergingTopic(
        quarter=str(quarter), words=list(topic.spoken), score=topic.score, is_new=topic.is_new,
        found_at=clock.now(),
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    db.session.add_all(
        EmergingAnswer(topic_id=made.id, answer_id=answer_id, place=place)
        for place, answer_id in enumerate(topic.answers[:KEPT_ANSWERS])
    )


def topics_of(quarter: Quarter, person: Person) -> list[Offered]:
    """The quarter's topics, the most telling first, each with a few answers this person may read."""
    topics = db.session.scalars(
        select(EmergingTopic)
        .where(EmergingTopic.quarter == str(quarter))
        .order_by(EmergingTopic.score.desc(), EmergingTopic.id)
    ).all()
    number = func.row_number().over(partition_by=EmergingAnswer.topic_id, order_by=EmergingAnswer.place)
    numbered = (
        select(
            EmergingAnswer.topic_id, EmergingAnswer.answer_id, EmergingAnswer.place, number.label("number")
        )
        .join(Answer, Answer.id == EmergingAnswer.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .where(
            EmergingAnswer.topic_id.in_([topic.id for topic in topics]),
            visible_to(person),
            Response.withdrawn_at.is_(None),
        )
        .subquery()
    )
    rows = db.session.execute(
        select(numbered.c.topic_id, Answer)
        .join(Answer, Answer.id == numbered.c.answer_id)
        .join(Answer.response)
        .where(numbered.c.number <= SHOWN_ANSWERS)
        .options(contains_eager(Answer.response))
        .order_by(numbered.c.topic_id, numbered.c.place)
    ).all()
    return [Offered(topic, [answer for i, answer in rows if i == topic.id]) for topic in topics]


def topic_called(topic_id: int) -> EmergingTopic:
    """One topic. Raises NoSuchTopic."""
    topic = db.session.get(EmergingTopic, topic_id)
    if topic is None:
        raise NoSuchTopic
    return topic


def settle(topic_id: int, standing: Standing, by: Person) -> EmergingTopic:
    """Keep a topic, dismiss it, or (`offered`) take the decision back. Raises NoSuchTopic."""
    topic = topic_called(topic_id)
    topic.standing = standing
    topic.settled_by_id = None if standing is Standing.offered else by.id
    topic.settled_at = None if standing is Standing.offered else clock.now()
    trail.note(trail.Did.suggestion_settled, "emerging_topic", str(topic.id), by=by)
    return topic
