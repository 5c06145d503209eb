"""The forms a report can be taken away in, and what each file is called."""

import re
from enum import StrEnum

from feedback_app.reporting.as_html import as_html
from feedback_app.reporting.as_word import as_word
from feedback_app.reporting.blocks import Laid
from feedback_app.reporting.document import ReportDocument

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Form(StrEnum):
    """HTML to read anywhere, Word to put before a board."""

    html = "html"
    docx = "docx"


TYPES = {Form.html: "text/html; charset=utf-8", Form.docx: WORD_TYPE}


def as_file(document: ReportDocument, form: Form, laid: Laid | None = None) -> bytes:
    """The whole file, or the document laid out otherwise; the same bytes for the same document."""
    return as_word(document, laid) if form is Form.docx else as_html(document, laid).encode()


def file_name(document: ReportDocument, form: Form) -> str:
    if document.is_of_a_month:
        return digest_name(document, form)
    draft = "-draft" if document.is_draft else ""
    what = "quarter-analysis" if document.is_an_analysis else "learning-audits"
    return f"{what}-{document.compiled.quarter}-version-{document.version}{draft}.{form}"


def digest_name(document: ReportDocument, form: Form, team: str = "") -> str:
    """What a digest is called: of a month, perhaps for one team, or of a quarter for the board."""
    whose = re.sub(r"\W+", "-", team.lower()).strip("-")
    parts = ("theme-digest", document.compiled.quarter, whose, "draft" if document.is_draft else "")
    return f"{'-'.join(part for part in parts if part)}.{form}"
