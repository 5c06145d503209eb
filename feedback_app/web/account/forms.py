"""The sign-in form."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired, Length

from feedback_app.web.fields import HiddenField, PasswordField, SubmitField, TextField


class SignInForm(FlaskForm):
    """E-mail and password; what was typed as e-mail stays after a mistake."""

    email = TextField(
        _l("E-mail address"),
        validators=[InputRequired(_l("Type your e-mail address.")), Length(max=254)],
    )
    password = PasswordField(
        _l("Password"), validators=[InputRequired(_l("Type your password.")), Length(max=1000)]
    )
    next = HiddenField()
    submit = SubmitField(_l("Sign in"))
