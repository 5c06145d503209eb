"""What can stand in the way of changing the codebook."""


class ChangedMeanwhile(Exception):
    """Somebody else changed the codebook, or this draft, since the page was shown; nothing was done."""


class NotThere(Exception):
    """There is no such code, theme, draft or change, or it is no longer in use."""


class NameTaken(Exception):
    """Another code of this theme, or another theme, has this name already."""


class NothingToPublish(Exception):
    """The draft holds nothing."""


class IntoItself(Exception):
    """A code cannot be merged into itself."""


class AlreadyUndone(Exception):
    """This change was undone before."""


class LaterChange(Exception):
    """A later change is about the same code: that one must be undone first."""

    def __init__(self, version: str) -> None:
        super().__init__(version)
        self.version = version


class UsedSince(Exception):
    """Codings were made since with what this change brought; undoing would lose them."""

    def __init__(self, codings: int) -> None:
        super().__init__(str(codings))
        self.codings = codings


class TooMuch(Exception):
    """More answers than one file may hold: narrow it to a quarter."""
