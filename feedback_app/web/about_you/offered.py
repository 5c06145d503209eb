"""Whether somebody who has sent their answers is asked about themselves."""

from feedback_app.web.signed_in import settings
from surveys.about_you import may_be_asked
from surveys.definition import Reader, Survey


def is_offered(survey: Survey, reader: Reader) -> bool:
    """Only where the council asks at all, and never a child under 12."""
    return settings().ask_about_you and may_be_asked(survey, reader)
