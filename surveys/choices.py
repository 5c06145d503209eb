"""One thing a person can pick."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from surveys.kinds import Face

Text = Annotated[str, StringConstraints(strip_whitespace=True)]
ChoiceId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]*$", max_length=60)]


class Choice(BaseModel):
    """One thing a person can pick; its id is what is stored, its text what is shown."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: ChoiceId
    text: Text
    face: Face | None = None
