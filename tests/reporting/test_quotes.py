"""Words are only quoted when the person said yes, and never more than they said."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from analysis.redaction import Known
from feedback_app import clock
from feedback_app.database import db
from feedback_app.people.roles import Place
from feedback_app.quotations.models import Quotation
from feedback_app.quotations.propose import take_back
from feedback_app.reporting.approve import approve, send_for_approval
from feedback_app.reporting.as_html import as_html
from feedback_app.reporting.compile import compile_learning_audits
from feedback_app.reporting.document import Words
from feedback_app.reporting.draft import published
from feedback_app.reporting.models import Report
from feedback_app.reporting.refusals import CompileAgain, MayNotBeQuoted, NotTheirWords
from feedback_app.reporting.rules import only_leaves_out, points_left
from feedback_app.reporting.write import choose_quote, take_out_quote, write_sections
from tests.reporting import factories as make

SECRET = "She helped me write to my grandmother"
ALLOWED = "She always asks me first"


@pytest.fixture(autouse=True)
def after_the_quarter() -> Iterator[None]:
    with clock.stopped_at(make.WHEN):
        yield


@pytest.fixture
def people(app: object) -> make.People:
    return make.people()


@pytest.fixture
def places(people: make.People) -> list[Place]:
    return make.full_quarter(people.coder)


def a_report(people: make.People) -> Report:
    report = compile_learning_audits(make.QUARTER, people.analyst)
    write_sections(report, Words(themes="a", improvement="b", plans="c"), (), by=people.analyst, seen=0)
    return report


@pytest.mark.requirement("R-45")
@pytest.mark.parametrize(
    "why",
    [
        {"may_quote": False},
        {"language": "pl"},
        {"place": Place()},
    ],
    ids=["no permission", "not English", "a place where nobody else said it"],
)
def test_words_that_may_not_be_quoted_are_refused(
    people: make.People, places: list[Place], why: dict[str, object]
) -> None:
    response = make.said(SECRET, coder=people.coder, **{"place": places[0], **why})
    report = a_report(people)

    with pytest.raises(MayNotBeQuoted):
        choose_quote(report, make.answer_of(response).id, "REL", SECRET, by=people.analyst)


def test_words_that_were_taken_back_are_refused(people: make.People, places: list[Place]) -> None:
    response = make.said(SECRET, coder=people.coder, place=places[0])
    report = a_report(people)
    response.withdrawn_at = clock.now()
    db.session.flush()

    with pytest.raises(MayNotBeQuoted):
        choose_quote(report, make.answer_of(response).id, "REL", SECRET, by=people.analyst)


def test_words_that_raised_a_concern_are_refused(people: make.People, places: list[Place]) -> None:
    response = make.said("He hits me and I am scared to go home", coder=people.coder, place=places[0])
    report = a_report(people)

    with pytest.raises(MayNotBeQuoted):
        choose_quote(report, make.answer_of(response).id, "REL", "I am scared", by=people.analyst)


@pytest.mark.requirement("R-45")
def test_words_no_second_person_has_checked_are_refused(people: make.People, places: list[Place]) -> None:
    response = make.said(ALLOWED, coder=people.coder, place=places[0], checked=False)
    report = a_report(people)

    with pytest.raises(MayNotBeQuoted):
        choose_quote(report, make.answer_of(response).id, "REL", ALLOWED, by=people.analyst)


def test_a_name_that_was_left_out_cannot_come_back_in(people: make.People, places: list[Place]) -> None:
    response = make.said("My worker Sarah asks me first", coder=people.coder, place=places[0])
    answer = make.answer_of(response)
    quotation = db.session.scalars(select(Quotation).where(Quotation.answer_id == answer.id)).one()
    quotation.text = "My worker [name] asks me first"
    db.session.flush()
    report = a_report(people)

    with pytest.raises(NotTheirWords):
        choose_quote(report, answer.id, "REL", "My worker Sarah asks me first", by=people.analyst)
    choose_quote(report, answer.id, "REL", "My worker [name] asks me first", by=people.analyst)


def test_a_quote_that_is_stopped_after_it_was_chosen_stops_the_report(
    people: make.People, places: list[Place]
) -> None:
    answer = make.answer_of(make.said(ALLOWED, coder=people.coder, place=places[0]))
    report = a_report(people)
    choose_quote(report, answer.id, "REL", ALLOWED, by=people.analyst)
    take_back(
        db.session.scalars(select(Quotation).where(Quotation.answer_id == answer.id)).one(), people.coder
    )
    db.session.flush()

    with pytest.raises(MayNotBeQuoted):
        send_for_approval(report, people.analyst)


def test_words_under_a_theme_nobody_coded_them_with_are_refused(
    people: make.People, places: list[Place]
) -> None:
    response = make.said(ALLOWED, coder=people.coder, place=places[0])
    report = a_report(people)

    with pytest.raises(MayNotBeQuoted):
        choose_quote(report, make.answer_of(response).id, "MEET", ALLOWED, by=people.analyst)


def test_a_quote_may_leave_words_out_but_not_put_any_in(people: make.People, places: list[Place]) -> None:
    answer = make.answer_of(make.said(ALLOWED, coder=people.coder, place=places[0]))
    report = a_report(people)

    with pytest.raises(NotTheirWords):
        choose_quote(report, answer.id, "REL", "She never asks me first", by=people.analyst)
    quote = choose_quote(report, answer.id, "REL", "She [...] asks me first", by=people.analyst)

    assert quote.words == "She [...] asks me first"


@pytest.mark.requirement("R-45")
def test_words_nobody_may_quote_appear_nowhere_in_an_approved_report(
    people: make.People, places: list[Place]
) -> None:
    make.said(SECRET, coder=people.coder, place=places[0], may_quote=False)
    allowed = make.answer_of(make.said(ALLOWED, coder=people.coder, place=places[0]))
    report = a_report(people)
    quote = choose_quote(report, allowed.id, "REL", ALLOWED, by=people.analyst)
    send_for_approval(report, people.analyst)

    snapshot = approve(report, by=people.director, quotes_checked=[quote.id], nobody_recognised=True)

    html = as_html(published(report))
    assert ALLOWED in html
    assert ALLOWED in snapshot.document
    for text in (html, snapshot.document, report.compiled):
        assert SECRET not in text
        assert "She is kind and funny" not in text


def test_a_quote_taken_back_after_it_was_sent_stops_the_approval(
    people: make.People, places: list[Place]
) -> None:
    response = make.said(ALLOWED, coder=people.coder, place=places[0])
    report = a_report(people)
    quote = choose_quote(report, make.answer_of(response).id, "REL", ALLOWED, by=people.analyst)
    send_for_approval(report, people.analyst)
    with clock.stopped_at(make.WHEN.replace(hour=12)):
        response.withdrawn_at = clock.now()
        db.session.flush()

        with pytest.raises(CompileAgain):
            approve(report, by=people.director, quotes_checked=[quote.id], nobody_recognised=True)


def test_permission_taken_away_after_it_was_sent_stops_the_approval(
    people: make.People, places: list[Place]
) -> None:
    response = make.said(ALLOWED, coder=people.coder, place=places[0])
    report = a_report(people)
    quote = choose_quote(report, make.answer_of(response).id, "REL", ALLOWED, by=people.analyst)
    send_for_approval(report, people.analyst)
    response.may_quote = False
    db.session.flush()

    with pytest.raises(MayNotBeQuoted):
        approve(report, by=people.director, quotes_checked=[quote.id], nobody_recognised=True)
    assert ALLOWED not in as_html(published(report))


def test_choosing_twice_keeps_one_and_taking_out_twice_is_harmless(
    people: make.People, places: list[Place]
) -> None:
    answer = make.answer_of(make.said(ALLOWED, coder=people.coder, place=places[0]))
    report = a_report(people)
    first = choose_quote(report, answer.id, "REL", ALLOWED, by=people.analyst)
    second = choose_quote(report, answer.id, "REL", "She [...] asks me", by=people.analyst)
    assert first.id == second.id

    take_out_quote(report, first.id, by=people.analyst)
    take_out_quote(report, first.id, by=people.analyst)

    assert "asks me" not in as_html(published(report))


def test_what_may_still_tell_who_it_is_is_marked_before_a_person_looks() -> None:
    quote = "My worker [name] took me to 12 Mill Lane on 3 May 2026 and zed was there."
    staff = Known(people=("Zed Zephyr",))

    found = [quote[point.start : point.end] for point in points_left(quote, staff)]

    assert found == ["12 Mill Lane", "3 May 2026", "zed"]
    assert points_left("My worker [name] listens.", staff) == ()


@pytest.mark.parametrize("quote", ["", "   ", "[...]", "[...] …", "x" * 601])
def test_a_quote_needs_some_of_their_words(quote: str) -> None:
    assert not only_leaves_out("x" * 700, quote)


@given(st.text(min_size=1, max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_cutting_a_piece_out_is_always_only_leaving_out(said: str, start: int, end: int) -> None:
    start, end = min(start, end), max(start, end)
    before, after = said[:start], said[end:]
    if "[" in said or "]" in said or "…" in said or "..." in said:
        return
    if any(letter.isalnum() for letter in before + after):
        assert only_leaves_out(said, f"{before}[...]{after}")


@given(st.text(alphabet="abc ", min_size=1, max_size=30))
def test_a_word_that_was_not_said_is_never_accepted(said: str) -> None:
    assert not only_leaves_out(said, f"{said} zebra")
