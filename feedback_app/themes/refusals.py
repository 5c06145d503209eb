"""What can stand in the way of coding."""


class NoSuchWords(Exception):
    """These words are not in the answer; nothing was stored."""


class NotYours(Exception):
    """Only the person who made a coding may change it or take it back."""


class NothingWritten(Exception):
    """A note or question needs words; nothing was stored."""


class CannotAnswer(Exception):
    """The colleague asked may not read this answer, or has left."""


class AlreadyReplied(Exception):
    """The question was answered or taken back in the meantime; the first reply is kept."""


class CodesAreAgreed(Exception):
    """Two readers agreed on these codes after a second reading; nobody changes them alone."""
