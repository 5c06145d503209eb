"""Importing on the pages: look first, run with visible progress without JavaScript, mend what was refused."""

import csv
import io
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from feedback_app.database import db
from feedback_app.intake import run_import
from feedback_app.intake.models import ImportRun, ImportStatus
from feedback_app.listening.store import Answer, Response
from feedback_app.people.roles import Place, Role
from feedback_app.web.signed_in import settings
from tests.factories import person, service_area
from tests.intake_files.files import COLUMNS, MAP, csv_bytes, row
from tests.page import CheckedClient, Page

SECRET = "kestrel"


@pytest.fixture
def signed_in(client: CheckedClient) -> CheckedClient:
    return client.sign_in(person(Role.participation_officer).email)


def sent(client: CheckedClient, content: bytes, *, map_text: str | bytes = MAP, **others: object) -> Page:
    """The page after a file and its map are sent."""
    a_map = map_text.encode() if isinstance(map_text, str) else map_text
    fields: dict[str, object] = {
        "survey": "service-experience",
        "file": (io.BytesIO(content), "said.csv"),
        "map_file": (io.BytesIO(a_map), "map.yaml") if a_map else (io.BytesIO(), ""),
        **others,
    }
    return client.send(client.get("/import"), fields, to="/import")


def run_to_the_end(client: CheckedClient, page: Page) -> Page:
    """Press the button, and follow the page that renews itself."""
    page = client.send(page, {}, to="/begin")
    for _renewal in range(50):
        wait = page.reply.headers.get("Refresh")
        if not wait:
            return page
        page = client.get(wait.split("url=")[1])
    raise AssertionError("the import never ends")


def files_of(page: Page) -> list[Path]:
    """What still lies in the folder for the import this page is about."""
    ref = page.path.split("/")[2]
    return list((settings().instance / "imports").glob(f"{ref}.*"))


def stored() -> int:
    return db.session.scalar(select(func.count()).select_from(Response)) or 0


def test_looking_stores_nothing_and_shows_rows_counts_and_reasons(signed_in: CheckedClient) -> None:
    page = sent(signed_in, csv_bytes(row(good="She listened."), row(id="2", date="soon"), row(id="3")))
    assert page.heading == "What would happen"
    assert stored() == 0
    for words in ("She listened.", "Very good", "3 May 2026", "no day written like DD/MM/YYYY"):
        assert words in page.text


def test_an_import_runs_in_batches_shows_progress_and_ends(
    signed_in: CheckedClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_import, "A_REQUEST", 3)
    page = sent(signed_in, csv_bytes(*(row(id=str(number), good=f"Words\n{number}") for number in range(10))))
    working = signed_in.send(page, {}, to="/begin")
    assert "% of the file is read." in working.text
    assert working.find_all("progress")
    assert stored() == 3
    paused = signed_in.get(working.links()["Pause"])
    assert paused.heading == "The import is paused"
    assert stored() == 3
    done = signed_in.get(paused.links()["Go on"])
    while done.reply.headers.get("Refresh"):
        done = signed_in.get(done.path)
    assert done.heading == "The import is done"
    assert stored() == 10
    assert db.session.scalars(select(ImportRun.added)).one() == 10
    assert files_of(done) == [], "the file is gone once it is in"


def test_sending_the_same_file_again_adds_nothing(signed_in: CheckedClient) -> None:
    content = csv_bytes(row(), row(id="2"))
    run_to_the_end(signed_in, sent(signed_in, content))
    again = sent(signed_in, content)
    done = run_to_the_end(signed_in, again)
    assert done.heading == "The import is done"
    assert stored() == 2
    assert db.session.scalars(select(ImportRun.already_there).order_by(ImportRun.id.desc())).first() == 2


def test_refused_rows_come_back_and_mended_go_in_with_the_map_used_before(signed_in: CheckedClient) -> None:
    content = csv_bytes(row(), row(id="2", date="soon", good=f"=SUM({SECRET})"), row(id="1", good="Same id."))
    done = run_to_the_end(signed_in, sent(signed_in, content))
    assert SECRET not in done.text
    reply = signed_in.open(done.links()["Get the refused rows"])
    assert reply.headers["Content-Disposition"].startswith("attachment")
    refused = list(csv.DictReader(io.StringIO(reply.get_data(as_text=True))))
    assert [(one["id"], one["line"]) for one in refused] == [("2", "3"), ("1", "4")]
    assert "Line 2 of this file has the same id already." in refused[1]["reason"]

    mended = reply.get_data().replace(b"soon", b"03/05/2026")
    map_used = str(db.session.scalars(select(ImportRun.id)).one())
    page = sent(signed_in, mended, map_text="", map_used=map_used)
    run_to_the_end(signed_in, page)
    assert f"=SUM({SECRET})" in db.session.scalars(select(Answer.words)).all()
    gone = signed_in.send(signed_in.get(done.path), {}, to="forget-refused")
    assert "no longer kept here" in gone.text


def test_an_id_seen_in_an_earlier_batch_is_still_known(
    signed_in: CheckedClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_import, "A_REQUEST", 2)
    content = csv_bytes(row(id="1"), row(id="2"), row(id="3"), row(id="1", good="Other words."))
    run_to_the_end(signed_in, sent(signed_in, content))
    run = db.session.scalars(select(ImportRun)).one()
    assert (run.added, run.already_there, run.refused) == (3, 0, 1)


def test_two_windows_on_one_import_add_nothing_twice(
    signed_in: CheckedClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_import, "A_REQUEST", 2)
    page = sent(signed_in, csv_bytes(*(row(id=str(number)) for number in range(5))))
    signed_in.send(page, {}, to="/begin")
    signed_in.send(page, {}, to="/begin")
    signed_in.get(f"/import/{db.session.scalars(select(ImportRun.public_ref)).one()}/working")
    assert stored() == 5
    assert db.session.scalars(select(ImportRun.added)).one() == 5


def test_somebody_may_decide_against_it_and_nothing_is_kept(signed_in: CheckedClient) -> None:
    page = sent(signed_in, csv_bytes(row()))
    signed_in.send(page, {}, to="/stop")
    assert (stored(), db.session.scalar(select(func.count()).select_from(ImportRun))) == (0, 0)
    assert files_of(page) == []


def test_stopped_half_way_what_came_in_stays(
    signed_in: CheckedClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_import, "A_REQUEST", 2)
    page = sent(signed_in, csv_bytes(row(id="1", date="soon"), row(id="2"), row(id="3"), row(id="4")))
    working = signed_in.send(page, {}, to="/begin")
    stopped = signed_in.send(signed_in.get(working.links()["Pause"]), {}, to="/stop")
    assert stopped.heading == "The import was stopped"
    assert "Get the refused rows" in stopped.links()
    assert stored() == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This file is empty"),
        (b"\xff\xfei\x00d\x00", "UTF-16"),
        (b"PK\x03\x04\x00\x00", "not a CSV file"),
        (csv_bytes(row(), columns=("id", "date")), "does not have these columns"),
        (csv_bytes(row(), columns=(*COLUMNS, "extra")), "does not say what to do with these columns"),
        (b"x" * 1_100_000, "longer than a million bytes"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_at_its_field(
    signed_in: CheckedClient, content: bytes, said: str
) -> None:
    page = sent(signed_in, content)
    assert any(said in problem for problem in page.problems_shown()), page.problems_shown()
    assert db.session.scalar(select(func.count()).select_from(ImportRun)) == 0


@pytest.mark.parametrize(
    ("map_text", "said"),
    [
        ("a: [", "Line 1"),
        (MAP.replace("row_id", "rowid"), 'Did you mean "row_id"?'),
        (b"caf\xe9", "a short UTF-8 text"),
        ("x" * 200_000, "a short UTF-8 text"),
        ("\0", "Line 1"),
        (MAP.replace("SE1", "XX1"), "There is no question"),
        (MAP.replace("source: sample", "source: sample\nsurvey: staff-pulse"), "Choose that survey"),
    ],
)
def test_a_wrong_map_is_told_with_its_line(
    signed_in: CheckedClient, map_text: str | bytes, said: str
) -> None:
    page = sent(signed_in, csv_bytes(row()), map_text=map_text)
    assert any(said in problem for problem in page.problems_shown()), page.problems_shown()


def test_nothing_chosen_is_told_field_by_field(signed_in: CheckedClient) -> None:
    page = signed_in.send(signed_in.get("/import"), {}, to="/import")
    assert len(page.problems_shown()) == 3
    unknown = sent(signed_in, csv_bytes(row()), survey="no-such-survey", map_used="77")
    assert len(unknown.problems_shown()) >= 2


def test_a_file_with_only_a_header_is_told(signed_in: CheckedClient) -> None:
    assert "There is no row in this file" in sent(signed_in, csv_bytes()).text


def test_words_of_every_kind_are_shown_and_stored_as_they_are(signed_in: CheckedClient) -> None:
    words = ["شكرا لكم", "👩🏽‍👧🎈", "<script>alert(1)</script>", 'two\nlines "quoted"']
    page = sent(signed_in, csv_bytes(*(row(id=str(at), good=text) for at, text in enumerate(words))))
    assert "شكرا لكم" in page.text
    run_to_the_end(signed_in, page)
    assert set(db.session.scalars(select(Answer.words).where(Answer.box == "well"))) == set(words)


def test_files_larger_than_any_form_are_taken_and_those_beyond_the_limit_are_not(
    on_sqlite: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = CheckedClient(on_sqlite).sign_in(person(Role.quality_analyst).email)
    rows = (row(id=str(number), good="x" * 4000) for number in range(400))
    assert sent(client, csv_bytes(*rows)).heading == "What would happen"
    page = client.get("/import")
    too_large = {"file": (io.BytesIO(b"x" * (settings().largest_upload + 1)), "a.csv")}
    client.send(page, dict(too_large), to="/import", expect=413)
    client.flask.delete_cookie("signed-in")
    refused = client.open("/import", method="POST", data={"file": (io.BytesIO(b"x" * 1_000_000), "a.csv")})
    assert refused.status_code == 413, "nobody sends large files without signing in"


def test_nobody_sees_the_import_of_another(signed_in: CheckedClient, client: CheckedClient) -> None:
    page = sent(signed_in, csv_bytes(row()))
    client.sign_in(person(Role.quality_analyst).email)
    for path in (page.path, f"{page.path}/working", f"{page.path}/refused.csv"):
        client.get(path, expect=404)
    client.post(f"{page.path}/begin", {}, expect=404)
    assert "said.csv" not in client.get("/import").text


def test_somebody_of_one_service_area_imports_for_it_alone(client: CheckedClient) -> None:
    own = service_area("Own")
    service_area("Other")
    client.sign_in(person(Role.participation_officer, place=Place(own.id)).email)
    text = MAP.replace("ignore: [who]", "place: {service_area: {column: who}}")
    run_to_the_end(client, sent(client, csv_bytes(row(who="Own"), row(id="2", who="Other")), map_text=text))
    assert db.session.scalars(select(Response.service_area_id)).all() == [own.id]


@pytest.mark.parametrize(
    "role", [Role.practice_lead, Role.service_manager, Role.director, Role.administrator]
)
def test_other_roles_do_not_import(client: CheckedClient, role: Role) -> None:
    client.sign_in(person(role).email)
    client.get("/import", expect=403)


def test_a_file_cleared_away_meanwhile_is_told(signed_in: CheckedClient) -> None:
    page = sent(signed_in, csv_bytes(row()))
    for file in files_of(page):
        file.unlink()
    assert signed_in.get(page.path).heading == "The file is no longer here"
    gone = signed_in.send(page, {}, to="/begin")
    assert gone.heading == "The file is no longer here"
    assert db.session.scalars(select(ImportRun.status)).one() is ImportStatus.running
