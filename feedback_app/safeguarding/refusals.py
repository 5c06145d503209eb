"""What can stand in the way of dealing with a concern."""


class SomebodyWasFirst(Exception):
    """Another person changed the concern since this page was opened; nothing was stored."""


class AlreadyDecided(Exception):
    """The concern is decided; a new worry is a new concern."""


class ReasonNeeded(Exception):
    """This may only be done with a reason."""


class NothingChanges(Exception):
    """It is as serious as that already."""


class NobodyHasIt(Exception):
    """Only a concern somebody has can be given back."""


class NotDecided(Exception):
    """Only a decided concern can be opened again."""
