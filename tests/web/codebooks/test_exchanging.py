"""Files in and out on the pages: a warning first, a draft to look at, bad files refused with a reason."""

import io
import os
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from analysis.exchange.files import BookForm, read_book
from analysis.exchange.read_project import read_qdpx
from analysis.exchange.refused import Refused, Wrong
from analysis.exchange.tree import CodeNode
from analysis.exchange.write_project import write_qdpx
from feedback_app.codebooks.models import CodebookChange, DraftedEntry
from feedback_app.codebooks.reasons import why_file
from feedback_app.codebooks.take_out import Coders, take_out
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
    for left_by_other_tests in kept_files(client):
        left_by_other_tests.unlink()
    return client.sign_in(analyst.email)


def sent(client: CheckedClient, content: bytes, name: str, *, expect: int = 200) -> Page:
    file = (io.BytesIO(content), name)
    return client.send(client.get("/codebook/exchange"), {"file": file}, to="/exchange", expect=expect)


def looked(client: CheckedClient, content: bytes, name: str = "p.qdpx") -> Page:
    """What a project would bring, with nothing stored yet."""
    page = client.get("/codebook/exchange/bring-in")
    return client.send(page, {"file": (io.BytesIO(content), name)}, to="/bring-in")


def brought(client: CheckedClient, content: bytes, strangers: str = "") -> Page:
    page = looked(client, content)
    return client.send(page, {"strangers": strangers} if strangers else {}, to=page.path)


def kept_files(client: CheckedClient) -> list[Path]:
    folder = client.flask.application.extensions["feedback-settings"].instance / "projects"
    return sorted(folder.glob("*"))


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
    assert page.problems_shown() == ["Choose a file."]


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
    page = looked(signed_in, content)
    assert "Codings that would be added 1 (on 1 answer)" in page.text
    assert session.scalar(select(func.count()).select_from(Coding)) == 0, "looking stores nothing"
    done = signed_in.send(page, {}, to=page.path)
    assert "Codings added: 1. Here already: 0. Left out: 0. The file is deleted here." in done.text
    assert "There is nothing in it to bring in." in looked(signed_in, content).text
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
    page = looked(signed_in, zipped({"project.qde": project_xml(inside)}))
    assert "The answer is not ours, or not yours to code. (1)" in page.text
    assert "not read 1" in page.text
    assert "kestrel" not in page.text
    assert nothing_stored(session)


def strange(session: Session, analyst: Person) -> bytes:
    """A project from elsewhere: one coding by a stranger, one code nobody here has."""
    said = answer()
    coding(said, "REL.kind", analyst)
    project = take_out(analyst, "another key", None, Coders.named)
    named = replace(project, coders=tuple(replace(one, name="Ann <b>") for one in project.coders))
    session.execute(delete(Coding))
    return write_qdpx(replace(named, codes=(*named.codes, CodeNode(GUID, "Jokes 🙂"))))


def test_a_look_names_strange_codes_and_coders_and_asks_what_becomes_of_theirs(
    signed_in: CheckedClient, session: Session, analyst: Person
) -> None:
    page = looked(signed_in, strange(session, analyst))
    assert "64 are ours, 1 are not Jokes 🙂" in page.text
    assert "Answers 1 are ours, 0 are not" in page.text
    assert "People who coded 0 known here, 1 not Ann <b>" in page.text
    assert "The person who coded is not known here. (1)" in page.text
    wrong = signed_in.send(page, {}, to=page.path)
    assert wrong.problems_shown() == ["Choose what becomes of codings by people not known here."]
    assert "What would come in" in wrong.text, "after a mistake the file is still there"
    assert nothing_stored(session)
    done = signed_in.send(wrong, {"strangers": "mine"}, to=page.path)
    assert "Codings added: 1." in done.text
    assert session.scalars(select(Coding.coder_id)).all() == [analyst.id]


def test_pressed_twice_nothing_is_added_twice_and_the_file_is_gone(
    signed_in: CheckedClient, session: Session, analyst: Person
) -> None:
    coding(answer(), "REL.kind", analyst)
    content = taken_out(signed_in)
    session.execute(delete(Coding))
    page = looked(signed_in, content)
    assert len(kept_files(signed_in)) == 1
    signed_in.send(page, {}, to=page.path)
    again = signed_in.send(page, {}, to=page.path)
    assert "That file is here no more" in again.text
    assert session.scalar(select(func.count()).select_from(Coding)) == 1
    assert len(session.scalars(select(CodebookChange)).all()) == 1
    assert kept_files(signed_in) == []


def test_a_file_is_for_whoever_sent_it_and_for_a_day(
    signed_in: CheckedClient, session: Session, analyst: Person
) -> None:
    page = looked(signed_in, strange(session, analyst))
    colleague = CheckedClient(signed_in.flask.application).sign_in(person(Role.quality_analyst).email)
    assert "That file is here no more" in colleague.get(page.path).text
    [kept] = kept_files(signed_in)
    two_days_ago = kept.stat().st_mtime - 2 * 24 * 60 * 60
    os.utime(kept, (two_days_ago, two_days_ago))
    other = looked(colleague, zipped({"project.qde": project_xml("")}))
    [kept] = kept_files(signed_in)
    assert kept.stem.endswith(other.path.rsplit("/", 1)[-1]), "what was left for a day is gone"
    assert "That file is here no more" in signed_in.get(page.path).text


def test_what_was_looked_at_can_be_sent_away(
    signed_in: CheckedClient, session: Session, analyst: Person
) -> None:
    page = looked(signed_in, strange(session, analyst))
    gone = signed_in.send(page, {}, to="/forget")
    assert "Nothing was brought in, and the file is deleted here." in gone.text
    assert kept_files(signed_in) == []
    assert nothing_stored(session)


@pytest.mark.parametrize("ref", ["none", "..%2F..%2Fetc%2Fpasswd", "..", "%00", "🙂", "a" * 300])
def test_an_address_of_no_file_is_answered_calmly(ref: str, signed_in: CheckedClient) -> None:
    reply = signed_in.open(f"/codebook/exchange/bring-in/{ref}")
    assert reply.status_code == 404 or "That file is here no more" in reply.text


@pytest.mark.parametrize("name", [name for name in BAD_QDPX if name != "20 MB"])
def test_a_bad_project_is_refused_before_anything_is_kept(
    name: str, signed_in: CheckedClient, session: Session
) -> None:
    content, wrong = BAD_QDPX[name]
    [problem] = looked(signed_in, content).problems_shown()
    assert problem.startswith(why_file(Refused(Wrong(wrong))).message)
    assert kept_files(signed_in) == []
    assert nothing_stored(session)
