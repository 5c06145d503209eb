"""A practice lead's pages: independence, tries, the conversation, and a worry."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_app import clock
from feedback_app.audits.requests import Attempt, AttemptOutcome
from feedback_app.listening.models import Draft, Invitation
from feedback_app.listening.store import Answer, Response
from feedback_app.notices import Notice, NoticeKind
from feedback_app.people.involvement import note_involvement
from feedback_app.people.models import Involvement, InvolvementSource, Person, SignIn
from feedback_app.people.roles import Role
from feedback_app.safeguarding.models import Concern, RaisedBy, Severity
from tests import factories
from tests.audits.factories import Scene, scene
from tests.counting import counting
from tests.page import CheckedClient, Page

START = {
    "private": "y", "channel": "phone", "present": "alone", "language_used": "en_GB", "interpreter": "none",
    "limits": "y", "understood": "y",
}  # fmt: skip


def signed_in(client: CheckedClient, person: Person, to: str = "/capture") -> Page:
    page = client.get(f"/sign-in?next={to}")
    return client.send(page, {"email": person.email, "password": factories.PASSWORD}, to="/sign-in")


def begun(client: CheckedClient, made: Scene) -> Page:
    """The first page of questions for the child."""
    signed_in(client, made.lead)
    page = client.get(f"/capture/{made.child.public_ref}/conversation")
    return client.send(page, dict(START), to="/conversation")


def until_read_back(client: CheckedClient, page: Page, words: dict[str, str]) -> Page:
    """Fill in what is known on each page, and go on to the read-back."""
    while "/questions/" in page.path:
        here = {name: value for name, value in words.items() if page.by_id(name) is not None}
        page = client.send(page, {**here, "go": "next"}, to=page.path)
    return page


def test_the_list_shows_what_is_owed_and_how_to_reach_them_safely(session: Session, client: CheckedClient):
    made = scene()
    made.child.safe_contact = "Ring after six"
    page = signed_in(client, made.lead)
    assert page.heading == "Feedback to collect"
    assert "Ring after six" in page.text
    assert "Child: C, 9" in page.links()


def test_the_list_asks_as_few_questions_of_the_database_however_long_it_is(
    session: Session, client: CheckedClient
):
    made = scene()
    signed_in(client, made.lead)
    with counting() as few:
        client.get("/capture")
    for _each in range(12):
        other = scene()
        other.child.practice_lead_id = made.lead.id
    with counting() as many:
        client.get("/capture")
    assert len([line for line in many if line.startswith("SELECT")]) == len(
        [line for line in few if line.startswith("SELECT")]
    )


def test_an_empty_list_says_so(session: Session, client: CheckedClient):
    page = signed_in(client, factories.person(Role.practice_lead))
    assert "Nothing to collect now" in page.text


def test_nobody_else_opens_a_request(session: Session, client: CheckedClient):
    made = scene()
    signed_in(client, factories.person(Role.practice_lead))
    for end in ("", "/conversation", "/questions", "/questions/meetings", "/read-back", "/sent", "/worry"):
        client.get(f"/capture/{made.child.public_ref}{end}", expect=404)


@pytest.mark.parametrize("role", [Role.service_manager, Role.director, Role.administrator])
def test_other_roles_do_not_collect_feedback(session: Session, client: CheckedClient, role: Role):
    page = client.get("/sign-in?next=/capture")
    person = factories.person(role)
    client.send(page, {"email": person.email, "password": factories.PASSWORD}, to="/sign-in", expect=403)


@pytest.mark.requirement("NB-30")
def test_a_practice_lead_on_the_register_is_refused_and_told_why(session: Session, client: CheckedClient):
    made = scene()
    note_involvement(made.lead, made.audit.family_ref, InvolvementSource.registered)
    signed_in(client, made.lead)
    for end in ("", "/conversation", "/questions", "/read-back"):
        page = client.get(f"/capture/{made.child.public_ref}{end}", expect=403)
        assert "worked with somebody in this family" in page.text


@pytest.mark.requirement("NB-30")
def test_saying_that_they_know_the_family_ends_their_part(session: Session, client: CheckedClient):
    made = scene(declared=False)
    made.child.practice_lead_id = made.lead.id
    signed_in(client, made.lead)
    page = client.get(f"/capture/{made.child.public_ref}")
    page = client.send(page, {"knows": "yes"}, to="/independence")
    assert page.heading == "Somebody else will ask"
    assert session.scalars(select(Involvement.source)).all() == [InvolvementSource.declared]
    client.get(f"/capture/{made.child.public_ref}", expect=404)
    told = session.scalars(select(Notice).where(Notice.kind == NoticeKind.practice_lead_wanted)).one()
    assert (told.to_person_id, told.subject_ref) == (made.audit.planned_by_id, made.audit.public_ref)
    chair = CheckedClient(client.flask.application).sign_in(made.chair.email)
    assert "No practice lead yet." in chair.get(f"/audits/{made.audit.public_ref}").text


def test_the_declaration_comes_first_and_says_that_no_register_is_loaded(
    session: Session, client: CheckedClient
):
    made = scene(declared=False)
    made.child.practice_lead_id = made.lead.id
    signed_in(client, made.lead)
    client.get(f"/capture/{made.child.public_ref}/conversation", expect=409)
    page = client.get(f"/capture/{made.child.public_ref}")
    assert "only your own word counts" in page.text
    page = client.send(page, {}, to="/independence")
    assert page.problems_shown() == ["Choose one."]
    page = client.send(page, {"knows": "no"}, to="/independence")
    assert "Start the conversation" in page.links()
    assert "Register not checked" in page.text


def test_each_try_is_noted_and_shown(session: Session, client: CheckedClient):
    made = scene()
    signed_in(client, made.lead)
    page = client.get(f"/capture/{made.child.public_ref}")
    page = client.send(page, {"outcome": "no_answer", "note": "Try after school"}, to="/attempts")
    page = client.send(page, {"outcome": "no_answer", "note": ""}, to="/attempts")
    assert "Tried 2 times" in page.text
    assert "Try after school" in page.text
    assert session.scalar(select(func.count()).select_from(Attempt)) == 2


@pytest.mark.parametrize("note", ["x" * 20_000, "x" * 501])
def test_a_note_too_long_comes_back_whole(session: Session, client: CheckedClient, note: str):
    made = scene()
    signed_in(client, made.lead)
    page = client.get(f"/capture/{made.child.public_ref}")
    page = client.send(page, {"outcome": "no_answer", "note": note}, to="/attempts")
    assert "too long" in page.problems_shown()[0]
    assert page.form_values("/attempts")["note"] == [note]


@pytest.mark.requirement("NB-38")
def test_not_appropriate_asks_why_and_who_judged_so(session: Session, client: CheckedClient):
    made = scene()
    signed_in(client, made.lead)
    page = client.get(f"/capture/{made.child.public_ref}")
    page = client.send(page, {"why": "She is in hospital", "lead_case_holder": ""}, to="/not-appropriate")
    assert "lead case holder" in page.problems_shown()[0]
    assert page.form_values("/not-appropriate")["why"] == ["She is in hospital"]
    page = client.send(page, {"lead_case_holder": "Sam Case"}, to="/not-appropriate")
    assert "Judged by Sam Case." in page.text
    page = client.send(page, {}, to="/ask-after-all")
    assert "Start the conversation" in page.links()


def test_a_link_and_a_code_are_shown_once_and_only_their_digests_kept(
    session: Session, client: CheckedClient
):
    made = scene()
    signed_in(client, made.lead)
    page = client.get(f"/capture/{made.child.public_ref}")
    page = client.send(page, {}, to="/link")
    address = next(word for word in page.text.split() if "/s/" in word)
    kept = session.scalars(select(Invitation)).one()
    assert kept.token_hash not in page.text
    assert address.rsplit("/", 1)[1] not in (kept.token_hash, kept.public_ref)
    assert "/s/" not in client.get(f"/capture/{made.child.public_ref}").text
    anybody = CheckedClient(client.flask.application)
    assert anybody.get(address.split("5000")[-1]).heading == "Tell us about the help you get"


@pytest.mark.requirement("WS-59")
def test_the_conversation_begins_only_when_it_is_private_and_the_limits_were_read_out(
    session: Session, client: CheckedClient
):
    made = scene()
    signed_in(client, made.lead)
    page = client.get(f"/capture/{made.child.public_ref}/conversation")
    page = client.send(
        page, {"channel": "visit", "present": "parent", "language_used": "pl", "place": "At school"},
        to="/conversation",
    )  # fmt: skip
    assert len(page.problems_shown()) == 4
    assert page.form_values("/conversation")["place"] == ["At school"]
    assert session.scalar(select(func.count()).select_from(Draft)) == 0


def test_not_a_good_time_is_a_call_back(session: Session, client: CheckedClient):
    made = scene()
    signed_in(client, made.lead)
    page = client.get(f"/capture/{made.child.public_ref}/conversation")
    page = client.send(page, {}, to="/attempts")
    assert session.scalars(select(Attempt.outcome)).all() == [AttemptOutcome.call_back]
    assert "Ring back" in page.text


@pytest.mark.requirement("WS-60")
def test_another_language_needs_a_reason(session: Session, client: CheckedClient):
    made = scene()
    made.child.preferred_language = "pl"
    signed_in(client, made.lead)
    page = client.get(f"/capture/{made.child.public_ref}/conversation")
    page = client.send(page, dict(START), to="/conversation")
    assert page.problems_shown() == ["You did not use the language they like best. Say why."]
    page = client.send(page, {"language_reason": "She chose English"}, to="/conversation")
    assert "/questions/" in page.path


@pytest.mark.requirement("NB-22", "NB-30")
def test_a_whole_conversation_reaches_its_audit_word_for_word(session: Session, client: CheckedClient):
    made = scene()
    words = {
        "LA1--well": "She listens 🙂",
        "LA1--not_so_good": "هي تتأخر",
        "LA3": "Bus\nis late",
        "LA5": "A dog",
    }
    page = until_read_back(client, begun(client, made), words)
    assert page.heading == "Read it back to them"
    assert all(part in page.text for part in ("She listens 🙂", "هي تتأخر", "A dog"))
    page = client.send(page, {"read_back": "y", "words": "exact", "at_risk": "no"}, to="/read-back")
    assert page.heading == "Sent: it is with the audit now"
    response = session.scalars(select(Response)).one()
    assert (response.captured_by_id, response.exact_words) == (made.lead.id, True)
    said = {(row.question, row.box): row.words for row in session.scalars(select(Answer)) if row.words}
    assert said == {
        ("LA1", "well"): "She listens 🙂",
        ("LA1", "not_so_good"): "هي تتأخر",
        ("LA3", ""): "Bus\nis late",
        ("LA5", ""): "A dog",
    }
    assert session.scalar(select(func.count()).select_from(Concern)) == 0


def test_nothing_typed_is_lost_when_stopping_half_way(session: Session, client: CheckedClient):
    made = scene()
    page = begun(client, made)
    page = client.send(page, {"go": "next"}, to=page.path)
    page = client.send(page, {"LA1--well": "She listens", "go": "stop"}, to=page.path)
    assert "Conversation begun" in page.text
    page = client.get(f"/capture/{made.child.public_ref}/questions/social-worker")
    assert page.form_values("/social-worker")["LA1--well"] == ["She listens"]


def test_a_mistake_keeps_everything_else_on_the_page(session: Session, client: CheckedClient):
    made = scene()
    begun(client, made)
    page = client.get(f"/capture/{made.child.public_ref}/questions/worries-and-wishes")
    page = client.send(page, {"LA3": "x" * 20_000, "LA5": "A dog", "LY2": "nonsense"}, to=page.path)
    assert len(page.problems_shown()) == 2
    assert page.form_values("/worries-and-wishes")["LA3"] == ["x" * 20_000]
    page = client.get(f"/capture/{made.child.public_ref}/questions/worries-and-wishes")
    assert page.form_values("/worries-and-wishes")["LA5"] == ["A dog"]


def test_an_answer_that_opens_another_question_stays_on_its_page(session: Session, client: CheckedClient):
    made = scene()
    begun(client, made)
    page = client.get(f"/capture/{made.child.public_ref}/questions/worries-and-wishes")
    page = client.send(page, {"LA6": "Ask for Ola", "go": "next"}, to=page.path)
    assert "opened another question" in page.text
    assert "Can we show this to other children" in page.text
    page = client.send(page, {"LA6p": "yes", "go": "next"}, to=page.path)
    assert page.path.endswith("/bottle")


def test_a_section_that_is_not_on_the_path_leads_to_the_next_one_waiting(
    session: Session, client: CheckedClient
):
    made = scene()
    begun(client, made)
    for wrong in ("message-in-a-bottle", "nowhere", "%F0%9F%A6%8A", "x" * 500):
        page = client.get(f"/capture/{made.child.public_ref}/questions/{wrong}")
        assert page.path.endswith("/questions/who-helps")


def test_sending_twice_stores_it_once(session: Session, client: CheckedClient):
    made = scene()
    page = until_read_back(client, begun(client, made), {"LA3": "The bus"})
    end = {"read_back": "y", "words": "summary", "at_risk": "S3"}
    client.send(page, end, to="/read-back")
    again = client.send(page, end, to="/read-back")
    assert again.heading == "Sent: it is with the audit now"
    assert session.scalar(select(func.count()).select_from(Response)) == 1
    assert session.scalar(select(func.count()).select_from(Concern)) == 1


def test_the_end_asks_for_the_read_back_exact_words_and_anyone_at_risk(
    session: Session, client: CheckedClient
):
    made = scene()
    page = until_read_back(client, begun(client, made), {"LA3": "The bus"})
    page = client.send(page, {"leave_out": "My name"}, to="/read-back")
    assert len(page.problems_shown()) == 3
    assert client.get(f"/capture/{made.child.public_ref}/read-back").form_values("/read-back")[
        "leave_out"
    ] == ["My name"]
    assert session.scalar(select(func.count()).select_from(Response)) == 0


def test_somebody_at_risk_is_a_concern_with_the_answers_beside_it(session: Session, client: CheckedClient):
    made = scene()
    page = until_read_back(client, begun(client, made), {"LA3": "The bus"})
    client.send(page, {"read_back": "y", "words": "exact", "at_risk": "S1"}, to="/read-back")
    concern = session.scalars(select(Concern)).one()
    assert (concern.raised_by, concern.severity) == (RaisedBy.person, Severity.S1)
    assert concern.response_id == session.scalars(select(Response.id)).one()


def test_a_worry_is_two_taps_from_a_page_of_questions_and_keeps_what_was_typed(
    session: Session, client: CheckedClient
):
    made = scene()
    page = begun(client, made)
    page = client.send(page, {"go": "next"}, to=page.path)
    page = client.send(page, {"LA1--well": "Half a sen", "go": "worry"}, to=page.path)
    assert page.heading == "I am worried about somebody"
    page = client.send(page, {"severity": "S2"}, to="/worry")
    assert page.path.endswith("/questions/social-worker")
    assert page.form_values("/social-worker")["LA1--well"] == ["Half a sen"]
    assert session.scalars(select(Concern.severity)).all() == [Severity.S2]


@pytest.mark.parametrize("severity", ["S4", "", "S9", "S1\0", "🙂"])
def test_a_worry_with_an_unknown_severity_raises_nothing(
    session: Session, client: CheckedClient, severity: str
):
    made = scene()
    signed_in(client, made.lead)
    page = client.get(f"/capture/{made.child.public_ref}/worry?back=https://elsewhere.example/")
    page = client.send(page, {"severity": severity}, to="/worry")
    assert page.heading == "I am worried about somebody"
    assert session.scalar(select(func.count()).select_from(Concern)) == 0


def test_words_of_another_family_are_never_on_a_practice_leads_pages(session: Session, client: CheckedClient):
    made, other = scene(), scene()
    page = until_read_back(client, begun(client, other), {"LA3": "Other family's words"})
    client.send(page, {"read_back": "y", "words": "exact", "at_risk": "no"}, to="/read-back")
    fresh = CheckedClient(client.flask.application)
    pages = [signed_in(fresh, made.lead), fresh.get(f"/capture/{made.child.public_ref}")]
    assert not any("Other family" in each.text for each in pages)
    assert "Other family" not in client.get(f"/capture/{other.child.public_ref}").text


def test_words_typed_while_the_sign_in_ended_are_sent_after_signing_in_again(
    session: Session, client: CheckedClient
):
    made = scene()
    page = begun(client, made)
    page = client.send(page, {"go": "next"}, to=page.path)
    for sign_in in session.scalars(select(SignIn)):
        sign_in.ended_at = clock.now()
    path = page.path
    page = client.send(page, {"LA1--well": "She  listens\n🙂", "go": "next"}, to=path, expect=401)
    assert page.heading == "Your sign-in has ended"
    assert "She listens" not in page.text
    signed_in(client, made.lead)
    page = client.send(page, {}, to=path)
    assert page.path.endswith("/questions/meetings")
    kept = client.get(path).form_values(path)["LA1--well"]
    assert [words.replace("\r", "") for words in kept] == ["She  listens\n🙂"]
