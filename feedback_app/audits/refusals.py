"""What an audit refuses, each with a sentence for the person who met it."""

from typing import ClassVar

from feedback_app.safeguarding.who_is_told import Told
from surveys.messages import N_


class Refused(Exception):
    """Something an audit does not allow; `msgid` says in a sentence what happened and what to do."""

    msgid: ClassVar[str] = N_("This cannot be done.")

    def __init__(self) -> None:
        super().__init__(self.msgid)


class LearningAuditHasNoGrade(Refused):
    """NB-44, R-04."""

    msgid = N_("A learning audit has no grade. It is there to learn from. Leave the grade out.")


class ChairIsResponsible(Refused):
    """NB-15, R-13."""

    msgid = N_(
        "The chair cannot be the service manager responsible for the case. Choose another service manager."
    )


class ChairFromAnotherServiceArea(Refused):
    """NB-15, R-13."""

    msgid = N_(
        "The chair must be a service manager of the same service area. Choose somebody who knows this work."
    )


class NotAServiceManagerThere(Refused):
    """The responsible person holds no service manager's role for this service area."""

    msgid = N_("The responsible person must be a service manager of this service area.")


class ReasonForLateInvitation(Refused):
    """NB-09, R-23."""

    msgid = N_(
        "The meeting is less than four weeks away. "
        "Say why the invitation goes out late, or choose a later day."
    )


class NotIndependent(Refused):
    """NB-30, R-14: the practice lead has, or has had, something to do with the family."""

    msgid = N_(
        "This practice lead has worked with somebody in this family, so they cannot collect its feedback. "
        "Choose another practice lead."
    )


class NotAPracticeLead(Refused):
    """The person chosen holds no practice lead's role for this place."""

    msgid = N_("Choose a practice lead who works for this service area and locality.")


class IndependenceNotDeclared(Refused):
    """R-14: the declaration comes before the first attempt."""

    msgid = N_("First say that you have never worked with anybody in this family.")


class AlreadyAnswered(Refused):
    """The words of this person are in; they are not asked again."""

    msgid = N_("This feedback is already in. You do not need to do anything more.")


class NotAppropriateNeedsReason(Refused):
    """NB-38, R-30: who judged it, and why."""

    msgid = N_("Say why asking would not be right, and give the name of the lead case holder who judged so.")


class CaptureNotFinished(Refused):
    """The limits of confidentiality, the read-back and the choice of exact words come before sending."""

    msgid = N_("Read everything back and choose whether these are their exact words, then send.")


class ReasonForLanguage(Refused):
    """WS-60, R-39d: another language than the one they like best needs a reason."""

    msgid = N_("You did not use the language they like best. Say why.")


class AlreadySignedOff(Refused):
    """Nothing about a signed-off audit is changed."""

    msgid = N_("This audit is signed off, so it can no longer be changed.")


class NotYetHeld(Refused):
    """An audit is signed off only after its meeting."""

    msgid = N_("The meeting has not been marked as held yet.")


class MeetingNotYet(Refused):
    """A meeting cannot have been held in the future."""

    msgid = N_("The meeting cannot be held on a day that has not come yet.")


class NotTheResponsibleManager(Refused):
    """NB-25: only the responsible service manager signs off, never the chair."""

    msgid = N_("Only the service manager responsible for the case can sign this audit off. The chair cannot.")


class NotTheChair(Refused):
    """The chair and the responsible service manager write; others read."""

    msgid = N_("Only the chair and the responsible service manager can change this audit.")


class FeedbackNotConsidered(Refused):
    """NB-39: whether each piece of feedback was reflected is said before the sign-off."""

    msgid = N_("First say for each piece of feedback whether the meeting reflected it.")


class MissingFeedbackNeedsReason(Refused):
    """R-30: an audit without an attempt to hear both voices says why."""

    msgid = N_("Feedback was not sought as it should have been. Say why, then sign off.")


class ContextMissing(Refused):
    """NB-39: the context of the feedback."""

    msgid = N_("Say what the meeting should know about the context of this feedback.")


class ChangedMeanwhile(Refused):
    """Somebody else saved while this page was open."""

    msgid = N_(
        "Somebody else changed this audit while you were writing. "
        "Your words are still here: check and save again."
    )


class ChildrenMissing(Refused):
    """NB-48: which children are at risk."""

    msgid = N_("Say which children may be at risk.")


class WhyMissing(Refused):
    """NB-48: the rationale for the decision is always given."""

    msgid = N_("Say why you are raising it.")


class PersonItIsAboutMissing(Refused):
    """R-37: nobody can be left out who is not named."""

    msgid = N_("Give the name of the person it is about, so that they are not told.")


class RecipientsMissing(Refused):
    """NA-20, NA-21, NB-48: nobody is told unless everybody is who must be."""

    msgid = N_("Give a name and an e-mail address for everybody who must be told.")

    def __init__(self, told: tuple[Told, ...]) -> None:
        super().__init__()
        self.told = told


class ToldThePersonItIsAbout(Refused):
    """R-37: the person named in a concern is never told of it."""

    msgid = N_("This is the person it is about. They must not be told: name somebody else.")

    def __init__(self, told: tuple[Told, ...]) -> None:
        super().__init__()
        self.told = told
