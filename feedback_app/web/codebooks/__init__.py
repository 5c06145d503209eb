"""The codebook on the site: look, word anew, publish, rename, retire, merge, split, undo, exchange."""

from feedback_app.web.codebooks import bringing, browse, exchange, history, sorting, structure, wording
from feedback_app.web.codebooks.door import codebooks

__all__ = ["bringing", "browse", "codebooks", "exchange", "history", "sorting", "structure", "wording"]
