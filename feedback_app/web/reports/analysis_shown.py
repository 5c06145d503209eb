"""What the pages of an analysis show, ready to print."""

from dataclasses import dataclass

from flask_babel import format_date, format_datetime
from flask_babel import gettext as _

from feedback_app import clock
from feedback_app.reporting.document import ReportDocument, WrittenPart
from feedback_app.reporting.models import ReportPoint
from feedback_app.reporting.refusals import Part, Section
from feedback_app.web.reports.shown import StatusShown


def part_name(part: Part) -> str:
    """What one part of an analysis is called."""
    names: dict[Part, str] = {
        Part.themes: _("Themes"),
        Part.strengths: _("Strengths"),
        Part.barriers: _("Barriers"),
        Part.partners: _("Relationships with partners"),
        Part.impact: _("Impact and outcomes"),
    }
    return names[part]


def part_hint(part: Part) -> str:
    """What one part of an analysis is about (West Sussex 2020, Stage 3)."""
    hints: dict[Part, str] = {
        Part.themes: _("What comes up in practice, and how that has changed."),
        Part.strengths: _("What helps children and families, so that others can do it too."),
        Part.barriers: _("What gets in the way of help that works."),
        Part.partners: _("How we work with schools, health, police and others, and how they find it."),
        Part.impact: _("What is different for children and young people because of what we did."),
    }
    return hints[part]


def wrote_words(document: ReportDocument, part: Part) -> list[str]:
    """Everybody who wrote a part, and when they last did."""
    parts = document.analysis.parts if document.analysis else ()
    return [
        str(_("%(name)s, %(moment)s", name=by.name, moment=format_datetime(by.at, "d MMMM yyyy, HH:mm")))
        for each in parts
        if each.part is part
        for by in each.by
    ]


@dataclass(frozen=True)
class PartLine:
    """One part of a draft, in the list of what is to be written."""

    part: Part
    name: str
    status: StatusShown
    wrote: tuple[str, ...]


def part_lines(document: ReportDocument) -> list[PartLine]:
    """The parts of an analysis, and how far each is."""
    return [
        PartLine(each.part, part_name(each.part), _part_status(each), tuple(wrote_words(document, each.part)))
        for each in (document.analysis.parts if document.analysis else ())
    ]


def _part_status(part: WrittenPart) -> StatusShown:
    if part.why_empty:
        return StatusShown(_("Nothing to say, with a reason"), "note")
    return StatusShown(_("Written"), "good") if part.words else StatusShown(_("Still to write"), "soon")


@dataclass(frozen=True)
class PointShown:
    """A point of an analysis and what became of it; `settled` is "" while nobody settled it."""

    number: int
    part: str
    words: str
    status: StatusShown
    action: str
    because: str
    settled: str


def point_shown(point: ReportPoint) -> PointShown:
    """One point, with who settled it and when."""
    if point.action is not None:
        status = StatusShown(_("An action"), "good")
    elif point.no_action_because:
        status = StatusShown(_("No action follows"), "note")
    else:
        status = StatusShown(_("Waits for you"), "soon")
    day = point.settled_at.astimezone(clock.LONDON).date() if point.settled_at else None
    name = point.settled_by.name if point.settled_by else ""
    return PointShown(
        number=point.id,
        part=part_name(point.part),
        words=point.words,
        status=status,
        action=point.action.what if point.action else "",
        because=point.no_action_because,
        settled=_("%(name)s, %(moment)s", name=name, moment=format_date(day, "d MMMM yyyy")) if day else "",
    )


def sections_named(sections: tuple[Section | Part, ...]) -> list[str]:
    names = {
        Section.themes: _("Themes"),
        Section.improvement: _("Improvement required"),
        Section.plans: _("Plans in place"),
    }
    return [part_name(each) if isinstance(each, Part) else names[each] for each in sections]
