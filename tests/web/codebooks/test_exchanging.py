"""Files in and out on the pages: a warning first, a draft to look at, bad files refused with a reason."""

import io

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from analysis.exchange.files import BookForm, read_book
from analysis.exchange.read_project import read_qdpx
from analysis.exchange.refused import Refused, Wrong
from feedback_app.codebooks.models import CodebookChange, DraftedEntry
from feedback_app.codebooks.reasons import why_file
from feedback_app.people.models import Person
from feedback_app.people.roles import Role
from feedback_app.themes.load_codebook import load_codebook
from feedback_app.themes.models import Coding
from feedback_app.trail import Did, Trail
from tests.analysis.exchange.bad_files import (
    BAD_CSV,
    BAD_QDC,
    BAD_QDPX,
    BAD_XLSX,
    GOOD_QDC,
    GUID,
    project_xml,
    zipped,
)  # fmt: skip
from tests.codebooks.factories import coding
from tests.factories import person
from tests.page import CheckedClient, Page
from tests.themes.factories import LATE, answer

BAD = {"qdc": BAD_QDC, "csv": BAD_CSV, "xlsx": BAD_XLSX, "qdpx": BAD_QDPX}


@pytest.fixture
def analyst(session: Session) -> Person:
    load_codebook()
    return person(Role.quality_analyst)


@pytest.fixture
def signed_in(client: CheckedClient, analyst: Person) -> CheckedClient:
    return client.sign_in(analyst.email)


def sent(client: CheckedClient, content: bytes, name: str, *, expect: int = 200) -> Page:
    file = (io.BytesIO(content), name)
    return client.send(client.get("/codebook/exchange"), {"file": file}, to="/exchange", expect=expect)


def brought(client: CheckedClient, content: bytes, strangers: str = "left_out", name: str = "p.qdpx") -> Page:
    page = client.get("/codebook/exchange/bring-in")
    return client.send(page, {"file": (io.BytesIO(content), name), "strangers": strangers}, to="/bring-in")


def taken_out(client: CheckedClient, coders: str = "numbered") -> bytes:
    page = client.get("/codebook/exchange/take-out")
    values = {**page.form_values("/take-out"), "coders": coders, "understood": "y"}
    reply = client.open("/codebook/exchange/take-out", method="POST", data=values)
    assert reply.status_code == 200
    assert reply.headers["Content-Disposition"].startswith("attachment")
    assert reply.headers["Cache-Control"] == "no-store"
    return reply.get_data()


def nothing_stored(session: Session) -> bool:
    counts = [select(func.count()).select_from(table) for table in (DraftedEntry, Coding, CodebookChange)]
    return [session.scalar(count) for count in counts] == [0, 0, 0]


@pytest.mark.parametrize("form", BookForm)
def test_the_codebook_is_taken_out_and_brought_in_again(signed_in: CheckedClient, form: BookForm) -> None:
    reply = signed_in.open(f"/codebook/exchange/codebook.{form}")
    assert read_book(reply.get_data(), f"codebook.{form}").number_of_codes == 64
    page = sent(signed_in, reply.get_data(), f"codebook.{form}")
    assert "In the draft: 0 new and 0 worded anew" in page.text
    assert "The draft is empty." in page.text


def test_a_codebook_of_another_program_is_looked_at_before_it_is_in_effect(signed_in: CheckedClient) -> None:
    page = sent(signed_in, GOOD_QDC, "theirs.qdc")
    assert "In the draft: 2 new" in page.text
    assert "New code in “Other codes”" in page.text
    assert "Kindness" not in signed_in.get("/codebook").text
    signed_in.send(page, {}, to="/publish")
    assert "Kindness" in signed_in.get("/codebook").text


@pytest.mark.parametrize("form", BAD)
def test_bad_files_are_refused_with_a_reason_and_nothing_is_half_done(
    form: str, signed_in: CheckedClient, session: Session
) -> None:
    for name, (content, wrong) in BAD[form].items():
        if name != "20 MB":
            [problem] = sent(signed_in, content, f"bad.{form}").problems_shown()
            assert problem.startswith(why_file(Refused(Wrong(wrong))).message), name
            assert nothing_stored(session), name


def test_a_file_of_20_mb_is_too_much_to_send(signed_in: CheckedClient, session: Session) -> None:
    assert "too big" in sent(signed_in, BAD_QDC["20 MB"][0][: 19 * 1024 * 1024], "a.qdc").problems_shown()[0]
    page = sent(signed_in, BAD_QDPX["20 MB"][0], "a.qdpx", expect=413)
    assert "too much to send" in page.text
    assert nothing_stored(session)


def test_no_file_or_a_file_of_no_name_is_said_plainly(signed_in: CheckedClient) -> None:
    assert sent(signed_in, b"", "").problems_shown() == ["Choose a file."]
    assert "ends in .qdc" in sent(signed_in, b"x", "🙂.pdf").problems_shown()[0]
    assert sent(signed_in, b"", "a.csv").problems_shown() == ["The file is empty."]
    page = signed_in.get("/codebook/exchange/bring-in")
    page = signed_in.send(page, {"file": (io.BytesIO(), "")}, to="/bring-in")
    assert page.problems_shown() == ["Choose a file.", "Choose one."]


def test_words_leave_only_after_the_warning_was_ticked_and_the_trail_keeps_it(
    signed_in: CheckedClient, session: Session, analyst: Person
) -> None:
    coding(answer(), "REL.kind", analyst)
    page = signed_in.get("/codebook/exchange/take-out")
    assert "what children and families said, word for word" in page.text
    page = signed_in.send(page, {"coders": "numbered"}, to="/take-out")
    assert page.problems_shown() == ["Tick the box when you have read what the file carries."]
    assert session.scalars(select(Trail).where(Trail.did == Did.project_taken_out)).all() == []
    content = taken_out(signed_in)
    assert read_qdpx(content).sources[0].text == LATE
    assert analyst.name.encode() not in content
    note = session.scalars(select(Trail).where(Trail.did == Did.project_taken_out)).one()
    assert (note.person_id, note.detail) == (analyst.id, "1 answers, 1 codings, coders numbered")


def test_who_may_not_code_takes_nothing_out(client: CheckedClient) -> None:
    load_codebook()
    for role in (Role.director, Role.safeguarding_triage, Role.service_manager):
        client.post("/sign-out", {}) if role is not Role.director else None
        client.sign_in(person(role).email)
        client.get("/codebook/exchange/take-out", expect=403)


def test_a_project_comes_back_and_can_be_undone(
    signed_in: CheckedClient, session: Session, analyst: Person
) -> None:
    coding(answer(), "REL.kind", analyst)
    content = taken_out(signed_in, "named")
    session.execute(delete(Coding))
    page = brought(signed_in, content)
    assert "Codings added 1" in page.text
    assert "Here already 1" in brought(signed_in, content).text
    assert session.scalars(select(Coding.coder_id)).all() == [analyst.id]
    signed_in.send(signed_in.get("/codebook/changes"), {}, to="/undo")
    assert session.scalar(select(func.count()).select_from(Coding)) == 0


def test_what_does_not_fit_is_counted_with_its_reason(signed_in: CheckedClient, session: Session) -> None:
    inside = (
        f'<Sources><TextSource guid="{GUID}"><PlainTextContent>secret kestrel</PlainTextContent>'
        f'<PlainTextSelection guid="{GUID}" startPosition="0" endPosition="900"><Coding guid="{GUID}">'
        f'<CodeRef targetGUID="{GUID}"/></Coding></PlainTextSelection></TextSource>'
        f'<PictureSource guid="{GUID}"/></Sources>'
    )
    page = brought(signed_in, zipped({"project.qde": project_xml(inside)}), "mine")
    assert "The answer is not ours, or not yours to code. (1)" in page.text
    assert "not read 1" in page.text
    assert "kestrel" not in page.text
    assert nothing_stored(session)
