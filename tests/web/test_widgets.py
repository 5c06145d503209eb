"""What people may count on when they type into a form of ours."""

from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree

import html5lib
import pytest
from flask import Flask, render_template_string
from flask_babel import Babel
from flask_wtf import CSRFProtect
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import Form
from wtforms.validators import InputRequired

from feedback_app.web.fields import (
    CardField,
    CardsField,
    ChoiceField,
    ChoicesField,
    DateField,
    NumberField,
    PasswordField,
    SelectField,
    TextField,
    TickField,
    WordsField,
    choice,
)
from feedback_app.web.widgets import linked_errors, prepare_templates

FACES = [
    choice("good", "Good", "happy"),
    choice("bad", "Not good", "unhappy"),
    choice("dk", "I don't know", "unsure"),
]


class Everything(Form):
    name = TextField("Name", [InputRequired("Type a name.")])
    said = WordsField("What helped?", longest=300)
    face = CardField("How was it?", [InputRequired("Choose a face.")], choices=FACES)
    reach = ChoiceField(
        "How shall we reach you?", choices=[choice("p", "Phone", hint="After six"), choice("l", "Letter")]
    )
    needs = ChoicesField("What did you need?", choices=[choice("a", "Talking"), choice("b", "Money")])
    who = CardsField(
        "Who was there?", choices=[choice("a", "My family", "people"), choice("b", "School", "meeting")]
    )
    area = SelectField("Area", choices=[choice("", "Choose one"), choice("cic", "Children in care")])
    when = DateField("When was it?", [InputRequired("Type the day.")])
    times = NumberField("How often?")
    secret = PasswordField("Password")
    agree = TickField("You may use my words")


@pytest.fixture(autouse=True)
def page() -> Iterator[None]:
    app = Flask("feedback_app.web")
    app.secret_key = "only for this test"
    Babel(app)
    CSRFProtect(app)
    prepare_templates(app)
    with app.test_request_context():
        yield


def typed(**values: str) -> Everything:
    return Everything(MultiDict(values))


def parsed(html: Markup) -> ElementTree.Element:
    """The HTML as a browser reads it; anything a strict parser minds fails the test."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parseFragment(str(html))


def drawn(template: str, **values: object) -> Markup:
    return Markup(render_template_string(template, **values))


@pytest.mark.parametrize(
    "said",
    [
        "one\ntwo\n\n  three, set in",
        "\nstarts with an empty line",
        "</textarea><script>alert(1)</script>",
        "🙂 żółć أريد أن يسمعني أحد",
        "{{ 7 * 7 }} & &amp; <b>",
    ],
)
def test_words_come_back_to_the_page_exactly_as_typed(said: str) -> None:
    form = typed(said=said)
    box = parsed(form.said()).find(".//textarea")
    assert "".join(box.itertext()) == said
    assert box.get("dir") == "auto"


def test_the_browsers_line_ends_become_one_kind_and_a_nul_byte_is_left_out() -> None:
    assert typed(said="a\r\nb\0c\rd").said.data == "a\nbc\nd"


def test_too_many_words_are_refused_and_kept_on_the_page() -> None:
    form = typed(said="a" * 20_000)
    assert not form.validate()
    assert "19700" in form.said.errors[0]
    assert "a" * 20_000 in form.said()


def test_every_face_has_words_and_nothing_is_chosen_beforehand() -> None:
    tree = parsed(Everything().face())
    labels = tree.findall(".//label")
    assert [" ".join("".join(label.itertext()).split()) for label in labels] == [
        "Good",
        "Not good",
        "I don't know",
    ]
    assert all(label.find(".//{*}svg").get("aria-hidden") == "true" for label in labels)
    assert all(radio.get("checked") is None for radio in tree.findall(".//input"))


def test_the_chosen_cards_stay_chosen() -> None:
    form = Everything(MultiDict([("who", "b"), ("face", "dk")]))
    ticked = [
        box.get("value") for box in parsed(form.who()).findall(".//input") if box.get("checked") is not None
    ]
    chosen = [
        box.get("value") for box in parsed(form.face()).findall(".//input") if box.get("checked") is not None
    ]
    assert (ticked, chosen) == (["b"], ["dk"])


def test_leaving_an_optional_choice_empty_is_no_mistake() -> None:
    form = typed(name="Jo", face="good", **{"when-day": "1", "when-month": "2", "when-year": "2026"})
    assert form.validate(), form.errors


@pytest.mark.parametrize("field", ["face", "reach", "needs", "who", "area"])
def test_a_choice_that_was_never_offered_is_refused_in_plain_words(field: str) -> None:
    form = typed(**{field: "<script>"})
    form.validate()
    assert form[field].errors[0].startswith("Choose")


def test_every_mistake_links_to_a_control_that_is_on_the_page() -> None:
    form = typed(said="a" * 400, times="many", **{"when-day": "31", "when-month": "2", "when-year": "2026"})
    form.validate()
    html = drawn("{% for field in form %}{{ field }}{% endfor %}", form=form)
    ids = {element.get("id") for element in parsed(html).iter() if element.get("id")}
    links = [error["href"].removeprefix("#") for error in linked_errors(form)]
    assert links == ["name", "said", "face", "when-day", "times"]
    assert set(links) <= ids


def test_a_mistake_is_tied_to_its_control_for_those_who_listen() -> None:
    form = typed(name="")
    form.validate()
    tree = parsed(form.name())
    assert "name-error" in tree.find(".//input").get("aria-describedby")
    assert "Type a name." in "".join(tree.find(".//p[@id='name-error']").itertext())


def test_a_real_date_is_a_date_and_an_unreal_one_stays_as_typed() -> None:
    real = typed(**{"when-day": "27", "when-month": "3", "when-year": "2026"})
    unreal = typed(**{"when-day": "31", "when-month": "June", "when-year": "2026"})
    unreal.validate()
    assert real.when.data == date(2026, 3, 27)
    assert unreal.when.data is None
    assert [box.get("value") for box in parsed(unreal.when()).findall(".//input")] == ["31", "June", "2026"]
    assert unreal.when.errors == ["Type a real date, like 27 3 2026."]


@pytest.mark.parametrize("year", ["99999999", "-1", "２０２６x", "\0"])
def test_no_year_however_odd_breaks_the_page(year: str) -> None:
    form = typed(**{"when-day": "1", "when-month": "1", "when-year": year})
    assert not form.validate()


def test_a_date_that_is_already_known_is_shown() -> None:
    form = Everything(data={"when": date(2026, 11, 5)})
    assert [box.get("value") for box in parsed(form.when()).findall(".//input")] == ["5", "11", "2026"]


def test_a_number_in_another_script_is_a_number_and_words_are_not() -> None:
    assert typed(times="١٢").times.number == 12
    form = typed(times="a lot")
    form.validate()
    assert form.times.errors == ["Type a whole number, like 12."]


def test_a_password_is_never_sent_back_to_the_page() -> None:
    assert "hunter2" not in typed(secret="hunter2").secret()


def test_a_question_can_be_the_heading_of_its_page() -> None:
    for field in ("name", "said", "face", "when"):
        headings = parsed(Everything()[field](heading=True)).findall(".//h1")
        assert len(headings) == 1


def test_hints_and_labels_never_become_markup() -> None:
    html = Everything().name(hint="<b>bold</b>", label_size="m", classes="govuk-input--width-10")
    assert "<b>" not in html
    assert parsed(html).find(".//input").get("aria-describedby") == "name-hint"


def part(name: str, call: str) -> str:
    """A template that takes one macro from a part (`file` or `file:macro`) and calls it."""
    file, _colon, macro = name.partition(":")
    return f'{{% from "parts/{file}.html" import {macro or file} %}}{call}'


PARTS = {
    "words": part("words", '{{ words("a\\n<b>", "pl", quote=True) }}'),
    "status": part("status", '{{ status("Late", "late") }}'),
    "steps": part("steps", "{{ steps(3, 7) }}"),
    "next and skip": part("buttons:next_and_skip", "{{ next_and_skip() }}"),
    "back": part("buttons:back_link", '{{ back_link("/x") }}'),
    "empty": part("empty", '{{ empty("None", "Add one.", "/x", "Add") }}'),
    "paging": part("paging", '{{ paging(2, 3, "?page=1", "?page=3") }}'),
    "summary": part(
        "summary_list", '{{ summary_list([{"key": "A", "value": "b", "said": True, "href": "/x"}]) }}'
    ),
    "banner": part("notice_banner", '{{ notice_banner("Sent.", "success") }}'),
    "sea": part("pictures:sea", "{{ sea(sent=True) }}"),
    "table": part(
        "table",
        '{% call table("Audits", [{"label": "On", "sort_href": "?s=on", "sorted": "ascending"}]) %}'
        "<tr><td>1</td></tr>{% endcall %}",
    ),
    "boxes": part("two_boxes", '{{ two_boxes("People", form.said, form.name, hint="h") }}'),
    "errors": part("error_summary", "{{ error_summary(form) }}"),
    "chart": part("chart", '{{ chart("T", "<svg></svg>", ["A"], [["b", "c"]]) }}'),
}


@pytest.mark.parametrize("name", PARTS)
def test_every_part_of_a_page_is_valid_html(name: str) -> None:
    form = typed(name="")
    form.validate()
    assert len(list(parsed(drawn(PARTS[name], form=form)).iter())) >= 2


def test_a_status_is_a_word_and_a_shape() -> None:
    tree = parsed(drawn(PARTS["status"]))
    assert "Late" in "".join(tree.itertext())
    assert tree.find(".//{*}svg/{*}path") is not None


def test_skip_is_the_same_kind_of_button_as_next() -> None:
    buttons = parsed(drawn(PARTS["next and skip"])).findall(".//div[@class='pair']/button")
    assert ["".join(button.itertext()).strip() for button in buttons] == ["Next", "Skip"]
    assert [button.get("value") for button in buttons] == ["next", "skip"]


@pytest.mark.parametrize("layout", ["respond", "child"])
def test_every_page_people_answer_on_has_the_way_out_and_the_way_to_safety(layout: str) -> None:
    html = drawn(
        '{% extends "layouts/'
        + layout
        + '.html" %}{% block title %}T{% endblock %}{% block content %}<h1>T</h1>{% endblock %}',
        council={"name": "C", "colour": "teal", "exit_url": "/weather", "help_lines": []},
        language="ar",
        direction="rtl",
        languages=[],
        display={"theme": "dark", "text": "large"},
    )
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(str(html))
    assert (tree.get("lang"), tree.get("dir"), tree.get("data-theme")) == ("ar", "rtl", "dark")
    ways = {control.get(kind) for control in tree.iter() for kind in ("href", "action", "formaction")}
    assert {"/exit", "/not-safe"} <= ways
    assert len(tree.findall(".//h1")) == 1
