"""Nobody who answers meets a sentence in a language they did not choose, and no translation loses a fact."""

import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog, Message

from feedback_app.web.languages import OFFERED, SOURCE
from translations.extract import LANGUAGES, catalogue_file, read, stale
from translations.fill import placeholders

WEB = "feedback_app/web/"
PAGES = WEB + "templates/"
WHERE_PEOPLE_ANSWER = (
    "surveys/",
    *(PAGES + part for part in ("layouts/", "parts/", "front/", "respond/", "asking/")),
    *(PAGES + page for page in ("error.html", "again.html", "account/sign_in.html", "telling/told.html")),
    *(WEB + part for part in ("respond/", "asking/", "front/", "account/")),
    *(WEB + part for part in ("errors.py", "fields.py", "widgets.py", "context.py", "telling/told.py")),
)
THE_SAME_IN_POLISH = {"Import"}
NAMES = {"Childline", "CAMHS", "GP", "Virtual", "School", "advocate", "core", "groups"}
EXAMPLES = {"K7M", "2QX"}
FILLED_IN = re.compile(r"%\(\w+\)[sd]|%?\{\w+\}")
ARABIC = re.compile(r"[\u0621-\u064a]")
LATIN_WORD = re.compile(r"[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*")
MIXED_WORD = re.compile(r"[A-Za-z]\u0640?[\u0621-\u064a]|[\u0621-\u064a]\u0640?[A-Za-z]")
SPACED_NUMBER = re.compile(r"\d+(?: \d+)+")
KEPT_TOGETHER = re.compile("\u2066[^\u2066\u2069]*\u2069")


def catalogue(language: str) -> Catalog:
    return read(catalogue_file(language), language)


def texts(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def english(message: Message) -> str:
    """The English as it reads for many."""
    return str(message.id[-1] if isinstance(message.id, (list, tuple)) else message.id)


def forms(message: Message) -> tuple[str, ...]:
    said = message.string
    return tuple(said) if isinstance(said, (list, tuple)) else (str(said or ""),)


def translated(language: str) -> Iterator[tuple[str, str]]:
    """The English and one translated form of it, for everything that has been translated."""
    for message in texts(language):
        for form in forms(message):
            if form:
                yield english(message), form


def seen_by_people_who_answer(message: Message) -> bool:
    return any(file.startswith(WHERE_PEOPLE_ANSWER) for file, _line in message.locations)


def test_the_languages_offered_are_the_languages_kept() -> None:
    assert (SOURCE, *LANGUAGES) == OFFERED


def test_the_catalogues_are_fresh() -> None:
    assert stale() == [], "run python -m translations.extract"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_that_people_who_answer_can_see_is_translated(language: str) -> None:
    theirs = [message for message in texts(language) if seen_by_people_who_answer(message)]
    assert [english(message) for message in theirs if not all(forms(message))] == []
    assert len(theirs) > 400


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_leaves_the_same_names_open_as_the_english(language: str) -> None:
    differing = [
        english(message)
        for message in texts(language)
        if any(forms(message))
        and (
            placeholders(forms(message)[-1]) != placeholders(english(message))
            or any(placeholders(form) - placeholders(english(message)) for form in forms(message))
        )
    ]
    assert differing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_counted_text_has_every_plural_form_of_its_language(language: str) -> None:
    expected = catalogue(language).num_plurals
    wrong = [
        english(message)
        for message in texts(language)
        if isinstance(message.id, (list, tuple)) and any(forms(message)) and len(forms(message)) != expected
    ]
    assert expected == {"pl": 3, "ar": 6}[language]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_to_ring_and_ages_and_dates_are_never_changed(language: str) -> None:
    lost = [
        (said, form)
        for said, form in translated(language)
        if not set(re.findall(r"\d+", FILLED_IN.sub("", said))) <= set(re.findall(r"\d+", form))
    ]
    assert lost == []


def test_arabic_is_written_in_arabic_letters_but_for_names() -> None:
    without = [said for said, form in translated("ar") if FILLED_IN.sub("", said) and not ARABIC.search(form)]
    strange = {
        word
        for _said, form in translated("ar")
        for word in LATIN_WORD.findall(FILLED_IN.sub(" ", form))
        if word not in NAMES | EXAMPLES
    }
    assert without == []
    assert strange == set()


def test_no_word_in_arabic_mixes_its_letters_with_latin_ones() -> None:
    assert [form for _said, form in translated("ar") if MIXED_WORD.search(form)] == []


def test_a_number_with_spaces_reads_in_its_own_order_on_a_mirrored_page() -> None:
    spaced = [form for _said, form in translated("ar") if SPACED_NUMBER.search(form)]
    assert [form for form in spaced if SPACED_NUMBER.search(KEPT_TOGETHER.sub("", form))] == []
    assert any("\u20660800 1111\u2069" in form for form in spaced)


def test_polish_is_written_in_latin_letters_and_is_not_the_english_again() -> None:
    foreign = [form for _said, form in translated("pl") if re.search(r"[\u0370-\u06ff]", form)]
    untouched = {said for said, form in translated("pl") if said == form} - THE_SAME_IN_POLISH
    assert foreign == []
    assert untouched == set()
