"""One person's visit: the secret in their cookie, and what it leads to.

Until the first answer nothing is stored; what was begun travels in the signed session cookie.
"""

from dataclasses import dataclass

from flask import request, session
from werkzeug.wrappers import Response as Reply

from feedback_app import clock
from feedback_app.listening import drafts
from feedback_app.listening.drafts import Begun, FoundDraft
from feedback_app.listening.editions import survey_with
from feedback_app.listening.models import Channel
from feedback_app.people.roles import Place
from feedback_app.people.tokens import digest, new_token
from feedback_app.web.languages import chosen
from feedback_app.web.signed_in import settings
from surveys.answers import Answer, from_json
from surveys.definition import Reader, RespondentGroup, Survey
from surveys.library import shipped

COOKIE = "answering"
BEGUN = "begun"
PRESSED = "pressed"
A_DAY = 24 * 3600


@dataclass(frozen=True)
class Visit:
    """What this browser is answering; `draft` is what was found of it, None before the first answer."""

    token: str
    begun: Begun
    draft: FoundDraft | None
    answers: dict[str, Answer]

    @property
    def survey(self) -> Survey:
        return self.begun.survey

    @property
    def reader(self) -> Reader:
        return self.begun.reader

    @property
    def is_sent(self) -> bool:
        return self.draft is not None and self.draft.sent_on is not None

    @property
    def place(self) -> Place:
        return self.draft.place if self.draft is not None else Place()

    def keep(self, given: dict[str, Answer]) -> "Visit":
        """The visit with these answers kept. Raises drafts.AlreadySent."""
        if self.draft is None:
            drafts.begin(self.token, self.begun, given, chosen())
        elif given or self.draft.language != chosen():
            drafts.keep(self.draft, self.survey, given, chosen())
        return Visit(self.token, self.begun, self.draft, {**self.answers, **given})


def begin(begun: Begun) -> Visit:
    """Begin a visit; its token belongs in the cookie and nowhere else."""
    token = new_token()
    session[BEGUN] = {
        "for": digest(token)[:16],
        "survey": begun.survey.id,
        "reader": begun.reader.value,
        "group": begun.respondent_group.value,
        "channel": begun.channel.value,
        "invitation": begun.invitation_id,
    }
    return Visit(token, begun, None, {})


def set_cookie(reply: Reply, token: str, *, days: int | None = None) -> None:
    """Give the browser its secret, until it closes or for some days."""
    reply.set_cookie(
        COOKIE,
        token,
        max_age=days * A_DAY if days else None,
        httponly=True,
        samesite="Lax",
        secure=settings().is_production,
    )


def token_here() -> str:
    """The secret this browser holds; "" when it holds none."""
    return request.cookies.get(COOKIE, "")


def current_visit() -> Visit | None:
    """What this browser is answering, looked up in one statement; None when it began nothing."""
    token = token_here()
    if not token:
        return None
    draft = drafts.find(token)
    if draft is None:
        begun = _only_begun(token)
        return Visit(token, begun, None, {}) if begun else None
    begun = Begun(
        survey_with(draft.edition_digest),
        Reader(draft.reader),
        RespondentGroup(draft.respondent_group),
        draft.channel,
        draft.invitation_id,
    )
    return Visit(token, begun, draft, from_json(draft.answers))


def _only_begun(token: str) -> Begun | None:
    kept = session.get(BEGUN)
    if not isinstance(kept, dict) or kept.get("for") != digest(token)[:16]:
        return None
    survey = shipped().get(str(kept.get("survey")))
    if survey is None:
        return None
    return Begun(
        survey,
        Reader(kept["reader"]),
        RespondentGroup(kept["group"]),
        Channel(kept["channel"]),
        kept.get("invitation"),
    )


def press_key(visit: Visit | None) -> str:
    """What tells one press of "I don't feel safe" from another, without saying who pressed.

    Presses of one visit on one day are one. A browser that keeps no cookie has no visit: its presses in
    the same ten minutes are taken as one, so that nobody can flood the people on call.
    """
    if visit is not None:
        return digest(f"not safe {clock.today()} {visit.token}")
    if session:
        secret = session.setdefault(PRESSED, new_token())
        return digest(f"not safe {clock.today()} {secret}")
    ten_minutes = clock.now().strftime("%Y%m%d%H%M")[:-1]
    return digest(f"not safe, no visit {ten_minutes}")
