"""A practice lead hears a child on the phone, from the list to the audit; and is refused another family."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from feedback_app.database import db
from feedback_app.listening.store import Answer, Response
from feedback_app.people.involvement import note_involvement
from feedback_app.people.models import InvolvementSource
from feedback_app.safeguarding.models import Concern
from tests import factories
from tests.audits.factories import scene
from tests.journeys.conftest import Site
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey


@pytest.mark.requirement("NB-22", "NB-30")
def test_a_practice_lead_hears_a_child_on_the_phone(site: Site, visit: Callable[..., Visitor]) -> None:
    with site.set_up():
        made = scene(declared=False)
        made.child.practice_lead_id = made.parent.practice_lead_id = made.lead.id
        made.child.safe_contact = "Ring after four, ask for C"
        other = scene(declared=False)
        other.audit.family_ref = "F-2002"
        other.child.who = "B, 10"
        other.child.practice_lead_id = made.lead.id
        note_involvement(made.lead, "F-2002", InvolvementSource.registered)
        email = made.lead.email
    lead = visit(phone=True)
    lead.go("/sign-in?next=/capture").write("E-mail address", email).write("Password", factories.PASSWORD)
    lead.press("Sign in").sees("Ring after four, ask for C").look("practice-lead-requests")

    lead.press("Child: B, 10").sees("Somebody else will ask").press("Back to the feedback to collect")
    lead.press("Child: C, 9").choose("No, never").press("Save")
    lead.press("Start the conversation").look("practice-lead-script")
    for tick in (
        "It is a good time, and nobody else can hear unless they want them to",
        "On the phone",
        "Nobody: they are alone with me",
        "Nobody is needed",
        "I read out what I keep private and what I must pass on",
        "They told me in their own words what happens with what they say",
    ):
        lead.choose(tick)
    lead.press("Go on to the questions").press("Save and go on")
    lead.write("Going well", "She listens").write("Not so good", "She is late").look(
        "practice-lead-questions"
    )
    lead.press("I am worried about somebody").press("I am worried, and not sure")
    lead.sees("The people who can help have been told")
    lead.press("Save and go on").press("Save and go on")
    lead.write("Things I am worried about", "The bus is late")
    while "/questions/" in lead.page.url:
        lead.press("Save and go on")
    lead.sees("She listens").sees("The bus is late").look("practice-lead-read-back")
    lead.press("Send to the audit").sees("Choose whether these are their exact words.")
    lead.choose("I read everything back, and they changed what they wanted")
    lead.choose("Their exact words").choose("No, I do not think so")
    lead.press("Send to the audit").sees("Sent: it is with the audit now")
    lead.go("/capture").sees("Feedback is in")
    with site.set_up():
        words = set(db.session.scalars(select(Answer.words).where(Answer.words.is_not(None))))
        assert words == {"She listens", "She is late", "The bus is late"}
        assert len(db.session.scalars(select(Response)).all()) == 1
        assert len(db.session.scalars(select(Concern)).all()) == 1
