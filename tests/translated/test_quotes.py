"""A quote from a translation: only when a person stands behind it, and always said to be one (R-39e)."""

from collections.abc import Iterator

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from analysis.periods import parse_quarter
from feedback_app import clock
from feedback_app.listening.store import Answer
from feedback_app.people.roles import Role
from feedback_app.quotations.models import Quotation
from feedback_app.quotations.propose import approve_quotation, propose
from feedback_app.quotations.refusals import MayNotBeQuoted
from feedback_app.quotations.rules import Hindrance
from feedback_app.reporting.compile import compile_learning_audits
from feedback_app.reporting.draft import published
from feedback_app.reporting.find import quotable
from feedback_app.reporting.write import choose_quote
from feedback_app.themes.models import Coding, Opening
from feedback_app.themes.rules import Span
from feedback_app.translated.models import TranslatedBy, Translation
from tests import factories
from tests.page import CheckedClient
from tests.reporting import factories as reporting
from tests.themes.factories import code
from tests.translated.factories import POLISH, translated

ENGLISH = "She is kind and listens to me."


@pytest.fixture(autouse=True)
def after_the_quarter() -> Iterator[None]:
    with clock.stopped_at(reporting.WHEN):
        yield


@pytest.fixture
def people(session: Session) -> reporting.People:
    return reporting.people()


@pytest.fixture
def answer(people: reporting.People) -> Answer:
    """A Polish answer that may be quoted, among enough others that say the same."""
    (place, *_others) = reporting.full_quarter(people.coder)
    said = reporting.said(POLISH, coder=people.coder, place=place, language="pl", checked=False)
    return reporting.answer_of(said)


def quote(answer: Answer, translation: Translation) -> Quotation:
    by, other = (factories.person(Role.quality_analyst) for _ in range(2))
    whole = Span(0, len(translation.words), translation.id)
    made = propose(answer, code(reporting.KIND).id, whole, (), by)
    approve_quotation(made, answer, other, seen=made.changes)
    return made


def quotable_now(answer: Answer) -> list[str]:
    return [each.words for each in quotable(parse_quarter(reporting.QUARTER), answer.id)]


def test_the_english_words_are_quoted_and_the_report_says_that_they_are_translated(
    answer: Answer, people: reporting.People
) -> None:
    quote(answer, translated(answer, ENGLISH))
    assert quotable_now(answer) == [ENGLISH]
    report = compile_learning_audits(reporting.QUARTER, people.analyst)
    (found,) = quotable(parse_quarter(reporting.QUARTER), answer.id)
    choose_quote(report, answer.id, found.theme, ENGLISH, by=people.analyst)
    (shown,) = published(report).quotes
    assert shown.words == ENGLISH
    assert shown.group.endswith(", translated from Polish")


def test_a_machines_translation_is_not_quoted_until_a_person_stands_behind_it(answer: Answer) -> None:
    by_machine = translated(answer, ENGLISH, translated_by=TranslatedBy.machine)
    with pytest.raises(MayNotBeQuoted) as refused:
        quote(answer, by_machine)
    assert refused.value.hindrances == (Hindrance.by_machine,)
    quote(answer, translated(answer, ENGLISH))
    assert quotable_now(answer) == [ENGLISH]


def test_a_corrected_translation_is_not_quoted_in_its_old_words(answer: Answer) -> None:
    old = translated(answer, ENGLISH)
    quote(answer, old)
    translated(answer, "She is funny and listens to me.")
    assert quotable_now(answer) == []
    with pytest.raises(MayNotBeQuoted) as refused:
        quote(answer, old)
    assert refused.value.hindrances == (Hindrance.translated_anew,)


def test_a_quote_goes_with_its_answer_and_its_translation(answer: Answer, session: Session) -> None:
    quoted = quote(answer, translated(answer, ENGLISH)).id
    for beside in (Coding, Opening):
        session.execute(delete(beside).where(beside.answer_id == answer.id))
    session.execute(delete(Answer).where(Answer.id == answer.id))
    session.expunge_all()
    assert session.get(Quotation, quoted) is None
    assert session.scalars(select(Translation)).all() == []


def test_the_words_said_are_still_not_in_a_report_that_is_in_english(answer: Answer) -> None:
    by, other = (factories.person(Role.quality_analyst) for _ in range(2))
    made = propose(answer, code(reporting.KIND).id, Span(0, len(POLISH)), (), by)
    approve_quotation(made, answer, other, seen=made.changes)
    assert quotable_now(answer) == []


def test_it_is_proposed_from_the_page_where_it_is_coded(answer: Answer, client: CheckedClient) -> None:
    translated(answer, ENGLISH)
    path = f"/coding/{answer.response.public_ref}/LA1/well"
    client.sign_in(factories.person(Role.participation_officer).email)
    page = client.get(path)
    new = client.get(page.links()["Propose the translation as a quote"])
    assert ENGLISH in new.text
    assert "Translated from Polish by Amal Haddad" in new.text
    sent = client.send(new, {}, to=f"translation={page.form_values('/add')['within'][0]}")
    assert ENGLISH in sent.text
    assert "Translated from Polish by Amal Haddad" in sent.text
