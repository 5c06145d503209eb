"""What every template may count on."""

from dataclasses import dataclass

from flask import Flask, request, url_for
from flask_babel import gettext as _

from feedback_app.people.roles import May, may
from feedback_app.settings import HelpLine, Settings
from feedback_app.web.languages import ALL, chosen
from feedback_app.web.signed_in import signed_in_person

DISPLAY_COOKIE = "display"
THEMES = ("light", "dark", "contrast", "cream")
TEXT_SIZES = ("normal", "large", "largest")
# Pages that belong to what stands in the menu under another name.
PART_OF = {
    "second_reading": "coding", "codebooks": "coding", "believed": "coding", "quotations": "finding",
    "deciding": "dashboards",
}  # fmt: skip


@dataclass(frozen=True)
class HelpLineShown:
    name: str
    phone: str
    hours: str
    href: str


@dataclass(frozen=True)
class Council:
    """The council as pages show it."""

    name: str
    director_name: str
    logo_url: str
    colour: str
    help_lines: tuple[HelpLineShown, ...]
    exit_url: str


@dataclass(frozen=True)
class Display:
    """How this reader likes pages to look: a theme ("" for the device's own) and a text size."""

    theme: str
    text: str


@dataclass(frozen=True)
class MenuItem:
    label: str
    href: str
    current: bool
    count: int | None = None


def council_of(settings: Settings) -> Council:
    return Council(
        name=settings.council_name,
        director_name=settings.director_name,
        logo_url=settings.council_logo,
        colour=settings.council_colour,
        help_lines=tuple(_shown(line) for line in settings.help_lines),
        exit_url=settings.exit_address,
    )


def _shown(line: HelpLine) -> HelpLineShown:
    return HelpLineShown(line.name, line.phone, line.hours, "tel:" + line.phone.replace(" ", ""))


def display() -> Display:
    theme, _dot, text = request.cookies.get(DISPLAY_COOKIE, "").partition(".")
    return Display(theme if theme in THEMES else "", text if text in TEXT_SIZES else "normal")


def menu() -> list[MenuItem]:
    """The pages this person may open, in the order of a working day."""
    person = signed_in_person()
    if person is None:
        return []
    offered = (
        (May.see_own_page, _("My work"), "team.home"),
        (May.triage, _("Concerns"), "triage.waiting"),
        (May.capture, _("Feedback to collect"), "capture.owed"),
        (May.read_answers, _("Read and code"), "coding.queue"),
        (May.read_answers, _("Find"), "finding.start"),
        (May.see_audits, _("Audits"), "audits.listed"),
        (May.follow_actions, _("Actions"), "improvement.actions"),
        (May.see_reports, _("What people say"), "dashboards.overview"),
        (May.see_reports, _("Reports"), "reports.listed"),
        (May.invite, _("Links and codes"), "invite.listed"),
        (May.import_responses, _("Import"), "importing.start"),
        (May.read_bottles, _("Messages in a Bottle"), "bottle.listed"),
    )
    here_now = PART_OF.get(request.blueprint or "", request.blueprint)
    shown = []
    for deed, label, endpoint in offered:
        if may(person.holdings, deed) and _has(endpoint):
            blueprint = endpoint.split(".", maxsplit=1)[0]
            shown.append(MenuItem(label, url_for(endpoint), here_now == blueprint))
    return shown


def _has(endpoint: str) -> bool:
    from flask import current_app

    return endpoint in current_app.view_functions


def here() -> str:
    """The address of this page with its filters; the front page when it has signs no address has."""
    return "/" if "\x00" in request.path else request.full_path.rstrip("?")


def give_to_templates(app: Flask, settings: Settings) -> None:
    """The values every template is given."""
    council = council_of(settings)

    @app.context_processor
    def values() -> dict[str, object]:
        code = chosen()
        return {
            "council": council,
            "language": code,
            "direction": ALL[code].direction,
            "languages": [
                (
                    offered.code,
                    offered.own_name,
                    url_for("front.choose_language", code=offered.code, back=here()),
                )
                for offered in ALL.values()
            ],
            "display": display(),
            "person": signed_in_person(),
            "menu": menu(),
            "path": here().partition("?")[0],
        }
