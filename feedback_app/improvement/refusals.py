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
