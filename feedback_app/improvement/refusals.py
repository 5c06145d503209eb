"""What actions and learning refuse, each with a sentence for the person who met it."""

from typing import ClassVar

from surveys.messages import N_


class Refused(Exception):
    """Something that cannot be added or changed; `msgid` says why and what to do."""

    msgid: ClassVar[str] = N_("This cannot be done.")

    def __init__(self) -> None:
        super().__init__(self.msgid)


class AlreadyInAPlan(Refused):
    """NB-43: an action is something no current plan of work has."""

    msgid = N_(
        "This is in a current plan already, so it is not an action of this audit. "
        "If others can learn from it, write it down as learning."
    )


class NothingWritten(Refused):
    """An action or learning without words."""

    msgid = N_("Write what it is.")


class OwnerMissing(Refused):
    """NB-40: an action is owned."""

    msgid = N_("Choose the person who will see that it is done.")


class AlreadyAgreed(Refused):
    """What was agreed is not taken out again."""

    msgid = N_("This was agreed already, so it stays.")


class NotDoneYet(Refused):
    """NB-42: confirming comes after doing."""

    msgid = N_("The owner has not said yet that it is done.")


class OwnerCannotConfirm(Refused):
    """NB-42: the confirmation is another person's."""

    msgid = N_("Somebody other than the owner must confirm that it is done.")


class NotAgreedYet(Refused):
    """NB-49: what is only proposed is not followed up yet."""

    msgid = N_("This is only proposed. It is followed up once it is agreed.")


class NotTheOwner(Refused):
    """R-56: completion is the owner's word."""

    msgid = N_("Only the owner can say that it is done.")


class DayToCome(Refused):
    """What is done or told was done or told by today."""

    msgid = N_("This day has not come yet. Give the day it happened.")


class ChangeMissing(Refused):
    """R-56, WS-02: nothing closes without a word on what changed."""

    msgid = N_("Say what changed for the child or family, even if it is little.")


class AlreadyConfirmed(Refused):
    """What was confirmed is closed."""

    msgid = N_("This is confirmed already, so it stays as it is.")


class ChangedMeanwhile(Refused):
    """Somebody else moved it on while this page was open."""

    msgid = N_("This was changed while you had the page open. Look at how it stands now, then try again.")
