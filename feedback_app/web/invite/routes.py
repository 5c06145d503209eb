"""Make links and codes, show them once, list them, take them back."""

from datetime import date, timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask_babel import format_date
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app import clock
from feedback_app.listening.invite import (
    Made,
    NotForThisSurvey,
    NotInYourPlaces,
    Wanted,
    invitation_called,
    invitations_seen_by,
    invite,
    withdraw,
)
from feedback_app.listening.models import Invitation
from feedback_app.people.roles import May, Place
from feedback_app.people.tokens import digest, new_reference
from feedback_app.web.access import here, open_to
from feedback_app.web.invite.forms import NewInvitation, TakeBack
from feedback_app.web.invite.qr import qr_code
from feedback_app.web.invite.shown import place_names, rows
from feedback_app.web.said import group_name, survey_title
from feedback_app.web.signed_in import settings
from surveys.definition import Reader, RespondentGroup, Survey
from surveys.library import shipped

links = Blueprint("invite", __name__, url_prefix="/invite")
A_PAGE = 25
SECRET = "just-made-invitation"
NOT_HANDED_OUT = frozenset({"i-do-not-feel-safe"})


@links.get("")
@open_to(May.invite)
def listed() -> str:
    before = request.args.get("before", type=int)
    found = invitations_seen_by(here(), at_most=A_PAGE + 1, before=_reasonable(before))
    more = url_for("invite.listed", before=found[A_PAGE - 1].id) if len(found) > A_PAGE else ""
    return render_template(
        "invite/listed.html", rows=rows(found[:A_PAGE]), more=more, later=before is not None
    )


@links.get("/new")
@open_to(May.invite)
def choose_survey() -> str:
    offered = [survey for survey in shipped().values() if survey.id not in NOT_HANDED_OUT]
    return render_template("invite/surveys.html", surveys=offered)


@links.route("/new/<survey_id>", methods=["GET", "POST"])
@open_to(May.invite)
def new(survey_id: str) -> Reply | str:
    survey = shipped().get(survey_id)
    if survey is None or survey.id in NOT_HANDED_OUT:
        abort(404)
    form = NewInvitation(once=new_reference())
    names = place_names()
    form.offer(survey, *([(str(k), v) for k, v in each.items()] for each in (names.areas, names.localities)))
    if form.validate_on_submit():
        reply = _make(form, survey)
        if reply is not None:
            return reply
    return render_template("invite/new.html", form=form, survey=survey)


def _make(form: NewInvitation, survey: Survey) -> Reply | None:
    """Make it and go to the page that shows it once; None when it may not be made."""
    public_ref = digest(f"{form.once.data} by {here().id}")[:16]
    if invitation_called(public_ref, here()) is None:
        try:
            made = invite(_wanted(form, survey), by=here(), public_ref=public_ref)
        except NotForThisSurvey:
            form.reader.errors = [_("Choose somebody this survey is for.")]
            return None
        except NotInYourPlaces:
            form.service_area.errors = [_("You may make links for your own service area and locality only.")]
            return None
        _remember(made)
    return redirect(url_for("invite.made", ref=public_ref), 303)


def _wanted(form: NewInvitation, survey: Survey) -> Wanted:
    last_day = form.expires_on.data
    return Wanted(
        survey=survey,
        group=RespondentGroup(form.group.data),
        reader=Reader(form.reader.data),
        language=form.language.data or "en_GB",
        place=Place(_number(form.service_area.data), _number(form.locality.data)),
        expires_at=clock.start_of(last_day + timedelta(days=1)) if isinstance(last_day, date) else None,
        uses=form.uses.number,
        label=form.label.data or "",
    )


def _remember(made: Made) -> None:
    """The secrets wait in this person's own session for the next page, and leave it there."""
    session[SECRET] = {"ref": made.invitation.public_ref, "token": made.token, "code": made.code}


@links.get("/<ref>/made")
@open_to(May.invite)
def made(ref: str) -> str | Reply:
    invitation = _mine(ref)
    kept = session.pop(SECRET, None)
    if not isinstance(kept, dict) or kept.get("ref") != ref:
        flash(_("A link and its code are shown only once. If you did not keep them, take them back."))
        return redirect(url_for("invite.listed"))
    address = settings().site_address.rstrip("/") + url_for("opening.with_link", token=kept["token"])
    title = survey_title(invitation.survey)
    return render_template(
        "invite/made.html",
        title=title,
        group=group_name(invitation.respondent_group),
        label=invitation.label,
        address=address,
        site=settings().site_address,
        code=f"{kept['code'][:3]} {kept['code'][3:]}",
        picture=qr_code(address, _("QR code that opens: %(title)s", title=title)),
        last_day=_last_day(invitation),
    )


def _last_day(invitation: Invitation) -> str:
    if invitation.expires_at is None:
        return ""
    last = (invitation.expires_at - timedelta(seconds=1)).astimezone(clock.LONDON)
    return str(format_date(last, "long"))


@links.route("/<ref>/take-back", methods=["GET", "POST"])
@open_to(May.invite)
def take_back(ref: str) -> Reply | str:
    """Asked once more on a page of its own: a poster or letter with this code is worth nothing afterwards."""
    invitation, form = _mine(ref), TakeBack()
    if not form.validate_on_submit():
        return render_template("invite/take_back.html", form=form, it=rows([invitation])[0])
    withdraw(invitation, by=here())
    flash(_("That link and code open nothing any more."), "success")
    return redirect(url_for("invite.listed"), 303)


def _mine(ref: str) -> Invitation:
    found = invitation_called(ref, here())
    if found is None:
        abort(404)
    return found


def _number(chosen: str | None) -> int | None:
    return int(chosen) if chosen else None


def _reasonable(number: int | None) -> int | None:
    return number if number is not None and 0 < number < 2**31 else None
