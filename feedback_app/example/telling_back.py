"""What the made-up council did with each theme: most decided, some told back, the newest still waiting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict
from sqlalchemy import select

from analysis.periods import Quarter, parse_quarter
from analysis.safe_counts import SafeCounts
from feedback_app import clock
from feedback_app.database import db
from feedback_app.example.council import MAIL
from feedback_app.improvement.models import Action
from feedback_app.people.models import Person
from feedback_app.telling.act import link_action, mark_acted
from feedback_app.telling.decide import analyse, decide
from feedback_app.telling.heard import heard_in, spoken_of
from feedback_app.telling.models import ENGLISH, YouSaid
from feedback_app.telling.rules import Decision
from feedback_app.telling.tell import publish, write_words

FILE = Path(__file__).with_suffix(".yaml")
_FROZEN = ConfigDict(frozen=True, extra="forbid")
ANALYSED, DECIDED, ACTED, WRITTEN, PUBLISHED = (timedelta(days=days) for days in (12, 20, 34, 36, 38))


class ExampleWords(BaseModel):
    """What people are told of a theme, and the actions it led to."""

    model_config = _FROZEN
    theme: str
    said: str
    did: str
    actions: tuple[str, ...] = ()
    cannot: bool = False
    pl: tuple[str, str] | None = None
    ar: tuple[str, str] | None = None


class ExampleQuarter(BaseModel):
    """How far the themes of one quarter have come; the others are decided."""

    model_config = _FROZEN
    told: tuple[ExampleWords, ...] = ()
    written: tuple[ExampleWords, ...] = ()
    linked: Mapping[str, tuple[str, ...]] = {}
    analysed: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()


class ExampleThemes(BaseModel):
    """The whole file; each theme with what was found and what was decided."""

    model_config = _FROZEN
    themes: Mapping[str, tuple[str, str]]
    quarters: Mapping[str, ExampleQuarter]


@dataclass(frozen=True)
class Council:
    """Who writes and who publishes, and the actions by their words."""

    writer: Person
    checker: Person
    actions: Mapping[str, Action]


@lru_cache(maxsize=1)
def story() -> ExampleThemes:
    return ExampleThemes.model_validate(yaml.safe_load(FILE.read_text(encoding="utf-8")))


def tell_back() -> None:
    """Walk every theme of the drawn quarters as far as the story says; figures must be drawn before."""
    actions = {action.what: action for action in db.session.scalars(select(Action))}
    council = Council(_person("participation"), _person("quality"), actions)
    for name, came in story().quarters.items():
        quarter = parse_quarter(name)
        counts = heard_in([quarter]).of(quarter, "", story().themes)
        for theme in spoken_of(counts):
            if theme not in came.heard:
                _walk(quarter, theme, came, counts, council)


def _walk(quarter: Quarter, theme: str, came: ExampleQuarter, counts: SafeCounts, council: Council) -> None:
    words = next((one for one in (*came.told, *came.written) if one.theme == theme), None)
    found, reason = story().themes[theme]
    with clock.stopped_at(_moment(quarter, ANALYSED)):
        it = analyse(quarter, theme, None, found=found, by=council.writer)
    if theme in came.analysed:
        return
    decision = Decision.cannot if words and words.cannot else Decision.act
    with clock.stopped_at(_moment(quarter, DECIDED)):
        reason = words.did if words and words.cannot else reason
        decide(it, decision, reason=reason, by=council.writer, seen=it.changes)
        for what in words.actions if words else came.linked.get(theme, ()):
            link_action(it, council.actions[what], by=council.writer)
    if words:
        _write(it, quarter, words, council)
        if words in came.told:
            _publish(it, quarter, words, counts, council)


def _write(it: YouSaid, quarter: Quarter, words: ExampleWords, council: Council) -> None:
    if it.decision is Decision.act:
        with clock.stopped_at(_moment(quarter, ACTED)):
            mark_acted(it, by=council.writer, seen=it.changes)
    with clock.stopped_at(_moment(quarter, WRITTEN)):
        for language, (said, did) in _texts(words).items():
            write_words(it, language, said=said, did=did, by=council.writer, seen=it.changes)


def _publish(
    it: YouSaid, quarter: Quarter, words: ExampleWords, counts: SafeCounts, council: Council
) -> None:
    with clock.stopped_at(_moment(quarter, PUBLISHED)):
        for language in _texts(words):
            publish(it, language, counts, by=council.checker, seen=it.changes)


def _texts(words: ExampleWords) -> dict[str, tuple[str, str]]:
    texts = {ENGLISH: (words.said, words.did), "pl": words.pl, "ar": words.ar}
    return {language: text for language, text in texts.items() if text}


def _moment(quarter: Quarter, after: timedelta) -> datetime:
    return datetime.combine(quarter.ends, time(10), UTC) + after


def _person(name: str) -> Person:
    return db.session.scalars(select(Person).where(Person.email == f"{name}@{MAIL}")).one()
