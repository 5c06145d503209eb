"""Topics nobody asked about: a theme that is hidden from the codebook surfaces by itself."""

import random
from pathlib import Path

import pytest
from scipy.stats import chi2_contingency

from analysis.emerging import emerging_topics
from analysis.keyness import chance_of, keyness, log_likelihood

NHS = Path(__file__).parents[3] / "shared" / "data" / "nhs_fft_themes"


def answers(about: list[str], count: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    fill = ["we", "then", "and", "my", "week", "house", "again", "because", "always", "mum"]
    return [
        " ".join([chance.choice(fill), *chance.sample(about, 3), *chance.sample(fill, 3)])
        for _answer in range(count)
    ]


COVERED = answers(["worker", "listens", "kind", "visits", "late", "meeting"], 80, 1)
BIKES = answers(["bike", "helmet", "cycling", "garage"], 12, 2)
WIFI = answers(["wifi", "password", "internet", "phone"], 9, 3)


def test_answers_that_belong_together_and_have_no_code_are_offered_with_their_words() -> None:
    topics = emerging_topics([*BIKES, *WIFI], COVERED)
    assert len(topics) >= 2
    spoken = [set(topic.spoken) for topic in topics[:2]]
    assert any({"bike", "helmet"} & words for words in spoken)
    assert any({"wifi", "internet"} & words for words in spoken)
    for topic in topics:
        said = [[*BIKES, *WIFI][member] for member in topic.members]
        assert all(any(word in text for word in topic.spoken) for text in said)
        assert len(said) >= 5


def test_a_topic_earlier_quarters_did_not_have_is_marked_as_new() -> None:
    known = emerging_topics(
        BIKES, COVERED, [*COVERED, *answers(["bike", "helmet", "cycling", "garage"], 40, 4)]
    )
    new = emerging_topics(BIKES, COVERED, COVERED)
    assert new[0].is_new
    assert not any(topic.is_new for topic in known)


def test_fewer_than_five_answers_are_no_topic_and_the_same_answers_give_the_same_topics() -> None:
    assert emerging_topics(BIKES[:4], COVERED) == []
    assert emerging_topics([], []) == []
    assert emerging_topics(["", "  ", "\x00", "😀 😀", "لا"] * 9, COVERED) == []
    assert emerging_topics([*BIKES, *WIFI], COVERED) == emerging_topics([*BIKES, *WIFI], COVERED)


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
@pytest.mark.parametrize("theme", ["Food & drink provision & facilities", "Transport to/ from services"])
def test_a_theme_hidden_from_the_codebook_surfaces_in_the_first_five(theme: str) -> None:
    from benchmarks.dashboards.emerging import comments, hide

    said, _labels = comments(NHS)
    assert hide(theme, said).found
