"""The dashboards as people meet them: safe, narrowed to their place, and printable by their address."""

from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import select

from analysis.periods import parse_quarter
from feedback_app.dashboards.draw import draw_figures
from feedback_app.dashboards.models import EmergingTopic, Standing
from feedback_app.dashboards.topics import find_topics
from feedback_app.database import db
from feedback_app.people.roles import Place, Role
from feedback_app.themes.models import Code
from surveys.definition import RespondentGroup
from tests import factories
from tests.counting import counting
from tests.dashboards.factories import KIND, LATE, QUARTER, Council, council, said
from tests.page import CheckedClient
from tests.reporting.factories import action, held_audit, learning

PAGES = ("/dashboards", "/dashboards/heard", "/dashboards/together", "/dashboards/themes/REL")


def a_quarter() -> Council:
    at = council()
    said(at, KIND, times=14)
    said(at, LATE, times=12, place=(1, 1), box="not_so_good", group=RespondentGroup.CHILD)
    said(at, None, times=15, place=(0, 1))
    said(at, KIND, times=2, place=(1, 0), words="Mrs Okafor of 12 Mill Lane is kind.")
    said(at, None, times=12, place=(1, 0))
    draw_figures(quarters=[parse_quarter(QUARTER)])
    return at


def signed_in(client: CheckedClient, *roles: Role, place: Place | None = None) -> CheckedClient:
    return client.sign_in(factories.person(*roles, place=place).email)


def test_an_analyst_sees_themes_with_what_they_are_of_and_the_table_behind(client: CheckedClient) -> None:
    a_quarter()
    page = signed_in(client, Role.quality_analyst).get("/dashboards")
    assert "28 of 55" in page.text
    assert "55 responses this quarter." in page.text
    assert [e for e in page.root.iter() if (e.get("aria-label") or "").startswith("Themes, April to June")]
    assert "The figures as a table" in page.text
    assert "My worker and our relationship" in page.links()
    assert "What people say" in page.links()


@pytest.mark.requirement("LI-81")
def test_a_theme_is_shown_by_service_locality_and_quarter_with_words_behind_it(client: CheckedClient) -> None:
    a_quarter()
    signed_in(client, Role.quality_analyst)
    page = client.get("/dashboards/themes/REL")
    assert "14 of 14" not in page.text
    assert "Family Service" in page.text
    assert "Hillford" in page.text
    assert "quarter by quarter" in page.text
    words = client.get(page.links()["Read what was said, with names left out"])
    assert "She is funny" in words.text
    assert "Okafor" not in words.text
    assert "Mill Lane" not in words.text


def test_words_behind_a_number_that_is_kept_back_are_kept_back_too(client: CheckedClient) -> None:
    at = a_quarter()
    signed_in(client, Role.quality_analyst)
    narrow = f"?service={at.services[1].slug}&locality={at.localities[0].slug}"
    page = client.get(f"/dashboards/themes/REL/said{narrow}")
    assert "Nothing to show" in page.text
    assert "kind" not in page.text


def test_choices_that_together_could_tell_on_somebody_are_left_out_and_named(client: CheckedClient) -> None:
    at = a_quarter()
    signed_in(client, Role.quality_analyst)
    narrow = f"?service={at.services[0].slug}&locality={at.localities[0].slug}&group=child&survey=staff-pulse"
    page = client.get(f"/dashboards{narrow}")
    assert "We left out: who, survey." in page.text


def test_a_service_manager_sees_their_own_service_and_no_other(client: CheckedClient) -> None:
    at = a_quarter()
    signed_in(client, Role.service_manager, place=Place(at.services[1].id))
    page = client.get("/dashboards")
    assert "26 responses this quarter." in page.text
    client.get(f"/dashboards?service={at.services[0].slug}", expect=403)
    theme = client.get("/dashboards/themes/REL")
    assert "Family Service" not in theme.text
    assert "for the whole council only" in theme.text
    assert "Read what was said, with names left out" not in theme.links()
    client.get("/dashboards/themes/REL/said", expect=403)
    client.get("/dashboards/new-topics", expect=403)
    assert "whole council" in client.get("/dashboards/together").text
    assert "Family Service" not in client.get("/dashboards/heard").text


def test_before_anything_is_drawn_pages_say_so_and_an_analyst_can_draw(client: CheckedClient) -> None:
    at = council()
    said(at, KIND, times=14)
    signed_in(client, Role.quality_analyst)
    for path in (*PAGES, "/dashboards/new-topics"):
        assert "No figures yet" in client.get(path).text
    page = client.send(client.get("/dashboards"), {}, to="/dashboards/draw")
    assert "The figures are drawn anew" in page.text
    again = client.send(page, {}, to="/dashboards/draw")
    assert "Nothing is drawn anew" in again.text


def test_a_director_may_look_and_not_draw(client: CheckedClient) -> None:
    council()
    signed_in(client, Role.director)
    assert not any(f.get("action") == "/dashboards/draw" for f in client.get("/dashboards").forms())
    client.post("/dashboards/draw", {}, expect=403)


@pytest.mark.parametrize("typed", ["", "x" * 20_000, "😀", "مرحبا", "\x00", "2099-00-Q9", "-1", "' OR 1=1"])
def test_an_address_nobody_understands_shows_the_newest_quarter(client: CheckedClient, typed: str) -> None:
    a_quarter()
    signed_in(client, Role.quality_analyst)
    odd = quote(typed[:2_000])
    page = client.get(f"/dashboards?period={odd}&service={odd}&locality={odd}&group={odd}&survey={odd}")
    assert "55 responses this quarter." in page.text
    client.get(f"/dashboards/themes/{quote('x' * 50)}", expect=404)


def test_a_new_topic_is_kept_put_away_and_taken_back(client: CheckedClient) -> None:
    at = a_quarter()
    said(at, None, times=12, words="The bike helmet was gone from the shed.")
    find_topics(parse_quarter(QUARTER))
    db.session.flush()
    signed_in(client, Role.quality_analyst)
    page = client.get("/dashboards/new-topics")
    assert "bike" in page.text
    kept = client.send(page, {}, to="/kept")
    assert "is kept." in kept.text
    assert "Make a code of it. In which theme?" in kept.text
    back = client.send(kept, {}, to="/offered")
    away = client.send(back, {}, to="/dismissed")
    assert "is put away." in away.text
    assert "bike" in client.send(away, {}, to="/offered").text
    gone = client.post("/dashboards/new-topics/987654/kept", {})
    assert "taken away since" in gone.text


def test_a_kept_topic_becomes_a_code_that_begins_with_its_words(client: CheckedClient) -> None:
    at = a_quarter()
    said(at, None, times=12, words="The bike helmet was gone from the shed.")
    find_topics(parse_quarter(QUARTER))
    signed_in(client, Role.quality_analyst)
    kept = client.send(client.get("/dashboards/new-topics"), {}, to="/kept")
    onwards = next(form.get("action") for form in kept.forms() if str(form.get("action")).endswith("/code"))

    unchosen = client.get(f"{onwards}?theme=")
    assert "Choose a theme for the new code." in unchosen.text
    form, to = client.get(f"{onwards}?theme=HOME"), f"/new-code?topic={onwards.split('/')[-2]}"
    assert "bike" in form.form_values(to)["keywords"][0].split("\n")
    assert "bike" not in form.reply.request.url
    unnamed = client.send(form, {"name": ""}, to=to)
    assert "bike" in unnamed.form_values(to)["keywords"][0]
    draft = client.send(unnamed, {"name": "Bikes", "tells_of": "quality"}, to=to)
    client.send(draft, {}, to="/publish")

    made = db.session.scalars(select(Code).where(Code.name == "Bikes")).one()
    assert "bike" in (made.keywords or [])
    find_topics(parse_quarter(QUARTER))
    assert (
        db.session.scalars(select(EmergingTopic).where(EmergingTopic.standing == Standing.offered)).all()
        == []
    )


def test_who_keeps_no_codebook_is_told_who_does(client: CheckedClient) -> None:
    at = a_quarter()
    said(at, None, times=12, words="The bike helmet was gone from the shed.")
    find_topics(parse_quarter(QUARTER))
    db.session.flush()
    signed_in(client, Role.participation_officer)
    kept = client.send(client.get("/dashboards/new-topics"), {}, to="/kept")
    assert not any(str(form.get("action")).endswith("/code") for form in kept.forms())
    assert "a quality analyst" in kept.text


def test_pages_take_few_statements_however_many_places_and_themes(
    on_sqlite: Flask,
) -> None:
    client = CheckedClient(on_sqlite)
    a_quarter()
    signed_in(client, Role.quality_analyst)
    most = {
        "/dashboards": 9,
        "/dashboards/heard": 20,
        "/dashboards/together": 9,
        "/dashboards/themes/REL": 14,
    }
    for path in PAGES:
        client.get(path)
        with counting() as statements:
            client.get(path)
        assert len(statements) <= most[path], (path, len(statements))


def a_quarter_of_codes() -> Council:
    """Five codes of one theme, three of them said often enough in more than one place."""
    at = council()
    for code, times in ((KIND, 30), (LATE, 24), ("REL.contact", 18), ("REL.honest", 9), ("REL.change", 2)):
        said(at, code, times=times)
        said(at, code, times=times, place=(1, 1), box="not_so_good", group=RespondentGroup.CHILD)
    said(at, None, times=40, place=(0, 1))
    said(at, None, times=40, place=(1, 0))
    draw_figures(quarters=[parse_quarter(QUARTER)])
    return at


def test_a_code_has_its_own_page_by_one_thing_at_a_time(client: CheckedClient) -> None:
    at = a_quarter_of_codes()
    signed_in(client, Role.quality_analyst)
    theme = client.get(f"/dashboards/themes/REL?period={QUARTER}")
    page = client.get(theme.links()["Kind, respectful, easy to talk to"])
    assert "60 246 24%" in page.text
    for title in ("By service", "By locality", "By who said it", "How it is going"):
        assert title in page.text
    assert "30 of 123" in page.text
    narrowed = client.get(f"{page.path}?period={QUARTER}&service={at.services[0].slug}&group=child")
    assert "We left out: who." in narrowed.text
    assert "30 123 24%" in narrowed.text


def test_a_theme_or_code_in_the_address_leads_to_its_page_with_the_other_filters(
    client: CheckedClient,
) -> None:
    at = a_quarter_of_codes()
    signed_in(client, Role.quality_analyst)
    page = client.get(f"/dashboards?period={QUARTER}&about={KIND}&locality={at.localities[0].slug}")
    assert page.path == f"/dashboards/codes/{KIND}"
    assert "April to June (2026-27 Q1), Hillford" in page.text
    theme = client.get(f"{page.path}?about=REL&period={QUARTER}")
    assert theme.path == "/dashboards/themes/REL"
    assert client.get(f"{theme.path}?about=").path == "/dashboards"
    for strange in ("none", "🙂", "%00", "x" * 500):
        assert client.get(f"/dashboards?about={strange}").path == "/dashboards"
        client.get(f"/dashboards/codes/{strange}", expect=404)


def test_a_code_said_too_seldom_shows_no_place_and_says_so(client: CheckedClient) -> None:
    a_quarter_of_codes()
    signed_in(client, Role.quality_analyst)
    page = client.get(f"/dashboards/codes/REL.change?period={QUARTER}")
    assert "Too few to show" in page.text
    assert "By service" not in page.text
    assert "Too few to say" in page.text


def test_somebody_of_one_place_sees_a_code_there_and_no_list_of_places(client: CheckedClient) -> None:
    at = a_quarter_of_codes()
    signed_in(client, Role.service_manager, place=Place(at.services[0].id, None))
    page = client.get(f"/dashboards/codes/{KIND}?period={QUARTER}")
    assert "30 123 24%" in page.text
    assert "told for the whole council only" in page.text
    assert "Riverside" not in page.text.split("quarter by quarter")[-1]


def test_a_code_costs_as_many_questions_however_much_was_said(client: CheckedClient) -> None:
    a_quarter_of_codes()
    signed_in(client, Role.quality_analyst)
    with counting() as statements:
        client.get(f"/dashboards/codes/{KIND}?period={QUARTER}")
    assert len(statements) <= 12


def test_a_theme_is_set_beside_what_the_quarter_s_audits_hold_with_links(client: CheckedClient) -> None:
    a_quarter()
    audit = held_audit()
    action(audit)
    learning(audit)
    signed_in(client, Role.quality_analyst)
    page = client.get(f"/dashboards/themes/REL?period={QUARTER}")
    assert "1 learning audit was held." in page.text
    assert "Actions: 1, of them done: 0." in page.text
    assert "Learning written down: 1." in page.text
    assert "Too little feedback stood beside them" in page.text
    assert "Not held here yet" in page.text
    audits = client.get(page.links()["The audits of this quarter, with their actions and learning"])
    assert audit.title in audits.text


def test_a_quarter_without_audits_says_so(client: CheckedClient) -> None:
    a_quarter()
    signed_in(client, Role.quality_analyst)
    assert "No learning audit was held in this quarter." in client.get("/dashboards/themes/REL").text
