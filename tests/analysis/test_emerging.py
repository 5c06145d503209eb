"""Topics nobody asked about: a theme that is hidden from the codebook surfaces by itself."""

import random
from pathlib import Path

import pytest
from scipy.stats import chi2_contingency

from analysis.emerging import FEWEST, Topic, emerging_topics
from analysis.keyness import chance_of, keyness, log_likelihood
from analysis.stretches import Said, Stretch, apart
from analysis.text import Span

NHS = Path(__file__).parents[3] / "shared" / "data" / "nhs_fft_themes"


def answers(about: list[str], count: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    fill = ["we", "then", "and", "my", "week", "house", "again", "because", "always", "mum"]
    return [
        " ".join([chance.choice(fill), *chance.sample(about, 3), *chance.sample(fill, 3)])
        for _answer in range(count)
    ]


def topics_in(texts: list[str], others: list[str], earlier: list[str] | None = None) -> list[Topic]:
    """Where each text is one stretch of an answer of its own."""
    return emerging_topics([Stretch(n, text) for n, text in enumerate(texts)], others, earlier or [])


COVERED = answers(["worker", "listens", "kind", "visits", "late", "meeting"], 80, 1)
BIKES = answers(["bike", "helmet", "cycling", "garage"], 12, 2)
WIFI = answers(["wifi", "password", "internet", "phone"], 9, 3)


def test_answers_that_belong_together_and_have_no_code_are_offered_with_their_words() -> None:
    topics = topics_in([*BIKES, *WIFI], COVERED)
    spoken = [set(topic.spoken) for topic in topics[:2]]
    assert any({"bike", "helmet"} & words for words in spoken)
    assert any({"wifi", "internet"} & words for words in spoken)
    for topic in topics:
        said = [[*BIKES, *WIFI][answer] for answer in topic.answers]
        assert all(any(word in text for word in topic.spoken) for text in said)
        assert len(said) >= FEWEST


def test_no_answer_is_in_two_topics_and_each_is_there_once() -> None:
    topics = topics_in([*BIKES, *WIFI], COVERED)
    members = [answer for topic in topics for answer in topic.answers]
    assert len(members) == len(set(members))
    one = emerging_topics([Stretch(1, text) for text in BIKES], COVERED)
    assert one == []


def test_a_word_everybody_uses_everywhere_makes_no_topic() -> None:
    everywhere = [f"{text} meeting" for text in BIKES]
    topics = topics_in(everywhere, [f"{text} meeting" for text in COVERED])
    assert topics[0].spoken[0] in {"bike", "helmet", "cycling", "garage"}
    assert all("meeting" not in topic.spoken for topic in topics)


def test_a_topic_earlier_quarters_did_not_have_is_marked_as_new() -> None:
    before = [*COVERED, *answers(["bike", "helmet", "cycling", "garage"], 40, 4)]
    known, new = topics_in(BIKES, COVERED, before), topics_in(BIKES, COVERED, COVERED)
    assert new[0].is_new
    assert not any(topic.is_new for topic in known)
    assert new[0].score > known[0].score


def test_fewer_than_four_answers_are_no_topic_and_the_same_answers_give_the_same_topics() -> None:
    assert topics_in(BIKES[:3], COVERED) == []
    assert topics_in([], []) == []
    assert topics_in(["", "  ", "\x00", "😀 😀", "لا"] * 9, COVERED) == []
    assert topics_in([*BIKES, *WIFI], COVERED) == topics_in([*BIKES, *WIFI], COVERED)


def test_only_what_no_code_touches_is_uncovered() -> None:
    words = "She is kind. The bike is gone but he listens."
    said = [Said(1, words, (Span(7, 11),)), Said(2, words, is_covered=True)]
    uncovered, covered = apart(said, lambda text: "listens" in text)
    assert uncovered == [Stretch(1, "The bike is gone")]
    assert [stretch.text for stretch in covered if stretch.answer == 1] == ["She is kind.", "but he listens."]
    assert len([stretch for stretch in covered if stretch.answer == 2]) == 3


def test_log_likelihood_is_dunnings() -> None:
    expected = chi2_contingency([[110, 2442], [29, 2542]], correction=False, lambda_="log-likelihood")
    assert log_likelihood(110, 2552, 29, 2571) == pytest.approx(expected.statistic)
    assert log_likelihood(5, 100, 5, 100) == pytest.approx(0, abs=1e-9)
    assert log_likelihood(1, 100, 9, 100) < 0
    assert chance_of(3.841) == pytest.approx(0.05, abs=1e-3)


def test_words_are_told_apart_by_false_discovery_over_all_looked_at() -> None:
    here = {"bike": 20, "the": 50}
    there = {"bike": 1, "the": 100}
    keys = keyness(here, 50, there, 100, ["bike", "the"])
    assert keys[0].word == "bike"
    assert keys[0].chance < 0.001 < keys[1].chance


@pytest.mark.skipif(not NHS.exists(), reason="the public comments are not beside the project")
@pytest.mark.parametrize("theme", ["Appointment arrangements", "Transport to/ from services"])
def test_a_theme_hidden_from_the_codebook_surfaces_in_the_first_five_before_anything_is_coded(
    theme: str,
) -> None:
    from benchmarks.dashboards.emerging import comments, hide_from_machine, stretches

    said, _labels = comments(NHS)
    assert hide_from_machine(theme, stretches(said)).found
