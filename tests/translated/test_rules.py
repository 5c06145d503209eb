"""Which signs of harm a translation newly shows."""

from feedback_app.safeguarding.models import SignJson
from feedback_app.translated.rules import FROM_LANGUAGES, newly_shown


def sign(category: str, severity: str) -> SignJson:
    return SignJson(category=category, severity=severity, question="LA3", box="", start=0, end=3)


def test_the_first_translation_shows_everything_in_it() -> None:
    found = (sign("C01", "S2"), sign("C02", "S3"))
    assert newly_shown(found, ()) == found


def test_what_was_shown_before_as_seriously_is_nothing_new() -> None:
    assert newly_shown([sign("C01", "S2"), sign("C01", "S3")], [sign("C01", "S3"), sign("C01", "S2")]) == ()


def test_the_same_kind_of_harm_more_seriously_is_new() -> None:
    worse = sign("C01", "S1")
    assert newly_shown([worse, sign("C01", "S3")], [sign("C01", "S2")]) == (worse,)


def test_people_may_say_more_languages_than_a_machine_knows_and_never_english() -> None:
    assert "en" not in FROM_LANGUAGES
    assert {"ar", "pl", "ur", "so", "ti"} <= set(FROM_LANGUAGES)
