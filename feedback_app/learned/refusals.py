"""What can stand in the way of using another engine."""


class AlreadyInUse(Exception):
    """This engine suggests already; nothing was changed."""


class NotKept(Exception):
    """Only the figures of this engine were kept, because it was not better than the one in use."""
