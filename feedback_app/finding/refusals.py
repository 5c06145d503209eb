"""What can stand in the way of finding and of keeping what was found."""


class NotYours(Exception):
    """Only the person who made a view or a board may change its name or who sees it."""


class NoName(Exception):
    """A view or a board needs a name."""


class NotEmpty(Exception):
    """Only a board with nothing on it can be removed, so that nobody's work goes with it."""


class ChangedMeanwhile(Exception):
    """Somebody else wrote in the same note since this page was opened."""
