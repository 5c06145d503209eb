"""The signs of concern: what must be heard, what must not frighten anyone, and how good the net really is."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.codebook import starter
from analysis.concern import Severity, Sign, categories, signs, worst
from analysis.documents import block, items, list_of_words, read_packaged, words
from tests.analysis.concern_held_out import HELD_OUT, OBLIQUE

DOCUMENT = read_packaged("concern_signs.yaml")
PHRASES = [
    (words(block(c, "")["id"], ""), phrase.partition(" !")[0])
    for c in items(DOCUMENT["categories"], "")
    for phrase in list_of_words(block(c, "")["phrases"], "")
]


def severity(text: str) -> Severity | None:
    return worst(signs(text))


@pytest.mark.parametrize(("category", "phrase"), PHRASES)
def test_every_phrase_of_a_category_raises_it_at_its_severity(category: str, phrase: str) -> None:
    expected = next(c.severity for c in categories() if c.id == category)
    assert expected in {sign.severity for sign in signs(phrase) if sign.category == category}


@pytest.mark.parametrize("saying", list_of_words(DOCUMENT["benign"], ""))
def test_an_ordinary_saying_raises_no_alarm(saying: str) -> None:
    """None of the 40 raises S1 or S2; 20 raise S3, because the wide net is wide, and 2 raise S4."""
    assert severity(saying) not in (Severity.S1, Severity.S2)


@pytest.mark.requirement("WS-66")
@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("i ran off last night and slept rough", "SG11"),
        ("they make me carry stuff and i owe them money", "SG10"),
        ("he buys me stuff and i have to do things", "SG09"),
        ("they want me to get married to my cousin", "SG15"),
        ("i will bring shame on the family", "SG15"),
        ("i am joining the fighters", "SG16"),
    ],
)
def test_missing_gangs_exploitation_forced_marriage_honour_and_radicalisation_are_looked_for(
    text: str, category: str
) -> None:
    assert category in {sign.category for sign in signs(text)}


@pytest.mark.parametrize(
    "text",
    [
        "he hits me",
        "He’s hitting me",
        "HE HITS ME!!!",
        "he hitssss me",
        "he h1ts me",
        "he always hits me",
        "he sometimes really hits me",
        "yesterday. he hit me. then tea",
        "he\nhits\nme",
    ],
)
def test_the_way_it_is_written_does_not_hide_it(text: str) -> None:
    assert severity(text) == Severity.S2


@pytest.mark.parametrize("text", ["im feeling suicidel", "i feel sucidal", "he strangeld me"])
def test_a_misspelt_word_is_still_heard(text: str) -> None:
    assert severity(text) in (Severity.S1, Severity.S2)


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Tata mnie bije pasem", "SG04"),
        ("chcę umrzeć", "SG02"),
        ("chce umrzec", "SG02"),
        ("on mnie dotyka w nocy", "SG05"),
        ("nie wrócę tam", "SG11"),
        ("بابا يضربني كل يوم", "SG04"),
        ("أريد أن أموت", "SG02"),
        ("هو يلمسني في الليل", "SG05"),
        ("يهددني بنشر صوري", "SG12"),
    ],
)
def test_polish_and_arabic_are_heard_with_and_without_their_marks(text: str, category: str) -> None:
    assert any(s.category == category and s.severity < Severity.S3 for s in signs(text))


PLAINLY_IN_POLISH = (
    ("Boję się wracać do domu", "SG01"),
    ("Zamknęła mnie w łazience", "SG01"),
    ("myślę o śmierci", "SG02"),
    ("chciałem umrzeć", "SG02"),
    ("zaczęłam się ciąć", "SG03"),
    ("mam blizny na rękach", "SG03"),
    ("ojczym mnie popchnął", "SG04"),
    ("Dostałem pasem", "SG04"),
    ("mama bije nas codziennie", "SG04"),
    ("wujek kładzie się do mojego łóżka", "SG05"),
    ("każe mi się rozbierać", "SG05"),
    ("lodówka jest pusta", "SG06"),
    ("żałuje, że mnie urodziła", "SG07"),
    ("ojczym bije mamę", "SG08"),
    ("każą mi nosić paczki", "SG10"),
    ("uciekłam z domu", "SG11"),
    ("wysłałam mu nagie zdjęcia", "SG12"),
    ("wychowawca mnie szarpie", "SG14"),
    ("chcą mnie wydać za mąż", "SG15"),
    ("mąż grozi, że mnie zabije", "SG22"),
)
PLAINLY_IN_ARABIC = (
    ("خايفة أرجع عالبيت", "SG01"),
    ("بخاف منه", "SG01"),
    ("بدي موت", "SG02"),
    ("كرهت حياتي", "SG02"),
    ("جرحت حالي", "SG03"),
    ("أبوي يضربني", "SG04"),
    ("ضربني بالعصا", "SG04"),
    ("شدّني من شعري", "SG04"),
    ("بينام جنبي", "SG05"),
    ("حط إيده عليّ", "SG05"),
    ("ما عندنا أكل", "SG06"),
    ("تركونا لحالنا", "SG06"),
    ("بيهددني", "SG07"),
    ("بابا ضرب أمي", "SG08"),
    ("هربت من البيت", "SG11"),
    ("طلب صور عارية", "SG12"),
    ("المشرف ضربني", "SG14"),
    ("بدهم يزوجوني", "SG15"),
    ("أخذوا جوازي", "SG17"),
    ("جوزي بيضربني", "SG22"),
)


@pytest.mark.parametrize(("text", "category"), [*PLAINLY_IN_POLISH, *PLAINLY_IN_ARABIC])
def test_plain_sayings_are_heard_as_people_write_them(text: str, category: str) -> None:
    """As far as we can tell: no native speaker of either language has checked phrases or sayings."""
    assert category in {s.category for s in signs(text) if s.severity < Severity.S3}


@pytest.mark.parametrize(
    "text",
    [
        "Pani jest bardzo miła i zawsze ma dla nas czas",
        "Tata czyta mi bajki, a w nocy śpię dobrze",
        "Wujek zabiera nas na ryby",
        "Moje zdjęcia są na ścianie",
        "Nie podoba mi się jedzenie",
        "بابا يقرأ لي قصص قبل النوم",
        "نلعب في الشارع مع أولاد الجيران",
        "أريد أن أرى أخي أكثر",
        "أمي تطبخ طعام لذيذ",
        "الاكل هنا طيب",
    ],
)
def test_ordinary_answers_in_polish_and_arabic_alarm_nobody(text: str) -> None:
    assert signs(text) == ()


def test_a_not_lowers_to_a_qualified_look_but_never_to_nothing() -> None:
    assert severity("she never hits me") == Severity.S3


def test_a_not_never_lowers_thoughts_of_suicide() -> None:
    assert severity("i will not kill myself") == Severity.S1


def test_a_phrase_does_not_reach_over_a_full_stop() -> None:
    assert severity("He waits. Touches of colour. Me too.") in (None, Severity.S3)


def test_a_word_of_the_wide_net_asks_for_a_look_and_no_more() -> None:
    assert severity("there is a gang near the park") == Severity.S3


def test_the_worst_of_nothing_is_nothing() -> None:
    assert worst(()) is None
    assert worst([Sign("SG23", Severity.S4, 0, 1, "x"), Sign("SG02", Severity.S1, 0, 1, "x")]) == Severity.S1


@given(st.text(max_size=80), st.sampled_from([phrase for _, phrase in PHRASES]), st.text(max_size=80))
def test_a_sign_points_at_its_words_whatever_stands_around_it(before: str, phrase: str, after: str) -> None:
    text = f"{before} {phrase} {after}"
    for sign in signs(text):
        assert sign.words == text[sign.start : sign.end] != ""


@given(st.text(alphabet=" .,ą😀é", max_size=40), st.sampled_from([phrase for _, phrase in PHRASES]))
def test_more_words_after_it_never_take_a_sign_away(more: str, phrase: str) -> None:
    assert {s.category for s in signs(phrase)} <= {s.category for s in signs(phrase + ". " + more)}


@pytest.mark.parametrize(
    "text", ["", "\x00", "🙂" * 20_000, " " * 20_000, "not " * 5_000, "he hits " * 2_500, "ق" * 20_000]
)
def test_the_strangest_answers_are_read_in_reasonable_time(text: str) -> None:
    began = time.process_time()
    signs(text)
    assert time.process_time() - began < 5


def test_ordinary_answers_seldom_alarm() -> None:
    """Of the 128 invented examples of the codebook: none S1 or S2, 5 S3, 3 S4, when measured.

    Of 1,500 public comments by adults on health services: 3 S1, 5 S2, 133 S3 (8.9 %), 8 S4.
    """
    examples = [example for code in starter().codes for example in code.examples]
    alarms = [severity(example) for example in examples]
    assert sum(s in (Severity.S1, Severity.S2) for s in alarms) <= 1
    assert sum(s == Severity.S3 for s in alarms) <= 12


def found_in(sayings: tuple[tuple[str, str], ...]) -> int:
    return sum((severity(text) or Severity.S4) <= Severity.S3 for text, _ in sayings)


def test_plainly_told_harm_is_nearly_always_noticed() -> None:
    """59 of 60 raise S3 or more, measured once (10 of them S1 or S2), 56 in the category meant.

    Too good to be true of strangers: one author wrote both. A first set of 63, written before the
    net had words in company, was found to 24 (38 %), then read, and is no longer held out.
    """
    assert found_in(HELD_OUT) >= 57


def test_what_is_only_hinted_at_is_often_missed() -> None:
    """Phrases raise 7 of 30, with the learned ear 18: a person reads all, and no sign means nothing."""
    assert found_in(OBLIQUE) >= 17
