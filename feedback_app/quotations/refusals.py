"""Why a quote may not be proposed, checked or changed: one named refusal for each reason."""

from feedback_app.quotations.rules import Hindrance


class QuotationRefused(Exception):
    """Something about a quote may not be done as asked."""


class MayNotBeQuoted(QuotationRefused):
    """One or more things stand in the way of these words being quoted."""

    def __init__(self, hindrances: tuple[Hindrance, ...]) -> None:
        super().__init__(", ".join(hindrances))
        self.hindrances = hindrances


class NeedsAnotherPerson(QuotationRefused):
    """Whoever proposed a quote or changed what is left out of it cannot check it."""


class NothingLeft(QuotationRefused):
    """Everything that was said would be left out."""


class ChangedMeanwhile(QuotationRefused):
    """Somebody else changed this quote since the page was opened."""


class NotWaiting(QuotationRefused):
    """Only a quote that was proposed can be checked or sent back."""


class NoReason(QuotationRefused):
    """Sending a quote back needs a word on what should change."""
