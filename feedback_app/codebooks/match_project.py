"""Hold a project of another program against what is ours: what fits, and why the rest does not."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from analysis.exchange.guids import guid_of
from analysis.exchange.offsets import carried, measured
from analysis.exchange.project import Coded, Project, Source
from analysis.exchange.tree import walked
from feedback_app import clock
from feedback_app.codebooks.take_out import answer_guid, coder_guid
from feedback_app.database import db
from feedback_app.listening.store import Answer, Response
from feedback_app.people.models import Person
from feedback_app.people.roles import May
from feedback_app.themes.models import AgreedAnswer, Code, Coding, Valence
from feedback_app.themes.queue import visible_to
from feedback_app.themes.refusals import NoSuchWords
from feedback_app.themes.rules import Span, tidy_span, valence_of_box

AT_ONCE = 500


class Strangers(StrEnum):
    """What becomes of codings by people we do not know."""

    left_out = "left_out"
    mine = "mine"


class WhyNot(StrEnum):
    """Why a coding was not taken in."""

    not_ours = "not_ours"
    other_words = "other_words"
    beyond = "beyond"
    unknown_code = "unknown_code"
    retired_code = "retired_code"
    unknown_coder = "unknown_coder"
    agreed = "agreed"


@dataclass(frozen=True)
class Share:
    """How many of the file's codes, answers or coders are ours too, and the names of some that are not."""

    ours: int
    others: tuple[str, ...]


@dataclass(frozen=True)
class Matched:
    """What a project comes to. `new` are codings as we would keep them, none of them kept yet.

    `other_way` are here already, and say another way the words speak: they stay as they are. `unknown_coders`
    counts the codings that would fit, were they taken in as somebody else's.
    """

    new: tuple[Coding, ...]
    already_there: int
    other_way: int
    refused: Mapping[WhyNot, int]
    codes: Share
    answers: Share
    coders: Share

    @property
    def unknown_coders(self) -> int:
        return self.refused.get(WhyNot.unknown_coder, 0)


Place = tuple[int, int, int, int, int]


class NotTaken(Exception):
    """One coding that is not taken in."""

    def __init__(self, why: WhyNot) -> None:
        super().__init__(why.value)
        self.why = why


def match(project: Project, key: str, strangers: Strangers, by: Person) -> Matched:
    """What a project would bring in now, for this person."""
    here = _Here(project, key, strangers, by)
    refused: Counter[WhyNot] = Counter()
    found: dict[Place, Coding] = {}
    for source in project.sources:
        for coded in source.coded:
            try:
                coding = here.coding(source, coded)
            except NotTaken as one:
                refused[one.why] += 1
            else:
                found[_place(coding)] = coding
    already = _already_there({coding.answer_id for coding in found.values()})
    there = [coding for place, coding in found.items() if place in already]
    return Matched(
        tuple(coding for place, coding in found.items() if place not in already),
        len(there),
        sum(already[_place(coding)] is not coding.valence for coding in there),
        refused,
        here.codes(project),
        here.answers(project),
        here.coders(project),
    )


def still_new(codings: Sequence[Coding]) -> list[Coding]:
    """Those of these codings nobody has kept in the meantime."""
    already = _already_there({coding.answer_id for coding in codings})
    return [coding for coding in codings if _place(coding) not in already]


def _place(coding: Coding) -> Place:
    return coding.answer_id, coding.code_id, coding.coder_id, coding.starts_at, coding.ends_at


def _already_there(answers: set[int]) -> dict[Place, Valence]:
    places: dict[Place, Valence] = {}
    ids = sorted(answers)
    for at in range(0, len(ids), AT_ONCE):
        some = db.session.scalars(select(Coding).where(Coding.answer_id.in_(ids[at : at + AT_ONCE])))
        places |= {_place(coding): coding.valence for coding in some}
    return places


class _Here:
    """Our answers, codes and people, by what the project knows them by."""

    def __init__(self, project: Project, key: str, strangers: Strangers, by: Person) -> None:
        self._strangers, self._by = strangers, by
        self._answers = _answers(by, {source.guid for source in project.sources})
        codes = db.session.scalars(select(Code)).all()
        self._codes = {guid_of("code", code.slug): code for code in codes}
        self._codes |= {code.guid: code for code in codes if code.guid}
        self._people = {coder_guid(key, one): one for one in db.session.scalars(select(Person.id))}
        self._agreed = set(db.session.scalars(select(AgreedAnswer.answer_id)))

    def codes(self, project: Project) -> Share:
        """The codes that can be given, with those codings name and the codebook of the file does not."""
        listed = {node.guid: node.name for node in walked(project.codes) if node.codable}
        return _share(listed, self._codes)

    def answers(self, project: Project) -> Share:
        return _share({source.guid: source.name for source in project.sources}, self._answers)

    def coders(self, project: Project) -> Share:
        """Everybody the file names or whose coding it holds."""
        listed = {coded.coder: "" for source in project.sources for coded in source.coded}
        return _share(listed | {coder.guid: coder.name for coder in project.coders}, self._people)

    def coding(self, source: Source, coded: Coded) -> Coding:
        """The coding as we would keep it. Raises NotTaken; for an unknown coder only when all else fits."""
        answer = self._answers.get(source.guid)
        if answer is None:
            raise NotTaken(WhyNot.not_ours)
        if answer.id in self._agreed:
            raise NotTaken(WhyNot.agreed)
        span, code = _span(answer.words or "", source, coded), self._code(coded.code)
        return Coding(
            answer_id=answer.id,
            code_id=code.id,
            coder_id=self._coder(coded.coder),
            starts_at=span.start,
            ends_at=span.end,
            valence=Valence(coded.speaks) if coded.speaks else valence_of_box(answer.box),
            made_at=min(coded.made_at or clock.now(), clock.now()),
        )

    def _code(self, guid: str) -> Code:
        code = self._codes.get(guid)
        if code is None:
            raise NotTaken(WhyNot.unknown_code)
        if code.retired_on is not None:
            raise NotTaken(WhyNot.retired_code)
        return code

    def _coder(self, guid: str) -> int:
        found = self._people.get(guid)
        if found is not None:
            return found
        if self._strangers is Strangers.left_out:
            raise NotTaken(WhyNot.unknown_coder)
        return self._by.id


def _share(listed: Mapping[str, str], ours: Mapping[str, object]) -> Share:
    others = tuple(name for guid, name in listed.items() if guid not in ours)
    return Share(len(listed) - len(others), others)


def _answers(by: Person, wanted: set[str]) -> dict[str, Answer]:
    rows = db.session.execute(
        select(Answer.id, Response.public_ref, Answer.question, Answer.box)
        .join(Answer.response)
        .where(Answer.words.is_not(None), Response.withdrawn_at.is_(None), visible_to(by, May.code))
    )
    named = {row.id: answer_guid(row.public_ref, row.question, row.box) for row in rows} if wanted else {}
    ids = [answer_id for answer_id, guid in named.items() if guid in wanted]
    found: dict[str, Answer] = {}
    for at in range(0, len(ids), AT_ONCE):
        some = db.session.scalars(select(Answer).where(Answer.id.in_(ids[at : at + AT_ONCE])))
        found |= {named[answer.id]: answer for answer in some}
    return found


def _span(words: str, source: Source, coded: Coded) -> Span:
    """Where the words stand in ours. Raises NotTaken."""
    if coded.start is None or coded.end is None:
        raise NotTaken(WhyNot.beyond)
    if source.text is None:
        ruler = measured(words)
        start, end = ruler.from_units(coded.start), ruler.from_units(coded.end)
    else:
        start, end = carried(coded.start, source.text, words), carried(coded.end, source.text, words)
        if start is None or end is None:
            raise NotTaken(WhyNot.other_words)
    if start is None or end is None:
        raise NotTaken(WhyNot.beyond)
    try:
        return tidy_span(words, start, end)
    except NoSuchWords:
        raise NotTaken(WhyNot.beyond) from None
