"""What is pointed out beside a quote, and the honest limits of it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.redaction import Kind, Known, Why, points_out
from benchmarks.redaction.score import SENTENCES, score, sentences


def found(text: str) -> list[tuple[Kind, str]]:
    return [(i.kind, text[i.start : i.end]) for i in points_out(text)]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("my sister Ellie was there", Kind.name, "Ellie"),
        ("Mrs. Okonkwo-Hart helps me", Kind.name, "Okonkwo-Hart"),
        ("my name is josh and i am 9", Kind.name, "josh"),
        ("I like Zofia Kowalska a lot", Kind.name, "Zofia Kowalska"),
        ("I miss Łukasz", Kind.name, "Łukasz"),
        ("we moved to Skegness last year", Kind.place, "Skegness"),
        ("I live at 12 Marsh Lane now", Kind.place, "12 Marsh Lane"),
        ("I go to St Hilda's Primary School", Kind.school, "St Hilda's Primary School"),
        ("he was at Boston Academy", Kind.school, "Boston Academy"),
        ("on 3rd of March 2026 she came", Kind.date, "3rd of March 2026"),
        ("born 03/04/2015", Kind.date, "03/04/2015"),
        ("ring me on 07700 900123", Kind.phone, "07700 900123"),
        ("ring +44 7700 900 123 please", Kind.phone, "+44 7700 900 123"),
        ("PE21 8XX is where we are", Kind.postcode, "PE21 8XX"),
        ("pe218xx", Kind.postcode, "pe218xx"),
        ("write to ada.b@example.org", Kind.email, "ada.b@example.org"),
        ("look at www.example.org/me", Kind.link, "www.example.org/me"),
        ("add me @cool_kid99", Kind.account, "@cool_kid99"),
        ("my case number is 00123456", Kind.reference, "00123456"),
        ("it is QQ 12 34 56 C", Kind.reference, "QQ 12 34 56 C"),
        ("ring (0115) 496 0123 or 07700900123", Kind.phone, "(0115) 496 0123"),
        ("her birthday is 12th of may", Kind.date, "12th of may"),
    ],
)
def test_it_is_pointed_out(text: str, kind: Kind, words: str) -> None:
    assert (kind, words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "She is kind. He listens. They came on Monday.",
        "I think I am happy",
        "Mum and Dad like my social worker",
        "i have had 6 workers in 2 years",
        "CAMHS was slow",
        "",
        "🙂",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_usual_first_name_is_found_written_small() -> None:
    assert found("i miss ellie and jack, zed and leila") == [
        (Kind.name, "ellie"),
        (Kind.name, "jack"),
        (Kind.name, "zed"),
        (Kind.name, "leila"),
    ]


def test_a_nickname_or_an_everyday_word_that_is_a_name_is_missed_when_written_small() -> None:
    """The known limit: a second person reads every quote for this reason."""
    assert found("i miss jelly and grace") == []


def test_the_staff_list_the_places_and_the_schools_are_found_in_any_letters() -> None:
    schools = ("Hillford Academy", "Riverside Primary School")
    known = Known(people=("Dervla O'Toole",), places=("North Vale",), schools=schools)
    text = "dervla from north   vale came to HILLFORD academy with mrs o'toole's bag, not riverside primary"

    points = points_out(text, known)

    assert [(text[p.start : p.end], p.kind) for p in points] == [
        ("dervla", Kind.name),
        ("north   vale", Kind.place),
        ("HILLFORD academy", Kind.school),
        ("o'toole's", Kind.name),
        ("riverside primary", Kind.school),
    ]
    assert {p.why for p in points} == {Why.known}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I am the only Polish girl in my class", "the only Polish girl"),
        ("since my dad went to prison", "to prison"),
        ("my brother has epilepsy", "epilepsy"),
        ("we are triplets", "triplets"),
        ("there are 6 brothers", "6 brothers"),
    ],
)
def test_rare_facts_are_pointed_out(text: str, words: str) -> None:
    points = points_out(text)

    assert (Kind.fact, words) in [(p.kind, text[p.start : p.end]) for p in points]
    assert Why.rare in {p.why for p in points}


@pytest.mark.parametrize("text", ["I am 9", "i'm 14 now", "my sister is 12 years old", "aged 7"])
def test_an_age_is_pointed_out(text: str) -> None:
    assert Kind.age in [kind for kind, _words in found(text)]


def test_every_point_says_why() -> None:
    text = "Mrs Patel rang tom on 07700 900123. Sarah saw Blimp. Gloves?"

    assert [p.why for p in points_out(text)] == [
        Why.cue,
        Why.first_name,
        Why.shape,
        Why.first_name,
        Why.capital,
        Why.opens,
    ]


@pytest.mark.skipif(not SENTENCES.exists(), reason="the marked sentences are not beside the project")
def test_at_least_94_names_of_100_are_pointed_out_on_marked_sentences() -> None:
    measured = score(sentences())

    assert measured.recall("PERSON") >= 0.94
    assert measured.recall("EMAIL_ADDRESS") == 1
    assert measured.precision(Kind.name) >= 0.75


@given(st.text(max_size=300))
def test_spans_stand_in_order_inside_the_text(text: str) -> None:
    last = 0
    for identifier in points_out(text):
        assert last <= identifier.start < identifier.end <= len(text)
        last = identifier.end


@pytest.mark.parametrize(
    "text",
    ["A" * 20_000, "A " * 10_000, "0" * 20_000, "a@" * 10_000, "1 " * 10_000, "a." * 10_000, "A'" * 10_000],
)
def test_the_strangest_answers_are_read_quickly(text: str) -> None:
    began = time.process_time()
    points_out(text)
    assert time.process_time() - began < 3
