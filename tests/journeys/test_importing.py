"""Feedback comes in from a file on the page, and a link and code go out, watched by axe."""

import csv
import io
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from feedback_app.database import db
from feedback_app.intake import run_import
from feedback_app.listening.store import Response
from feedback_app.people.roles import Role
from feedback_app.web.importing import routes
from tests.factories import PASSWORD, person
from tests.intake_files.files import MAP, csv_bytes, row
from tests.journeys.conftest import Site
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey
Visit = Callable[..., Visitor]
HOURLY = "3600"  # a page that renews itself so seldom holds still while axe reads it


def officer(site: Site) -> str:
    with site.set_up():
        return person(Role.participation_officer).email


def send(priya: Visitor, content: bytes) -> None:
    page = priya.page
    page.get_by_label("Which survey do the rows answer?").select_option("service-experience")
    page.get_by_label("The file with the feedback (CSV)").set_input_files(
        {"name": "summer.csv", "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_label("The map (YAML)").set_input_files(
        {"name": "map.yaml", "mimeType": "text/yaml", "buffer": MAP.encode()}
    )
    priya.press("Check the file")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_file_is_looked_at_imported_paused_finished_and_mended(
    site: Site, visit: Visit, monkeypatch: pytest.MonkeyPatch, scripts: bool
) -> None:
    monkeypatch.setattr(run_import, "A_REQUEST", 5)
    monkeypatch.setattr(routes, "EVERY", HOURLY)
    priya = visit(scripts=scripts).sign_in(officer(site), PASSWORD).go("/import")
    priya.look("import-start").press("Check the file").sees("Choose the file with the feedback.")
    rows = [row(id=str(number), good=f"They listened, day {number}.") for number in range(18)]
    send(priya, csv_bytes(*rows, row(id="x", date="soon", good="شكرا لكم")))
    priya.sees("Nothing is stored yet.").sees("They listened, day 0.").look("import-look")

    priya.page.get_by_role("button", name="Import these rows").click()
    priya.sees("This page renews itself.").check().look("import-working")
    monkeypatch.setattr(routes, "EVERY", "1")
    priya.page.reload()
    priya.page.get_by_role("heading", name="The import is done").wait_for()
    priya.check().sees("The refused rows").look("import-done")
    with priya.page.expect_download() as download:
        priya.page.get_by_role("link", name="Get the refused rows").click()
    refused = download.value.path().read_text(encoding="utf-8")
    assert next(csv.DictReader(io.StringIO(refused)))["good"] == "شكرا لكم"

    priya.go("/import")
    send(priya, refused.replace("soon", "03/05/2026").encode())
    priya.page.get_by_role("button", name="Import these rows").click()
    priya.page.get_by_role("heading", name="The import is done").wait_for()
    with site.set_up():
        assert db.session.scalar(select(func.count()).select_from(Response)) == 19


def test_leaving_an_import_and_coming_back(site: Site, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_import, "A_REQUEST", 2)
    monkeypatch.setattr(routes, "EVERY", HOURLY)
    priya = visit(phone=True).sign_in(officer(site), PASSWORD).go("/import")
    send(priya, csv_bytes(*(row(id=str(number)) for number in range(9))))
    priya.look("import-look-phone")
    priya.page.get_by_role("button", name="Import these rows").click()
    priya.page.get_by_role("link", name="Pause").click()
    priya.sees("The import is paused").check()
    monkeypatch.setattr(routes, "EVERY", "1")
    priya.go("/").go("/import").press("summer.csv").page.get_by_role("link", name="Go on").click()
    priya.page.get_by_role("heading", name="The import is done").wait_for()
    priya.check()


def test_a_link_is_made_printed_opened_and_taken_back(site: Site, visit: Visit) -> None:
    priya = visit().sign_in(officer(site), PASSWORD).go("/invite").press("Make a link and code")
    priya.look("invite-surveys").press("Tell us about the help you get")
    priya.choose("For about 8 to 11").write("What will you call it in the list?", "Half-term group")
    priya.look("invite-new").press("Make the link and code").sees("This page is shown only once.")
    priya.look("invite-made")
    code = priya.page.locator(".invitation__code").inner_text()
    child = visit(phone=True).go("/")
    child.page.get_by_role("textbox").first.fill(code)
    child.page.get_by_role("textbox").first.press("Enter")
    child.sees("Tell us about the help you get")
    priya.press("I have what I need").press("Take back Half-term group", exact=False)
    priya.press("Take it back").sees("Taken back")
    priya.look("invite-listed")
