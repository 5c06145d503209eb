"""Plan a learning audit, with both voices asked for at once."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.audits.models import Audit
from feedback_app.audits.plan import Wanted, plan_learning_audit
from feedback_app.audits.queries import people_with, places
from feedback_app.audits.refusals import (
    ChairFromAnotherServiceArea,
    ChairIsResponsible,
    NotAServiceManagerThere,
    ReasonForLateInvitation,
    Refused,
)
from feedback_app.database import db
from feedback_app.people.models import Person
from feedback_app.people.roles import May, Place, Role
from feedback_app.profiles import Profile, profile
from feedback_app.profiles.profile import Voice
from feedback_app.web.access import here, open_to, refuse_if_in_place_denied
from feedback_app.web.audits.blueprint import audits
from feedback_app.web.audits.forms import PlanForm
from feedback_app.web.fields import choice
from feedback_app.web.signed_in import settings

BESIDE = {
    ChairIsResponsible: "chair",
    ChairFromAnotherServiceArea: "chair",
    NotAServiceManagerThere: "responsible",
    ReasonForLateInvitation: "why_late",
}


@audits.route("/plan", methods=["GET", "POST"])
@open_to(May.plan_audits)
def plan() -> Reply | str:
    framework = profile(settings().framework)
    form = _form(framework)
    if not form.validate_on_submit():
        return render_template("audits/plan.html", form=form)
    try:
        audit = _planned(form, framework)
    except Refused as refusal:
        form[BESIDE[type(refusal)]].errors = [_(refusal.msgid)]
        return render_template("audits/plan.html", form=form)
    flash(_("The audit is planned. Now give each request to a practice lead."), "success")
    return redirect(url_for("audits.overview", ref=audit.public_ref), 303)


def _form(framework: Profile) -> PlanForm:
    form = PlanForm()
    nobody = choice("", _("Choose"))
    areas, localities = places()
    form.service_area.choices = [nobody, *(choice(str(each.id), each.name) for each in areas)]
    form.locality.choices = [nobody, *(choice(str(each.id), each.name) for each in localities)]
    managers = [choice(str(each.id), _named(each)) for each in people_with(Role.service_manager)]
    form.chair.choices = form.responsible.choices = [nobody, *managers]
    voices = framework.learning_audit.voices
    form.child_voice.choices = [
        choice(each.slug, voice_words(each)) for each in voices if each.about_the_child
    ]
    form.adult_voice.choices = [
        choice(each.slug, voice_words(each)) for each in voices if not each.about_the_child
    ]
    return form


def voice_words(voice: Voice) -> str:
    """A way of being heard, in the page's language where we know it."""
    words: dict[str, str] = {
        "young-child": _("Child aged 4 to 7, with a trusted adult"),
        "child": _("Child aged 8 to 11"),
        "young-person": _("Young person aged 12 or over"),
        "parent-or-carer": _("Parent or carer"),
        "foster-carer": _("Foster carer"),
    }
    return words.get(voice.slug, voice.name)


def _named(person: Person) -> str:
    return f"{person.name}, {person.job_title}" if person.job_title else person.name


def _planned(form: PlanForm, framework: Profile) -> Audit:
    place = Place(int(form.service_area.data), int(form.locality.data))
    refuse_if_in_place_denied(May.plan_audits, place)
    child = framework.learning_audit.voice(form.child_voice.data)
    adult = framework.learning_audit.voice(form.adult_voice.data)
    assert child, "the form offers only the framework's voices"
    assert adult, "the form offers only the framework's voices"
    return plan_learning_audit(
        form.title.data or "",
        framework=framework,
        place=place,
        family_ref=form.family_ref.data or "",
        meeting_at=form.meeting_at,
        chair=db.session.get_one(Person, int(form.chair.data)),
        responsible=db.session.get_one(Person, int(form.responsible.data)),
        wanted=(
            Wanted(child, form.child_who.data or "", form.child_language.data, form.child_contact.data or ""),
            Wanted(adult, form.adult_who.data or "", form.adult_language.data, form.adult_contact.data or ""),
        ),
        by=here(),
        why_late=form.why_late.data or "",
    )
