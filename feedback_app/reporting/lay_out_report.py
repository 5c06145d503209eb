"""Lay a quarter's report out: what was said first, what must improve, what is planned, then who was heard."""

from analysis.safe_counts import HIDDEN
from feedback_app.reporting import words
from feedback_app.reporting.blocks import Block, Facts, Heading, Items, Laid, Paragraphs
from feedback_app.reporting.document import FigureKey, ReportDocument, Signed, canonical, digest_of
from feedback_app.reporting.lay_out_figures import figure_grid, shown, theme_blocks, top_themes, trend_blocks
from feedback_app.reporting.lay_out_part import (
    actions_grid,
    learning_lists,
    moment,
    paragraphs,
    quotes_among,
    written_part,
)

DRAFT = "Draft, not approved"
FEW = "Fewer than 5, or none"
KEPT_BACK = "c, kept back"
NOTHING_SAID = "Too few people gave feedback this quarter for any figure to be shown."
NO_THEMES = "No theme came up often enough this quarter for figures to be shown."
NO_ACTIONS = "These audits led to no actions."
NO_ANALYSIS = "No analysis of this quarter was approved when this report was made."
NO_LEARNING = "These audits recorded no learning."


def lay_out_report(document: ReportDocument) -> Laid:
    """The whole report in pieces."""
    return framed(
        document,
        "What children and families told us",
        f"Learning audits, {words.period_in_words(document.compiled.quarter)}",
        (
            *in_short(document),
            *_themes(document),
            *improvement(document),
            *plans(document),
            *_analysis(document),
            *_who_was_heard(document),
            *_how_it_was_coded(document),
            *how_to_read(document),
        ),
    )


def framed(document: ReportDocument, title: str, subtitle: str, blocks: tuple[Block, ...]) -> Laid:
    """Pieces under a title, with who stands behind them."""
    return Laid(
        title=title,
        subtitle=subtitle,
        council=document.council,
        draft=document.is_draft,
        approval=_approval(document),
        standing=_standing(document),
        blocks=blocks,
    )


def _standing(document: ReportDocument) -> tuple[str, ...]:
    made = f"Compiled by {_signed(document.compiled_by.name, document.compiled_by.job_title)}"
    lines = [f"{document.framework}, version {document.framework_version}."]
    lines.append(f"{made} on {moment(document.compiled_by.at)}.")
    lines.append(_approval(document))
    if document.approved_by:
        lines.append(f"Version {document.version}. Fingerprint (SHA-256): {digest_of(canonical(document))}")
    return tuple(lines)


def _approval(document: ReportDocument) -> str:
    approver = document.approved_by
    if approver is None:
        return f"{DRAFT}. Its figures and words may still change: please do not pass it on."
    return approved_words(approver)


def approved_words(approver: Signed, version: int = 1) -> str:
    """Who approved, and when; of a correction which version."""
    corrected = f" Version {version}." if version > 1 else ""
    return f"Approved by {_signed(approver.name, approver.job_title)} on {moment(approver.at)}.{corrected}"


def _signed(name: str, job_title: str) -> str:
    return f"{name}, {job_title}," if job_title else name


def in_short(document: ReportDocument) -> list[Block]:
    """The few figures to take away."""
    compiled = document.compiled
    rows: list[tuple[str, str]] = []
    said, asked = compiled.figure(FigureKey.said_by), compiled.figure(FigureKey.requests)
    audits = compiled.figure(FigureKey.audits)
    rows.append(("Learning audits held", shown(audits.counts.base) if audits else FEW))
    if asked and asked.counts.column_totals:
        heard = asked.counts.column_totals[words.OUTCOMES.index(words.HEARD)]
        rows.append(("People we set out to hear before an audit", shown(asked.counts.base)))
        rows.append(("Of these, people we heard", KEPT_BACK if heard == HIDDEN else shown(heard)))
    rows.append(("Responses in the quarter", shown(said.counts.base) if said else FEW))
    for name, valence in (
        ("Going well most often", words.WELL),
        ("Not so good most often", words.NOT_SO_GOOD),
    ):
        top = top_themes(compiled, valence)
        if top:
            rows.append((name, top))
    blocks: list[Block] = [Heading("In short"), Facts(tuple(rows))]
    if not said:
        blocks.append(Paragraphs((NOTHING_SAID,)))
    return blocks


def _themes(document: ReportDocument) -> list[Block]:
    compiled = document.compiled
    blocks: list[Block] = [Heading("Themes"), paragraphs(document.words.themes)]
    if not compiled.themes:
        return [*blocks, Paragraphs((NO_THEMES,), quiet=True)]
    blocks += theme_blocks(document)
    blocks += quotes_among(document, document.quotes)
    for key in (FigureKey.localities, FigureKey.service_areas):
        figure = compiled.figure(key)
        if figure:
            blocks.append(figure_grid(figure, bases=True))
    return blocks + trend_blocks(compiled)


def improvement(document: ReportDocument) -> list[Block]:
    """What must become better, and what the audits taught."""
    blocks: list[Block] = [Heading("Improvement required"), paragraphs(document.words.improvement)]
    blocks.append(Heading("What we learnt from the audits", 3))
    learning = document.compiled.learning
    if not learning:
        return [*blocks, Paragraphs((NO_LEARNING,), quiet=True)]
    return blocks + learning_lists(learning, words.REACHES)


def plans(document: ReportDocument) -> list[Block]:
    """What is planned, and the actions the audits agreed."""
    blocks: list[Block] = [Heading("Plans in place"), paragraphs(document.words.plans)]
    actions = document.compiled.actions
    if not actions:
        return [*blocks, Paragraphs((NO_ACTIONS,), quiet=True)]
    return [*blocks, actions_grid(actions)]


def _analysis(document: ReportDocument) -> list[Block]:
    """The approved analysis of the same quarter, or that there is none (West Sussex 2020, Stage 3)."""
    analysis = document.analysis
    if analysis is None:
        return []
    if analysis.approved_by is None:
        return [Heading(analysis.name), Paragraphs((NO_ANALYSIS,))]
    return [
        Heading(analysis.name),
        Paragraphs((approved_words(analysis.approved_by, analysis.version),), quiet=True),
        *(block for part in analysis.parts for block in written_part(part, analysis.goes_to, level=3)),
    ]


def _who_was_heard(document: ReportDocument) -> list[Block]:
    keys = (
        FigureKey.audits,
        FigureKey.requests,
        FigureKey.said_by,
        FigureKey.channels,
        FigureKey.languages,
        FigureKey.people,
    )
    found = [figure for key in keys if (figure := document.compiled.figure(key))]
    if not found:
        return []
    return [Heading("Who was heard"), *(figure_grid(figure) for figure in found)]


def _how_it_was_coded(document: ReportDocument) -> list[Block]:
    """How far the themes can be relied on (R-48)."""
    keys = (FigureKey.second_readings, FigureKey.suggestions)
    found = [figure for key in keys if (figure := document.compiled.figure(key))]
    return (
        [Heading("How the answers were coded"), *(figure_grid(figure) for figure in found)] if found else []
    )


def how_to_read(document: ReportDocument) -> list[Block]:
    """What the figures mean, and which themes have none."""
    compiled = document.compiled
    lines = [words.HIDDEN_MEANS, words.WHOSE_RESPONSES, words.COUNTED_FROM_CODINGS, words.TREND_MEANS]
    lines += compiled.notes
    blocks: list[Block] = [Heading("How to read this report"), Paragraphs(tuple(lines), quiet=True)]
    if compiled.kept_back:
        blocks.append(Items(words.KEPT_BACK, compiled.kept_back))
    return blocks
