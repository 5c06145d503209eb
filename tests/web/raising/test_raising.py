"""A concern found in an audit or on a visit: everybody is told who must be, or nobody is."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_app import clock
from feedback_app.commands.notices import send_due
from feedback_app.notices import Notice
from feedback_app.people.models import Person
from feedback_app.people.roles import Place, Role
from feedback_app.safeguarding.escalation import Escalation
from feedback_app.safeguarding.models import Concern
from feedback_app.safeguarding.who_is_told import Told
from tests import factories
from tests.audits.factories import BEFORE, Scene, scene
from tests.counting import counting
from tests.page import CheckedClient, Page, text_of

WHY = "Mum said he broke in again last night. 🙂"
SAID = {"severity": "S2", "children": "C, 9 and her baby brother", "why": WHY, "about": "open_case"}
OPEN = {Told.social_worker: "Sal Worker", Told.team_manager: "Tim Manager", Told.group_manager: "Gia Group"}
NOT_OPEN = {
    Told.lead_professional: "Lou Lead",
    Told.lead_manager: "Mia Manager",
    Told.mash: "MASH desk",
    Told.group_manager: "Gia Group",
}
ALLEGATION = {Told.lado: "Lee Lado", Told.other_director: "Dot Director"}


@pytest.fixture(autouse=True)
def _before_the_meeting():
    with clock.stopped_at(BEFORE):
        yield


@pytest.fixture
def made() -> Scene:
    return scene()


def as_somebody(client: CheckedClient, person: Person) -> CheckedClient:
    return CheckedClient(client.flask.application).sign_in(person.email)


def filled(names: dict[Told, str]) -> dict[str, object]:
    fields: dict[str, object] = {}
    for told, name in names.items():
        fields[f"{told}_name"] = name
        fields[f"{told}_address"] = f"{told.value.replace('_', '.')}@example.invalid"
    return fields


def raised(client: CheckedClient, made: Scene, by: Person | None = None, **other: object) -> Page:
    """The page on which people are named, after a concern was raised."""
    client.sign_in((by or made.chair).email)
    page = client.get(f"/raise/{made.audit.public_ref}")
    return client.send(page, {**SAID, **other}, to=f"/raise/{made.audit.public_ref}")


def told(session: Session) -> dict[Told, str]:
    session.expire_all()
    return {each.told: each.name for each in session.scalars(select(Escalation).order_by(Escalation.id))}


def concerns(session: Session) -> list[Concern]:
    session.expire_all()
    return list(session.scalars(select(Concern)))


def test_the_chair_finds_the_way_from_the_audit_and_triage_has_it_at_once(
    client: CheckedClient, made: Scene, session: Session
) -> None:
    client.sign_in(made.chair.email)
    overview = client.get(f"/audits/{made.audit.public_ref}")
    page = client.get(overview.links()["Raise a concern"])
    page = client.send(page, dict(SAID), to=page.path)
    assert "Not everybody has been told yet" in page.text
    triage = as_somebody(client, factories.person(Role.safeguarding_triage))
    (concern,) = concerns(session)
    seen = triage.get(f"/concerns/{concern.public_ref}")
    assert WHY in seen.text
    assert "C, 9 and her baby brother" in seen.text
    assert "Chris Chair" in seen.text
    assert "Concern raised" in client.get(f"/audits/{made.audit.public_ref}").text


@pytest.mark.requirement("NA-20")
def test_the_social_worker_and_the_team_manager_are_told_together_with_the_moment_or_nobody_is(
    client: CheckedClient, app: Flask, made: Scene, session: Session
) -> None:
    page = raised(client, made)
    for missing, whom in (
        (Told.social_worker, "The child’s social worker"),
        (Told.team_manager, "Team manager"),
    ):
        names = filled({each: name for each, name in OPEN.items() if each is not missing})
        page = client.send(page, {**names, f"{missing}_name": "", f"{missing}_address": ""}, to=page.path)
        assert page.problems_shown() == [f"{whom}: give a name and an e-mail address."]
        assert told(session) == {}
    page = client.send(page, filled(OPEN), to=page.path)
    assert "Everybody who must know was told" in page.text
    assert {Told.social_worker, Told.team_manager} <= set(told(session))
    assert page.text.count("The e-mail has not left yet") == 4
    with clock.stopped_at(BEFORE + timedelta(seconds=40)):
        send_due(app)
        page = client.get(page.path)
    assert page.text.count("E-mail sent Fri 1 May 2026, 11:00") == 4


@pytest.mark.requirement("NA-21")
def test_a_case_not_open_tells_the_lead_professional_their_manager_and_the_mash(
    client: CheckedClient, made: Scene, session: Session
) -> None:
    page = raised(client, made, about="not_open")
    for missing in (Told.lead_professional, Told.lead_manager, Told.mash):
        names = filled({each: name for each, name in NOT_OPEN.items() if each is not missing})
        page = client.send(page, {**names, f"{missing}_name": "", f"{missing}_address": ""}, to=page.path)
        assert page.problems_shown()
        assert told(session) == {}
    client.send(page, filled(NOT_OPEN), to=page.path)
    assert told(session) == {**NOT_OPEN, Told.responsible_manager: "Rita Responsible"}


@pytest.mark.requirement("NB-48")
def test_which_children_and_why_is_always_said_and_both_managers_are_told(
    client: CheckedClient, made: Scene, session: Session
) -> None:
    page = raised(client, made, children=" ", why="\n")
    assert page.problems_shown() == ["Say which children may be at risk.", "Say why you are raising it."]
    assert concerns(session) == []
    page = client.send(page, dict(SAID), to=page.path)
    wrong = {**filled(OPEN), "group_manager_address": ""}
    page = client.send(page, wrong, to=page.path)
    assert page.problems_shown()
    assert page.form_values(page.path)["group_manager_name"] == ["Gia Group"]
    assert told(session) == {}
    client.send(page, filled(OPEN), to=page.path)
    assert told(session)[Told.responsible_manager] == "Rita Responsible"
    assert told(session)[Told.group_manager] == "Gia Group"
    rita = as_somebody(client, made.responsible)
    page = rita.get(rita.get(rita.get("/team").links()["Concerns you were told of"]).links()[
        "Told Fri 1 May 2026, 11:00"
    ])  # fmt: skip
    assert WHY in page.text
    assert "C, 9 and her baby brother" in page.text


@pytest.mark.requirement("LI-68")
def test_the_team_manager_is_told_at_once_and_a_clock_runs_until_they_say_that_they_know(
    client: CheckedClient, app: Flask, made: Scene, session: Session
) -> None:
    page = raised(client, made, severity="S1")
    client.send(page, filled(OPEN), to=page.path)
    manager = session.scalars(select(Escalation).where(Escalation.told == Told.team_manager)).one()
    assert manager.acknowledge_by == BEFORE + timedelta(minutes=15)

    def sent() -> int:
        wanted = select(Notice).where(Notice.subject_ref == manager.public_ref, Notice.sent_at.is_not(None))
        return len(session.scalars(wanted).all())

    send_due(app)
    assert sent() == 1
    with clock.stopped_at(BEFORE + timedelta(minutes=16)):
        client.sign_in(made.chair.email)
        page = client.get(page.path)
        assert "Has not said that they know: overdue since Fri 1 May 2026, 11:15" in page.text
        send_due(app)
        assert sent() == 2
        page = client.get(f"/concerns/told/{manager.public_ref}")
        page = client.send(page, {"answer": "Rang: I am on my way there."}, to="/answer")
    with clock.stopped_at(BEFORE + timedelta(minutes=40)):
        send_due(app)
        assert sent() == 2
    with clock.stopped_at(BEFORE + timedelta(minutes=17)):
        client.sign_in(made.chair.email)
        assert "Rang: I am on my way there." in client.get(f"/concerns/told/{manager.public_ref}").text


def test_what_is_about_a_worker_goes_to_the_lado_and_never_to_them(
    client: CheckedClient, made: Scene, session: Session
) -> None:
    page = raised(client, made, about="worker")
    assert page.problems_shown() == ["Give the name of the person it is about, so that they are not told."]
    worker = factories.person(Role.safeguarding_triage, Role.director, name="Wes Worker")
    page = client.send(page, {"worker_name": "wes worker"}, to=page.path)
    assert "responsible_manager_name" not in page.form_values(page.path)
    themselves = {**filled(ALLEGATION), "other_director_name": "Wes  Worker"}
    page = client.send(page, themselves, to=page.path)
    assert page.problems_shown() == [
        "This is the person it is about. They must not be told: name somebody else."
    ]
    assert told(session) == {}
    page = client.send(page, filled(ALLEGATION), to=page.path)
    assert told(session) == ALLEGATION
    (concern,) = concerns(session)
    assert concern.about_id == worker.id
    as_somebody(client, worker).get(f"/concerns/{concern.public_ref}", expect=404)
    responsible = as_somebody(client, made.responsible)
    assert "Concern raised" not in responsible.get(f"/audits/{made.audit.public_ref}").text
    responsible.get(page.path, expect=404)


def test_a_worker_named_in_a_concern_about_a_family_is_not_told_either(
    client: CheckedClient, made: Scene, session: Session
) -> None:
    worker = factories.person(Role.safeguarding_triage, name="Wes Worker")
    page = raised(client, made, worker_address=worker.email.upper())
    themselves = {**filled(OPEN), "social_worker_address": worker.email}
    page = client.send(page, themselves, to=page.path)
    assert page.problems_shown() == [
        "This is the person it is about. They must not be told: name somebody else."
    ]
    assert told(session) == {}
    assert concerns(session)[0].about_id == worker.id


def test_a_practice_lead_raises_it_on_a_visit_in_the_same_way(
    client: CheckedClient, made: Scene, session: Session
) -> None:
    client.sign_in(made.lead.email)
    page = client.get(f"/capture/{made.child.public_ref}/worry")
    words = "Or say which children and why, and tell everybody who must know by name"
    page = client.get(page.links()[words])
    page = client.send(page, dict(SAID), to=page.path)
    client.send(page, filled(OPEN), to=page.path)
    assert told(session) == {**OPEN, Told.responsible_manager: "Rita Responsible"}


def test_pressing_twice_raises_one_and_tells_nobody_twice(
    client: CheckedClient, made: Scene, session: Session
) -> None:
    client.sign_in(made.chair.email)
    page = client.get(f"/raise/{made.audit.public_ref}")
    client.send(page, dict(SAID), to=page.path)
    people = client.send(page, dict(SAID), to=page.path)
    client.send(people, filled(OPEN), to=people.path)
    client.send(people, filled(OPEN), to=people.path)
    assert len(concerns(session)) == 1
    assert len(session.scalars(select(Escalation)).all()) == 4


def test_nobody_else_finds_the_pages(client: CheckedClient, made: Scene) -> None:
    page = raised(client, made)
    elsewhere = Place(factories.service_area().id)
    for role in (Role.service_manager, Role.practice_lead):
        other = as_somebody(client, factories.person(role, place=elsewhere))
        other.get(f"/raise/{made.audit.public_ref}", expect=404)
        other.get(page.path, expect=404)
    same_area = as_somebody(
        client, factories.person(Role.service_manager, place=Place(made.place.service_area_id))
    )
    same_area.get(page.path, expect=404)
    assert "Concern raised" not in same_area.get(f"/audits/{made.audit.public_ref}").text


@pytest.mark.parametrize("words", ["x" * 20_000, "\0", "مرحبا 🙂"])
def test_anything_typed_is_kept_after_a_mistake(words: str, client: CheckedClient, made: Scene) -> None:
    page = raised(client, made, why=words, severity="S9")
    assert page.problems_shown()
    assert page.form_values(page.path)["why"] == [words.replace("\0", "")]


def test_the_audit_s_page_costs_the_same_however_many_concerns_it_has(
    client: CheckedClient, made: Scene
) -> None:
    raised(client, made)
    with counting() as few:
        client.get(f"/audits/{made.audit.public_ref}")
    for _each in range(4):
        raised(client, made)
    with counting() as many:
        page = client.get(f"/audits/{made.audit.public_ref}")
    assert len([link for link in page.find_all("a") if "Concern raised" in text_of(link)]) == 5
    assert len(few) == len(many)
