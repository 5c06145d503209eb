"""Lay a document out as what it is: the report or the analysis of a quarter, or the digest of a month."""

from feedback_app.reporting.blocks import Laid
from feedback_app.reporting.document import ReportDocument
from feedback_app.reporting.lay_out_analysis import lay_out_analysis
from feedback_app.reporting.lay_out_digest import lay_out_month
from feedback_app.reporting.lay_out_report import lay_out_report


def lay_out(document: ReportDocument) -> Laid:
    """All of it in pieces; the same document gives the same pieces, everywhere and always."""
    if document.is_an_analysis:
        return lay_out_analysis(document)
    return lay_out_month(document) if document.is_of_a_month else lay_out_report(document)
