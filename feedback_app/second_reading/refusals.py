"""What can stand in the way of a second reading."""


class NothingToDraw(Exception):
    """Nothing was coded in the quarter, or nothing since the last draw that needs another."""


class QuarterHasNotBegun(Exception):
    """There is nothing to draw from in a quarter to come."""


class NeedsWholeCouncil(Exception):
    """A draw is over everything coded: a role held in one place does not reach that far."""


class NotYourReading(Exception):
    """This answer is not this person's to read a second time."""


class AlreadyFinished(Exception):
    """The second reading is finished: its codes are kept as they are."""


class NotInModeration(Exception):
    """Both readers gave the same codes, or what differs was settled already."""


class SomebodyWasFirst(Exception):
    """Somebody changed it since the page was drawn; what was sent was not kept over it."""


class ReasonNeeded(Exception):
    """An agreed coding needs a sentence on why."""
