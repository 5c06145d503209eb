"""A child, a young person and a parent answer, page by page, and what they said is stored once."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from feedback_app.audits.link import link_all_that_came
from feedback_app.audits.requests import AuditFeedback
from feedback_app.listening.models import Channel, Draft
from feedback_app.listening.store import Answer, Response
from feedback_app.notices import Notice, NoticeKind
from surveys.definition import Reader, RespondentGroup
from tests import factories
from tests.page import CheckedClient, text_of
from tests.web.respond.walk import Walk, begin, begin_with, page_id

ANSWERS = {
    "LA1": {"LA1--well": "She listens 😀", "LA1--not_so_good": "She is late"},
    "LA3": {"LA3": "The dark"},
    "LA5": {"LA5": "a dog"},
    "LA8": {"LA8": "yes"},
    "PERM.quote": {"PERM-quote": "yes"},
}


def only_response(session: Session) -> Response:
    return session.scalars(select(Response).options(selectinload(Response.answers))).one()


def test_a_child_answers_one_question_a_page_and_everything_is_stored(
    client: CheckedClient, session: Session
) -> None:
    thanks = begin(client).finish(ANSWERS)
    assert thanks.path == "/answer/thanks"
    response = only_response(session)
    said = {(answer.question, answer.box): answer.words or answer.choice for answer in response.answers}
    assert said["LA1", "well"] == "She listens 😀"
    assert said["LA1", "not_so_good"] == "She is late"
    assert said["LA8", ""] == "yes"
    assert said["LA4", ""] is None
    assert (response.channel, response.may_quote, response.may_publish) == (Channel.online, True, False)


@pytest.mark.requirement("NB-31", "NB-32", "NB-33", "NB-34", "NB-35", "NB-36", "NB-37")
@pytest.mark.parametrize(
    ("survey", "reader"),
    [("learning-audit-child", Reader.CHILD), ("learning-audit-young-person", Reader.YOUNG_PERSON)],
)
def test_the_seven_questions_are_asked_word_for_word_with_the_directors_name(
    client: CheckedClient, survey: str, reader: Reader
) -> None:
    walk = begin(client, survey, reader)
    walk.to_the_check({"LA6": {"LA6": "It gets better"}})
    assert [heading for heading in walk.seen if heading in SEVEN] == SEVEN


@pytest.mark.requirement("NB-31", "NB-32", "NB-33", "NB-34", "NB-35", "NB-36", "NB-37")
def test_parents_and_carers_are_asked_the_same_seven_questions(client: CheckedClient) -> None:
    walk = begin(client, "learning-audit-parent-carer", Reader.ADULT)
    words = ""
    while walk.page.path != "/answer/check":
        words += " " + walk.page.text
        walk.send()
    assert [question for question in SEVEN if question not in words] == []


SEVEN = [
    "What is going well, and what is not so good about your social worker/s?",
    "What is going well, and what is not so good about meetings?",
    "Things I am worried about or struggling with.",
    "How can things be improved?",
    "If I had one wish, it would be...",
    "What would you tell other children?",
    "Would you like to send a Message in a Bottle to Alex Morgan?",
]


@pytest.mark.requirement("NB-37")
def test_saying_yes_to_the_bottle_opens_it_without_losing_an_answer(
    client: CheckedClient, session: Session
) -> None:
    walk = begin(client)
    walk.to_the_check({**ANSWERS, "LA7": {"LA7": "yes"}, "MB1": {"MB1": "Dear director"}})
    assert "Write your message." in walk.seen
    walk.finish()
    said = {answer.question: answer.words for answer in only_response(session).answers if answer.words}
    assert said["MB1"] == "Dear director"
    assert said["LA3"] == "The dark"


def test_adults_get_a_section_a_page(client: CheckedClient) -> None:
    walk = begin(client, "learning-audit-parent-carer", Reader.ADULT)
    walk.to_the_check()
    assert len(walk.seen) < 10


def test_skip_is_as_big_as_next_and_stores_a_blank(client: CheckedClient, session: Session) -> None:
    walk = begin(client)
    pair = [text_of(button) for button in walk.page.find_all("div", class_="pair")[0].iter("button")]
    assert pair == ["Next", "Skip"]
    walk.finish()
    assert all(answer.words is None and answer.choice is None for answer in only_response(session).answers)


def test_going_back_loses_nothing_not_even_words_not_yet_sent(client: CheckedClient) -> None:
    walk = begin(client)
    walk.send({"LA0": ["alone"]})
    walk.send({"LA1--well": "half a sent"}, go="back")
    assert page_id(walk.page) == "LA0"
    assert "alone" in walk.page.form_values("/answer/LA0")["LA0"]
    walk.send()
    assert walk.page.form_values("/answer/LA1")["LA1--well"] == ["half a sent"]


def test_changing_an_early_answer_forgets_the_ones_it_led_to(client: CheckedClient, session: Session) -> None:
    walk = begin(client)
    walk.to_the_check({"LA7": {"LA7": "yes"}, "MB1": {"MB1": "Not this"}})
    walk.page = client.get("/answer/LA7?then=check")
    walk.send({"LA7": "no"})
    assert walk.page.path == "/answer/check"
    walk.finish()
    assert all(answer.words != "Not this" for answer in only_response(session).answers)


def test_change_on_the_check_page_comes_straight_back(client: CheckedClient) -> None:
    walk = begin(client)
    check = walk.to_the_check(ANSWERS)
    change = next(href for words, href in check.links().items() if "If I had one wish" in words)
    walk.page = client.get(change)
    walk.send({"LA5": "a cat"})
    assert walk.page.path == "/answer/check"
    assert "a cat" in walk.page.text
    assert "a dog" not in walk.page.text


def test_a_new_question_after_a_change_is_asked_before_the_check(client: CheckedClient) -> None:
    walk = begin(client)
    walk.to_the_check()
    walk.page = client.get("/answer/LA7?then=check")
    walk.send({"LA7": "yes"})
    assert page_id(walk.page) == "MB1"


def test_a_link_to_a_page_off_the_path_goes_to_the_next_question(client: CheckedClient) -> None:
    walk = begin(client)
    walk.send({"LA0": ["alone"]})
    assert page_id(client.get("/answer/MB4t")) == "LA1"
    assert page_id(client.get("/answer/nonsense%F0%9F%98%80")) == "LA1"
    assert page_id(client.get("/answer/check")) == "LA1"


def test_progress_is_said_in_words(client: CheckedClient) -> None:
    walk = begin(client)
    assert text_of(walk.page.find_all("span", class_="steps__words")[0]).startswith("1 of ")


def test_sending_twice_from_two_windows_stores_one_response_and_thanks_both(
    client: CheckedClient, session: Session
) -> None:
    walk = begin(client)
    check = walk.to_the_check(ANSWERS)
    first = client.send(check, {}, to="/answer/send")
    second = client.send(check, {}, to="/answer/send")
    assert first.heading == second.heading == "Thank you"
    assert len(session.scalars(select(Response)).all()) == 1


def test_after_sending_the_draft_is_an_empty_receipt(client: CheckedClient, session: Session) -> None:
    begin(client).finish(ANSWERS)
    draft = session.scalars(select(Draft)).one()
    assert draft.answers == {}
    assert draft.sent_on is not None
    assert draft.receipt
    assert client.get("/answer/LA5").path == "/answer/thanks"


def test_answers_asked_for_by_an_audit_are_put_beside_it_with_the_next_notices_and_its_chair_is_told(
    client: CheckedClient, session: Session
) -> None:
    asked = factories.feedback_request(factories.audit())
    invitation, token = factories.invitation("learning-audit-child", reader=Reader.CHILD, uses=1)
    asked.invitation_id = invitation.id
    session.flush()
    begin_with(client, f"/s/{token}").finish(ANSWERS)
    assert link_all_that_came() == 1
    linked = session.scalars(select(AuditFeedback)).one()
    assert (linked.audit_id, linked.response_id) == (asked.audit_id, only_response(session).id)
    assert NoticeKind.answers_for_audit in session.scalars(select(Notice.kind)).all()


def test_a_message_in_a_bottle_needs_no_invitation(client: CheckedClient, session: Session) -> None:
    walk = begin_with(client, "/bottle", Reader.CHILD)
    thanks = walk.finish({"MB1": {"MB1": "Thank you for the football"}})
    assert thanks.heading == "Thank you"
    response = only_response(session)
    assert (response.channel, response.invitation_id) == (Channel.bottle, None)


@pytest.mark.requirement("WS-57")
@pytest.mark.parametrize("language", ["en_GB", "pl", "ar"])
@pytest.mark.parametrize(
    ("survey", "reader"),
    [
        ("learning-audit-child", Reader.CHILD),
        ("learning-audit-child", Reader.YOUNG_CHILD),
        ("learning-audit-young-person", Reader.YOUNG_PERSON),
        ("message-in-a-bottle", Reader.CHILD),
    ],
)
def test_every_child_is_told_what_this_is_why_and_what_happens_before_the_first_question(
    client: CheckedClient, survey: str, reader: Reader, language: str
) -> None:
    _made, token = factories.invitation(survey, reader=reader)
    client.flask.set_cookie("language", language)
    page = client.get(f"/s/{token}")
    paragraphs = [text_of(p) for p in page.find_all("p")]
    headings = [text_of(heading) for heading in page.find_all("h2")]
    assert len(headings) >= 3
    assert sum(len(words) > 30 for words in paragraphs) >= 4


@pytest.mark.requirement("WS-64")
@pytest.mark.parametrize(
    ("survey", "reader"),
    [("learning-audit-child", Reader.CHILD), ("learning-audit-young-person", Reader.YOUNG_PERSON)],
)
def test_the_last_page_for_children_tells_of_their_right_to_an_advocate_and_has_a_button(
    client: CheckedClient, session: Session, survey: str, reader: Reader
) -> None:
    thanks = begin(client, survey, reader).finish()
    assert "advocate" in thanks.text
    assert thanks.links()["Ask for an advocate"] == "/advocate"
    begin_with(client, "/advocate", reader).finish({"AD1": {"AD1": "Star"}})
    surveys = session.scalars(select(Response.survey)).all()
    assert set(surveys) == {survey, "advocate-request"}


def test_the_thank_you_page_never_shows_that_a_concern_was_seen(client: CheckedClient) -> None:
    calm = begin(client).finish({"LA8": {"LA8": "yes"}})
    worried = begin(client).finish({"LA8": {"LA8": "no"}, "LA3": {"LA3": "he hits me"}})
    assert calm.text == worried.text
    assert "Childline" in calm.text


def test_the_thank_you_page_leads_to_what_changed_because_people_spoke(client: CheckedClient) -> None:
    leads_to = begin(client).finish().links()["You said, we did: what has changed"]
    assert "You said, we did" in client.get(leads_to).text


def test_stopping_for_now_keeps_the_answers_and_says_where(client: CheckedClient) -> None:
    walk = begin(client)
    later = walk.send({"LA0": ["alone"]}, go="later")
    assert later.path == "/answer/later"
    assert client.flask.get_cookie("answering").max_age == 14 * 24 * 3600
    assert page_id(client.get("/answer")) == "LA1"


def test_an_unfinished_survey_can_be_gone_on_with_from_its_link(client: CheckedClient) -> None:
    walk = begin(client)
    walk.send({"LA0": ["alone"]})
    again = client.get("/bottle")
    assert "Go on where you stopped" in again.links()


@pytest.mark.requirement("LI-07")
def test_one_link_lets_every_member_of_staff_say_something_without_signing_in(
    client: CheckedClient, session: Session
) -> None:
    _invitation, token = factories.invitation(
        "staff-pulse", group=RespondentGroup.STAFF, reader=Reader.ADULT, uses=None
    )
    for group in ("support", "social_work"):
        somebody = CheckedClient(client.flask.application)
        walk = Walk(somebody, somebody.get(f"/s/{token}"))
        walk.page = somebody.send(walk.page, {"reader": "adult"}, to=f"/s/{token}")
        for _page in range(10):
            if walk.page.path == "/answer/check":
                break
            here = walk.page.form_values(walk.page.path)
            given = {"ST11": group, "ST9.not_so_good": "Two systems.", "ST9n": "Use one."}
            walk.send({name: words for name, words in given.items() if name in here or name == "ST11"})
        walk.finish()
    kept = session.execute(select(Answer.question, Answer.choice, Answer.words)).all()
    assert {choice for question, choice, _words in kept if question == "ST11"} == {"support", "social_work"}
    assert [words for question, _choice, words in kept if question == "ST9n"] == ["Use one.", "Use one."]
