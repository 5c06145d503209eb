"""Take in the words somebody adds after "I don't feel safe": whatever they say, a person must look."""

from feedback_app.intake.receive import Receipt, Said, receive
from feedback_app.intake.signs import look_for_harm
from feedback_app.safeguarding.models import RaisedBy, Severity
from feedback_app.safeguarding.raise_concern import raise_concern


def say_more(said: Said) -> Receipt:
    """Receive it, with a concern of S2 at least, linked to the words. Raises AlreadyReceived."""
    receipt = receive(said)
    if look_for_harm(said.survey, said.answers, said.reader) is None:
        raise_concern(
            Severity.S2,
            RaisedBy.button,
            place=said.place,
            survey=said.survey.id,
            response_id=receipt.response_id,
        )
    return receipt
