"""People told by name see what they were told and no more, and their answer is kept."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_app import clock
from feedback_app.commands.notices import send_due
from feedback_app.people.roles import Place, Role
from feedback_app.safeguarding.escalation import Escalation
from feedback_app.safeguarding.models import Concern, RaisedBy, Severity
from feedback_app.safeguarding.raise_concern import raise_concern
from feedback_app.safeguarding.tell import tell
from feedback_app.safeguarding.watch import watch
from feedback_app.safeguarding.who_is_told import Addressee, Told
from feedback_app.web.triage.told import AT_MOST
from tests import factories
from tests.counting import counting
from tests.page import CheckedClient, text_of

NIGHT = datetime(2026, 4, 4, 21, 0, tzinfo=UTC)
WHY = "The youngest is left alone at night. 🙂"


@pytest.fixture(autouse=True)
def _that_night():
    with clock.stopped_at(NIGHT):
        yield


def raised() -> Concern:
    made = raise_concern(
        Severity.S2,
        RaisedBy.person,
        place=Place(),
        survey="",
        by=factories.person(Role.service_manager, name="Chris Chair"),
        children="The two youngest",
        why=WHY,
    )
    factories.db.session.flush()
    return made


def signed_in(client: CheckedClient, email: str) -> CheckedClient:
    return CheckedClient(client.flask.application).sign_in(email)


def test_a_leader_is_told_that_it_was_left_and_never_what_it_is_about(
    client: CheckedClient, session: Session
) -> None:
    dee = factories.person(Role.director, name="Dee")
    factories.person(Role.safeguarding_triage, name="Ada")
    made = raised()
    session.commit()
    with clock.stopped_at(NIGHT + timedelta(minutes=31)):
        watch()
        session.commit()
        client.sign_in(dee.email)
        home = client.get("/team")
        assert "Concerns you were told of" in home.text
        page = client.get(home.links()["Concerns you were told of"])
        assert "Nobody on triage has taken it yet." in page.text
        told = session.scalars(select(Escalation)).one()
        page = client.get(f"/concerns/told/{told.public_ref}")
        assert "Ada" in page.text
        assert "youngest" not in page.text
        assert client.get(f"/concerns/{made.public_ref}", expect=403)
        known = client.send(page, {}, to="/know")
        assert "Knows of it since" in known.text
        assert "Concerns you were told of" not in client.get("/team").text


def test_somebody_named_sees_why_and_their_answer_is_kept_for_triage(
    client: CheckedClient, session: Session
) -> None:
    tess = factories.person(Role.service_manager, name="Tess")
    made = raised()
    told = tell(made, Told.team_manager, Addressee("Tess", tess.email.upper()))
    session.commit()
    client.sign_in(tess.email)
    page = client.get(f"/concerns/told/{told.public_ref}")
    assert WHY in page.text
    assert "The two youngest" in page.text
    wrong = client.send(page, {"answer": " \n"}, to="/answer")
    assert wrong.problems_shown() == ["Write down the answer."]
    kept = client.send(wrong, {"answer": "I am going there now."}, to="/answer")
    assert "I am going there now." in kept.text
    assert "Written down by Tess" in kept.text
    client.send(kept, {"answer": "They are with their aunt."}, to="/answer")
    triage = signed_in(client, factories.person(Role.safeguarding_triage).email)
    seen = triage.get(f"/concerns/{made.public_ref}")
    assert "I am going there now." in seen.text
    assert "They are with their aunt." in seen.text
    assert told.remind_at is None


def test_nobody_else_opens_it(client: CheckedClient, session: Session) -> None:
    told = tell(raised(), Told.mash, Addressee("MASH", "mash@example.invalid"))
    session.commit()
    for role in Role:
        if role is not Role.safeguarding_triage:
            other = signed_in(client, factories.person(role).email)
            other.get(f"/concerns/told/{told.public_ref}", expect=404)
    assert signed_in(client, factories.person(Role.safeguarding_triage).email).get(
        f"/concerns/told/{told.public_ref}"
    )


def test_the_page_tells_when_each_e_mail_left_and_the_e_mail_tells_nothing(
    client: CheckedClient, app: Flask, session: Session
) -> None:
    triage = factories.person(Role.safeguarding_triage, name="Ada")
    made = raised()
    tell(made, Told.mash, Addressee("MASH desk", "mash@example.invalid"))
    session.commit()
    folder = app.extensions["feedback-settings"].mail_folder
    before = set(folder.glob("*.eml"))
    client.sign_in(triage.email)
    assert "The e-mail has not left yet" in client.get(f"/concerns/{made.public_ref}").text
    assert send_due(app) == (2, 0)
    letters = [each.read_text() for each in set(folder.glob("*.eml")) - before]
    assert len(letters) == 2
    assert any("mash@example.invalid" in letter for letter in letters)
    assert not any(word in letter for letter in letters for word in ("youngest", "night", "desk", "Chris"))
    page = client.get(f"/concerns/{made.public_ref}")
    assert "E-mail sent Sat 4 Apr 2026, 22:00" in page.text
    assert "Ada, Sat 4 Apr 2026, 22:00" in [text_of(item) for item in page.find_all("li")]


def test_the_list_costs_the_same_however_long_it_is(client: CheckedClient, session: Session) -> None:
    tess = factories.person(Role.service_manager)
    tell(raised(), Told.team_manager, Addressee("Tess", tess.email))
    session.commit()
    client.sign_in(tess.email)
    with counting() as few:
        client.get("/concerns/told")
    for _each in range(AT_MOST // 5):
        tell(raised(), Told.team_manager, Addressee("Tess", tess.email))
    session.commit()
    with counting() as many:
        client.get("/concerns/told")
    assert len(few) == len(many)
