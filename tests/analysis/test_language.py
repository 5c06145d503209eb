"""Which language an answer is in, and when not to say."""

import pytest

from analysis.language import language_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("my social worker is really kind and she listens to me", "en"),
        ("Moja pani jest bardzo miła i zawsze mnie słucha", "pl"),
        ("أحب أن أرى أمي أكثر من مرة في الأسبوع", "ar"),
        ("میں اپنی ماں سے ملنا چاہتا ہوں", "ur"),
        ("Vreau să o văd pe mama mai des", "ro"),
        ("ਮੈਂ ਆਪਣੀ ਮਾਂ ਨੂੰ ਦੇਖਣਾ ਚਾਹੁੰਦਾ ਹਾਂ", "pa"),
    ],
)
def test_a_sentence_tells_its_language(text: str, code: str) -> None:
    guess = language_of(text)
    assert (guess.code, guess.sure) == (code, True)


@pytest.mark.parametrize("text", ["ok", "tak", "no", "she is nice", "lol"])
def test_a_word_or_two_is_never_sure(text: str) -> None:
    assert not language_of(text).sure


@pytest.mark.parametrize("text", ["", "  ", "🙂", "123", "\x00", "?!"])
def test_no_words_no_language(text: str) -> None:
    assert language_of(text).code == "und"


def test_a_long_answer_is_no_trouble() -> None:
    assert language_of("we went to the park and it was good " * 600).sure
