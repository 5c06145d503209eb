"""What can stand in the way of coding."""


class NoSuchWords(Exception):
    """These words are not in the answer; nothing was stored."""


class NotYours(Exception):
    """Only the person who made a coding may change it or take it back."""
