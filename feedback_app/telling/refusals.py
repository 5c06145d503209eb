"""What the cycle of a theme refuses, each with a sentence for the person who met it."""

from typing import ClassVar

from surveys.messages import N_


class Refused(Exception):
    """Something that cannot be done with a theme; `msgid` says why and what to do."""

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
