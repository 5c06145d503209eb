"""The form that opens a survey by its code."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from feedback_app.web.fields import SubmitField, TextField


class CodeForm(FlaskForm):
    """Six characters, however they are typed; a wrong code stays in the box."""

    code = TextField(
        _l("Type your code"),
        description=_l("It has 6 letters and numbers, like K7M 2QX."),
        validators=[InputRequired(_l("Type your code. It is on your letter or message."))],
        longest=40,
    )
    submit = SubmitField(_l("Open"))
