"""The e-mail of a notice: what sort of thing waits and where to see it, never what was said or by whom."""

from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from flask_babel import force_locale
from flask_babel import gettext as _

from feedback_app import clock
from feedback_app.notices.outbox import Notice, NoticeKind
from feedback_app.settings import Settings

LANGUAGE = "en_GB"


@dataclass(frozen=True)
class Letter:
    """The two sentences of an e-mail, and the page it points to."""

    subject: str
    sentence: str
    path: str


def letter_of(notice: Notice) -> Letter:
    """What may be said about this notice in an e-mail, which anybody might see over a shoulder."""
    ref = notice.subject_ref
    letters = {
        NoticeKind.concern_raised: Letter(
            _("A concern is waiting"),
            _("A concern is waiting for somebody on triage. Please open it now."),
            f"/concerns/{ref}",
        ),
        NoticeKind.concern_overdue: Letter(
            _("Nobody has taken a concern yet"),
            _("A concern has waited longer than it may. Please open it now, or ring somebody who can."),
            f"/concerns/{ref}",
        ),
        NoticeKind.concern_undecided: Letter(
            _("A concern waits for a decision"),
            _("A concern was taken, and nothing has been decided in time. Please open it now."),
            f"/concerns/{ref}",
        ),
        NoticeKind.concern_left: Letter(
            _("A concern has been left too long"),
            _("A concern has waited longer than it may. Please see that somebody on triage deals with it."),
            f"/concerns/told/{ref}",
        ),
        NoticeKind.concern_named: Letter(
            _("You must know of a concern"),
            _("Somebody raised a concern and named you. Ring the person who told you, or open it here."),
            f"/concerns/told/{ref}",
        ),
        NoticeKind.bottle_arrived: Letter(
            _("A Message in a Bottle has arrived"),
            _("There is a new Message in a Bottle to read."),
            f"/bottles/{ref}",
        ),
        NoticeKind.advocate_asked_for: Letter(
            _("Somebody asks for an advocate"),
            _("Somebody has asked for an advocate. Please see who can help."),
            "/team",
        ),
        NoticeKind.request_assigned: Letter(
            _("Feedback to collect"),
            _("You have been asked to collect feedback before an audit."),
            "/team",
        ),
        NoticeKind.answers_for_audit: Letter(
            _("Feedback for an audit has come in"),
            _("There is new feedback beside one of your audits."),
            "/team",
        ),
        NoticeKind.report_to_approve: Letter(
            _("A report waits for approval"), _("A report is ready for you to approve."), "/team"
        ),
        NoticeKind.sign_off_wanted: Letter(
            _("An audit waits for sign-off"), _("An audit is ready for you to sign off."), "/team"
        ),
        NoticeKind.colleague_asked: Letter(
            _("A colleague asks you"),
            _("A colleague asks what you make of something. Please open your work and answer them."),
            "/coding/questions",
        ),
        NoticeKind.colleague_replied: Letter(
            _("A colleague has answered you"),
            _("A colleague has answered the question you asked."),
            "/coding/questions",
        ),
        NoticeKind.practice_lead_wanted: Letter(
            _("An audit needs another practice lead"),
            _("A practice lead knows the family they were asked to hear. Please choose somebody else."),
            f"/audits/{ref}",
        ),
        NoticeKind.action_returned: Letter(
            _("An action has come back to you"),
            _("A colleague has looked at an action of yours and sent it back. Please open it to see why."),
            f"/actions/{ref}",
        ),
        NoticeKind.digest_ready: Letter(
            _("A digest of themes is ready"),
            _("There is a new digest of what people told us to read."),
            f"/digests/{ref}",
        ),
    }
    return letters[notice.kind]


def written(notice: Notice, address: str, settings: Settings) -> EmailMessage:
    """The e-mail as it is sent, in plain text."""
    with force_locale(LANGUAGE):
        letter = letter_of(notice)
        link = settings.site_address.rstrip("/") + letter.path
        closing = _("For privacy this e-mail does not say more. Please do not reply to it.")
        reference = _("Reference: %(reference)s", reference=notice.subject_ref)
    message = EmailMessage()
    message["Subject"] = letter.subject
    message["From"] = settings.mail_from
    message["To"] = address
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = make_msgid(domain=settings.mail_from.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n\n".join((letter.sentence, link, reference, closing)) + "\n")
    return message
