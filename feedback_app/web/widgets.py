"""WTForms fields drawn with the GOV.UK Frontend macros, with every word of theirs in ours."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app
from flask_babel import gettext as _
from jinja2 import ChoiceLoader, PackageLoader
from markupsafe import Markup
from wtforms import Field, Form

from feedback_app.web.assets import built

Params = dict[str, object]
OURS = frozenset({
    "autocomplete", "classes", "heading", "hint", "hidden_label", "inputmode", "kind", "label_size", "rows",
    "spellcheck", "width",
})  # fmt: skip
PLURALS = ("zero", "one", "two", "few", "many", "other")
COUNT_FROM_PERCENT = 75


def prepare_templates(app: Flask) -> None:
    """Let templates find the GOV.UK Frontend macros and the few functions our own parts use."""
    ours = app.jinja_env.loader or app.create_global_jinja_loader()
    app.jinja_env.loader = ChoiceLoader([ours, PackageLoader("govuk_frontend_jinja")])
    app.jinja_loader_prefix = None
    app.jinja_env.globals.update(built=built, linked_errors=linked_errors)
    app.jinja_env.filters["anchor"] = anchor


def anchor(words: str) -> str:
    """Words as part of an element's id."""
    return re.sub(r"\W+", "-", str(words)).strip("-").lower()


def linked_errors(form: Form) -> list[dict[str, str]]:
    """Every mistake in a form, in its order, each with the address of the control that mends it."""
    found = [{"text": str(error)} for error in form.form_errors]
    for field in form:
        first = getattr(field, "first_control", field.id)
        found += [{"text": str(error), "href": f"#{first}"} for error in field.errors]
    return found


@dataclass(frozen=True)
class Drawn:
    """A widget: the component that draws a field, and what it is told about it.

    Any field may be drawn with `label_size="s|m|l|xl"`, `heading=True` (its label is the page's h1), `hint="…"`,
    `hidden_label=True` and `classes="…"`; names it does not know become attributes of the control.
    """

    component: str
    describe: Callable[[Field, Params], Params]

    def __call__(self, field: Field, **options: object) -> Markup:
        folder = re.sub(r"(?<!^)([A-Z])", r"-\1", self.component).lower()
        template = current_app.jinja_env.get_template(f"components/{folder}/macro.html")
        macro = getattr(template.module, f"govuk{self.component}")
        return Markup(macro(_shared(field, options) | self.describe(field, options)))


def _shared(field: Field, options: Params) -> Params:
    """What every component is told: its name, hint, first error and extra attributes."""
    params: Params = {"id": field.id, "idPrefix": field.id, "name": field.name}
    if hint := options.get("hint") or field.description:
        params["hint"] = {"text": str(hint)}
    if field.errors:
        params["errorMessage"] = {"text": str(field.errors[0]), "visuallyHiddenText": _("Mistake")}
    for name in ("classes", "autocomplete", "inputmode", "spellcheck"):
        if name in options:
            params[name] = options[name]
    params["attributes"] = {
        name.replace("_", "-"): value for name, value in options.items() if name not in OURS and _written(value)
    }
    return params


def _written(value: object) -> bool:
    return value is not None and value is not False


def _label(field: Field, options: Params, part: str) -> Params:
    size = options.get("label_size") or ("l" if options.get("heading") else "")
    classes = f"govuk-{part}--{size}" if size else ""
    if options.get("hidden_label"):
        classes = "govuk-visually-hidden"
    heading = bool(options.get("heading"))
    return {"text": str(field.label.text), "classes": classes, "isPageHeading": heading}


def _fieldset(field: Field, options: Params) -> Params:
    return {"legend": _label(field, options, "fieldset__legend")}


def _width(options: Params) -> str:
    return " ".join(str(options[name]) for name in ("classes", "width") if options.get(name))


def describe_line(field: Field, options: Params) -> Params:
    attributes = _attributes(field, options)
    return {
        "label": _label(field, options, "label"),
        "value": field._value(),
        "type": getattr(field, "kind_of_line", "text"),
        "classes": _width(options),
        "attributes": attributes,
    }


def _attributes(field: Field, options: Params) -> Params:
    shared = _shared(field, options)["attributes"]
    return {"dir": "auto"} | (shared if isinstance(shared, dict) else {})
