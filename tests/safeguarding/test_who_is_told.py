"""Who must be told by name of a concern raised in an audit, and who never."""

import pytest

from feedback_app.safeguarding.who_is_told import (
    AboutWhom,
    Addressee,
    Told,
    is_same_person,
    missing,
    must_be_told,
    never_told,
)

ADA = Addressee("Ada Quill", "ada@example.invalid")


@pytest.mark.parametrize(
    ("about", "told"),
    [
        (AboutWhom.open_case, (Told.social_worker, Told.team_manager)),
        (AboutWhom.not_open, (Told.lead_professional, Told.lead_manager, Told.mash)),
        (AboutWhom.worker, (Told.lado, Told.other_director)),
    ],
)
def test_the_table_of_who_is_told(about: AboutWhom, told: tuple[Told, ...]) -> None:
    assert must_be_told(about, in_a_learning_audit=False) == told


def test_a_learning_audit_tells_both_managers_besides() -> None:
    managers = (Told.responsible_manager, Told.group_manager)
    for about in (AboutWhom.open_case, AboutWhom.not_open):
        assert must_be_told(about, in_a_learning_audit=True)[-2:] == managers


def test_no_manager_of_theirs_is_told_of_an_allegation_about_a_worker() -> None:
    assert must_be_told(AboutWhom.worker, in_a_learning_audit=True) == (Told.lado, Told.other_director)


@pytest.mark.parametrize(
    "broken",
    [
        Addressee("", "ada@example.invalid"),
        Addressee("Ada", ""),
        Addressee(" ", " "),
        Addressee("Ada", "ada"),
        Addressee("Ada", "@example.invalid"),
        Addressee("Ada", "ada@nowhere"),
        Addressee("Ada", "ada@example.invalid, sam@example.invalid"),
        Addressee("Ada", "ada@example.invalid\nBcc: sam@example.invalid"),
    ],
)
def test_without_a_name_or_one_address_somebody_is_missing(broken: Addressee) -> None:
    wanted = (Told.social_worker, Told.team_manager)
    assert missing({Told.social_worker: ADA, Told.team_manager: broken}, wanted) == (Told.team_manager,)
    assert missing({Told.social_worker: ADA}, wanted) == (Told.team_manager,)
    assert missing({Told.social_worker: ADA, Told.team_manager: ADA}, wanted) == ()


@pytest.mark.parametrize(
    ("about", "same"),
    [
        (Addressee("ADA  quill", ""), True),
        (Addressee("Somebody", " Ada@Example.invalid "), True),
        (Addressee("", ""), False),
        (Addressee("Sam Reed", "sam@example.invalid"), False),
    ],
)
def test_the_person_it_is_about_is_found_however_they_are_written(about: Addressee, same: bool) -> None:
    assert is_same_person(ADA, about) is same
    assert never_told({Told.lado: ADA}, about) == ((Told.lado,) if same else ())
