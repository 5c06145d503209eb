"""What following a theme or one response refuses, each with a sentence for the person who met it."""

from typing import ClassVar

from surveys.messages import N_


class Refused(Exception):
    """Something that cannot be done with what was said; `msgid` says why and what to do."""

    msgid: ClassVar[str] = N_("This cannot be done.")

    def __init__(self) -> None:
        super().__init__(self.msgid)


class NothingWritten(Refused):
    """A step that needs words came without them."""

    msgid = N_("Write it in a sentence or two.")


class NotNext(Refused):
    """LI-02: no step of the cycle is skipped, and a later one is taken back before an earlier one changes."""

    msgid = N_("This step is not next. Look at how far the theme has come, then try again.")


class NoActionLinked(Refused):
    """What is to be done has no action yet."""

    msgid = N_("Link at least one action first.")


class ActionsUnfinished(Refused):
    """An action is still open, or nobody has confirmed it."""

    msgid = N_("Not every action is done and confirmed yet.")


class WriterCannotPublish(Refused):
    """Words for the public are read by a second person."""

    msgid = N_("Somebody other than the person who wrote these words must publish them.")


class EnglishFirst(Refused):
    """Other languages are published with or after the English words."""

    msgid = N_("Publish the English words first.")


class TooFewToTell(Refused):
    """R-40: a theme few people spoke of is not told of in public."""

    msgid = N_("So few people spoke of this that telling of it could show who they are.")


class ChangedMeanwhile(Refused):
    """Somebody else moved it on while this page was open."""

    msgid = N_("This was changed while you had the page open. Look at how it stands now, then try again.")


class ReasonMissing(Refused):
    """LI-78: "no action" without a reason for whoever said it."""

    msgid = N_("Say why nothing will be done, as you would say it to them.")


class ReasonTooHard(Refused):
    """LI-78: the reason is harder to read than whoever said it can."""

    msgid = N_("This is hard to read for whoever said it. Use shorter sentences and everyday words.")


class ConcernStillOpen(Refused):
    """Safeguarding triage has not decided yet, so nobody can say that nothing will be done."""

    msgid = N_(
        "Safeguarding triage is looking at this. Before they decide, it cannot be closed with “no action”."
    )


class NothingCameOfIt(Refused):
    """Taken up, but nobody said how."""

    msgid = N_("Choose what it led to, or say it in a few words.")


class AnonymousJoinsNobody(Refused):
    """Whoever said it gave no name: neither an action about a family nor words may join it to one."""

    msgid = N_(
        "This was said without a name. Leave out what could tell who said it: no action about a family, and "
        "no names, numbers or addresses."
    )
