"""Whatever arrives: a clear page, nothing lost, and never a fault of ours."""

from urllib.parse import quote

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_app.listening.store import Answer, Response
from tests.page import CheckedClient, check_page
from tests.web.respond.walk import begin, page_id

KEPT = {
    "emoji": ("😀👨‍👩‍👧", "😀👨‍👩‍👧"),
    "right to left": ("أختي الكبيرة \u200f123", "أختي الكبيرة \u200f123"),
    "NUL byte": ("before\0after", "beforeafter"),
    "a program": ("<script>alert(1)</script> {{ 7*7 }} %s", "<script>alert(1)</script> {{ 7*7 }} %s"),
    "lines": ("one\r\ntwo\rthree", "one\ntwo\nthree"),
    "a quote": ("'; DROP TABLE answer; --", "'; DROP TABLE answer; --"),
}


@pytest.mark.parametrize(("typed", "stored"), KEPT.values(), ids=list(KEPT))
def test_whatever_is_written_is_kept_and_shown_as_written(
    client: CheckedClient, session: Session, typed: str, stored: str
) -> None:
    walk = begin(client)
    walk.to_the_check({"LA3": {"LA3": typed}})
    walk.finish()
    words = session.scalars(select(Answer.words).where(Answer.question == "LA3")).one()
    assert words == stored


def test_twenty_thousand_letters_come_back_whole_with_a_message(client: CheckedClient) -> None:
    walk = begin(client)
    walk.page = client.get("/answer/LA3")
    long = "word " * 4000
    page = walk.send({"LA3": long})
    assert "Your words are still here" in page.problems_shown()[0]
    assert page.form_values("/answer/LA3")["LA3"] == [long]
    assert page.text.startswith("Mistake to mend:")


def test_too_long_words_are_still_there_after_picking_another_language(client: CheckedClient) -> None:
    walk = begin(client)
    walk.page = client.get("/answer/LA3")
    long = "word " * 4000
    page = walk.send({"LA3": long}, go="next", language="ar")
    assert next(page.root.iter("html")).get("dir") == "rtl"
    assert page.form_values("/answer/LA3")["LA3"] == [long]


def test_an_answer_that_is_not_offered_is_refused_kindly(client: CheckedClient) -> None:
    walk = begin(client)
    walk.page = client.get("/answer/LA8")
    page = walk.send({"LA8": "'; nonsense"})
    assert page.problems_shown() == ["Please pick from the answers on this page."]


def test_bytes_that_are_no_letters_do_no_harm(client: CheckedClient) -> None:
    walk = begin(client)
    proof = walk.page.form_values("/answer/LA0")["csrf_token"][0]
    for body in (b"csrf_token=%b&LA3=\xff\xfe\x80", b"csrf_token=%b&LA3=%%FF%%FE", b"\xff" * 40):
        raw = body.replace(b"%b", quote(proof).encode()).replace(b"%%", b"%")
        reply = client.open(
            "/answer/LA3", method="POST", data=raw, content_type="application/x-www-form-urlencoded"
        )
        assert reply.status_code in {200, 400}
        check_page(reply)


def test_a_form_without_its_proof_is_shown_ready_to_be_sent_again(client: CheckedClient) -> None:
    begin(client)
    words = "This took me a long time to write"
    again = client.post("/answer/LA3", {"csrf_token": "gone", "LA3": words}, expect=400)
    assert again.heading == "Please send that again"
    assert words in again.text
    sent = client.send(again, {}, to="/answer/LA3")
    assert sent.status == 200
    assert client.get("/answer/LA3").form_values("/answer/LA3")["LA3"] == [words]


def test_far_too_much_is_refused_on_a_clear_page_and_the_draft_stays(client: CheckedClient) -> None:
    walk = begin(client)
    walk.send({"LA0": ["alone"]})
    reply = client.open("/answer/LA3", method="POST", data={"LA3": "x" * 700_000})
    assert reply.status_code == 413
    assert "too much" in reply.get_data(as_text=True)
    assert page_id(client.get("/answer")) == "LA1"


def test_an_unknown_button_is_taken_for_next(client: CheckedClient) -> None:
    walk = begin(client)
    assert page_id(walk.send(go="hack")) == "LA1"


def test_a_page_id_that_is_no_page_stores_nothing_and_goes_on(
    client: CheckedClient, session: Session
) -> None:
    walk = begin(client)
    proof = walk.page.form_values("/answer/LA0")["csrf_token"][0]
    reply = client.open("/answer/NOPE", method="POST", data={"csrf_token": proof, "NOPE": "x"})
    assert reply.request.path == "/answer/LA0"


def test_sending_before_everything_was_asked_goes_to_what_is_missing(
    client: CheckedClient, session: Session
) -> None:
    walk = begin(client)
    proof = walk.page.form_values("/answer/LA0")["csrf_token"][0]
    reply = client.open("/answer/send", method="POST", data={"csrf_token": proof})
    assert reply.request.path == "/answer/LA0"
    assert session.scalars(select(Response)).all() == []


def test_a_cookie_of_nonsense_is_nobodys_visit(client: CheckedClient) -> None:
    client.flask.set_cookie("answering", "%00%FF'; --")
    assert client.get("/answer", expect=410).heading == "Please open your survey again"
