"""A report as one HTML file that needs nothing beside it: made from its document alone, always the same."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from feedback_app.reporting.blocks import Bars, Block, Laid
from feedback_app.reporting.charts import bar_chart
from feedback_app.reporting.document import LANGUAGE, ReportDocument
from feedback_app.reporting.lay_out import lay_out

KEPT_BACK = "c, kept back"


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("feedback_app.reporting", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["kind"] = kind
    made.filters["drawing"] = drawing
    return made


def as_html(document: ReportDocument, laid: Laid | None = None) -> str:
    """The whole file, or the document laid out otherwise."""
    report = laid or lay_out(document)
    return _environment().get_template("report.html").render(report=report, language=LANGUAGE)


def kind(block: Block) -> str:
    """What sort of piece it is, for a template to choose how it is drawn."""
    return type(block).__name__.lower()


def drawing(chart: Bars) -> Markup:
    """The chart as SVG with a title and a description."""
    drawn = bar_chart(chart.title, chart.description, chart.bars, hidden=KEPT_BACK)
    return Markup(drawn)  # noqa: S704 - the writer escapes every word
