"""The forms a report can be taken away in, and what each file is called."""

from enum import StrEnum

from feedback_app.reporting.as_html import as_html
from feedback_app.reporting.as_word import as_word
from feedback_app.reporting.document import ReportDocument

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Form(StrEnum):
    """HTML to read anywhere, Word to put before a board."""

    html = "html"
    docx = "docx"


TYPES = {Form.html: "text/html; charset=utf-8", Form.docx: WORD_TYPE}


def as_file(document: ReportDocument, form: Form) -> bytes:
    """The whole file, the same bytes for the same document."""
    return as_word(document) if form is Form.docx else as_html(document).encode()


def file_name(document: ReportDocument, form: Form) -> str:
    draft = "-draft" if document.is_draft else ""
    return f"learning-audits-{document.compiled.quarter}-version-{document.version}{draft}.{form}"
