"""WTForms fields drawn with the GOV.UK Frontend macros, with every word of theirs in ours."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app
from flask_babel import gettext as _
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader
from markupsafe import Markup
from wtforms import Field, Form
from wtforms.fields.choices import Choice

from feedback_app.web.assets import built

Params = dict[str, object]
MACROS = "govuk_frontend_jinja"
OURS = frozenset({
    "autocomplete", "classes", "heading", "hidden_label", "hint", "inputmode", "kind", "label_size", "rows",
    "spellcheck",
})  # fmt: skip
UNSEEN = frozenset({"HiddenField", "CSRFTokenField"})
PLURALS = ("zero", "one", "two", "few", "many", "other")


def prepare_templates(app: Flask) -> None:
    """Let templates find the GOV.UK Frontend macros and the few functions our own parts use."""
    ours = app.create_global_jinja_loader()
    app.jinja_env.loader = ChoiceLoader([ours, PrefixLoader({MACROS: PackageLoader(MACROS)})])
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
        place = {} if field.type in UNSEEN else {"href": f"#{first}"}
        found += [{"text": str(error), **place} for error in field.errors]
    return found


@dataclass(frozen=True)
class Drawn:
    """A widget: the component that draws a field, and what it is told about it.

    Any field may be drawn with `label_size="s|m|l|xl"`, `heading=True` (its label is the page's h1),
    `hint="…"`, `hidden_label=True`, `classes="…"`; names unknown here become attributes of the control.
    """

    component: str
    describe: Callable[[Field, Params], Params]

    def __call__(self, field: Field, **options: object) -> Markup:
        params = _shared(field, options) | self.describe(field, options)
        return drawn(self.component, params)


def drawn(component: str, params: Params) -> Markup:
    """One GOV.UK Frontend component, by its name in CamelCase."""
    folder = re.sub(r"(?<!^)(?=[A-Z])", "-", component).lower()
    return _called(f"{MACROS}/components/{folder}/macro.html", f"govuk{component}", params)


def picture(name: str) -> Markup:
    """One of our own drawings (templates/parts/pictures.html)."""
    return _called("parts/pictures.html", "picture", name)


def _called(template: str, macro: str, given: Params | str) -> Markup:
    """What this macro of this template draws."""
    module = current_app.jinja_env.get_template(template).module
    return Markup(getattr(module, macro)(given))  # noqa: S704 - the macro escapes


def _shared(field: Field, options: Params) -> Params:
    """What every component is told: its name, hint, first mistake and extra attributes."""
    params: Params = {"id": field.id, "idPrefix": field.id, "name": field.name}
    if hint := options.get("hint") or field.description:
        params["hint"] = {"text": str(hint)}
    if field.errors:
        params["errorMessage"] = {"text": str(field.errors[0]), "visuallyHiddenText": _("Mistake")}
    for name in ("autocomplete", "classes", "inputmode", "rows", "spellcheck"):
        if options.get(name) is not None:
            params[name] = options[name]
    params["attributes"] = _attributes(options)
    return params


def _attributes(options: Params) -> Params:
    unknown = {name.replace("_", "-"): value for name, value in options.items() if name not in OURS}
    return {name: value for name, value in unknown.items() if value is not None and value is not False}


def _named(field: Field, options: Params, part: str) -> Params:
    size = options.get("label_size") or ("l" if options.get("heading") else "")
    classes = f"govuk-{part}--{size}" if size else ""
    if options.get("hidden_label"):
        classes = "govuk-visually-hidden"
    return {"text": str(field.label.text), "classes": classes, "isPageHeading": bool(options.get("heading"))}


def _legend(field: Field, options: Params) -> Params:
    return {"legend": _named(field, options, "fieldset__legend")}


def describe_line(field: Field, options: Params) -> Params:
    return {
        "label": _named(field, options, "label"),
        "value": field._value(),
        "type": field.type_of_line,
        "autocomplete": options.get("autocomplete") or field.autocomplete,
        "inputmode": options.get("inputmode") or field.inputmode,
        "attributes": {"dir": "auto"} | _attributes(options),
    }


def describe_words(field: Field, options: Params) -> Params:
    """A box for many words. It counts only when three quarters of the room is used."""
    limit = field.longest
    left = dict.fromkeys(PLURALS, _("Letters left: %{count}"))
    over = dict.fromkeys(PLURALS, _("Letters too many: %{count}"))
    value = field._value()
    return {
        "label": _named(field, options, "label"),
        "value": "\n" + value if value.startswith("\n") else value,
        "maxlength": limit,
        "threshold": 75,
        "textareaDescriptionText": _("There is room for %{count} letters and spaces."),
        "charactersUnderLimitText": left,
        "charactersAtLimitText": _("The box is full."),
        "charactersOverLimitText": over,
        "countMessage": {"classes": "room-enough"} if limit >= 2000 else {},
        "attributes": {"dir": "auto"} | _attributes(options),
    }


def describe_password(field: Field, options: Params) -> Params:
    return {
        "label": _named(field, options, "label"),
        "autocomplete": options.get("autocomplete") or field.autocomplete,
        "showPasswordText": _("Show"),
        "hidePasswordText": _("Hide"),
        "showPasswordAriaLabelText": _("Show the password"),
        "hidePasswordAriaLabelText": _("Hide the password"),
        "passwordShownAnnouncementText": _("Your password can be seen."),
        "passwordHiddenAnnouncementText": _("Your password is hidden."),
    }


def describe_choices(field: Field, options: Params) -> Params:
    return {"fieldset": _legend(field, options), "items": [_item(choice) for choice in field.iter_choices()]}


def describe_cards(field: Field, options: Params) -> Params:
    classes = f"cards {options.get('classes', '')}".strip()
    return describe_choices(field, options) | {"classes": classes}


def _item(choice: Choice) -> Params:
    """One choice, with the drawing and hint that came with it in `render_kw`."""
    item: Params = {"value": choice.value, "checked": bool(choice.selected), "text": str(choice.label)}
    if name := choice.render_kw.get("picture"):
        item["html"] = Markup('{}<span class="card__words">{}</span>').format(picture(name), choice.label)
    if hint := choice.render_kw.get("hint"):
        item["hint"] = {"text": str(hint)}
    return item


def describe_tick(field: Field, options: Params) -> Params:
    item: Params = {"value": "y", "text": str(field.label.text), "checked": bool(field.data)}
    hint = options.get("hint") or field.description
    return {"items": [item | ({"hint": {"text": str(hint)}} if hint else {})], "hint": None}


def describe_select(field: Field, options: Params) -> Params:
    items = [
        {"value": choice.value, "text": str(choice.label), "selected": bool(choice.selected)}
        for choice in field.iter_choices()
    ]
    return {"label": _named(field, options, "label"), "items": items}


def describe_date(field: Field, options: Params) -> Params:
    wrong = " govuk-input--error" if field.errors else ""
    parts = zip(("day", "month", "year"), (_("Day"), _("Month"), _("Year")), field.typed, strict=True)
    items = [
        {
            "name": name,
            "label": label,
            "value": value,
            "classes": f"govuk-input--width-{4 if name == 'year' else 2}{wrong}",
        }
        for name, label, value in parts
    ]
    return {"fieldset": _legend(field, options), "items": items, "namePrefix": field.name}


def describe_file(field: Field, options: Params) -> Params:
    accepted = {"accept": field.accepted} if field.accepted else {}
    return {"label": _named(field, options, "label"), "attributes": accepted | _attributes(options)}


def describe_submit(field: Field, options: Params) -> Params:
    kind = options.get("kind")
    classes = " ".join(
        str(part) for part in (f"govuk-button--{kind}" if kind else "", options.get("classes")) if part
    )
    return {"text": str(field.label.text), "value": "yes", "classes": classes, "preventDoubleClick": True}
