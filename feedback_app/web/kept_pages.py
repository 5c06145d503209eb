"""Pages that are the same for everybody, drawn once: only the proof against forged forms differs.

A page may be kept only when nothing on it comes from a person: no answers, no mistakes, nobody signed in.
What it depends on (language, look, address) is in its key. One part of a page may be a person's own: it is
drawn anew each time and never kept; the page around it is drawn with `OWN` in its place.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from flask import current_app, g, request, session
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from feedback_app.web.context import display
from feedback_app.web.languages import chosen
from feedback_app.web.signed_in import COOKIE

MOST = 400
PROOF = "proof-goes-here-8f1c2d"
OWN = Markup("their-own-words-go-here-5b7e90")
FIELD = "csrf_token"


class KeptPages:
    """The pages drawn last, oldest forgotten first."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Hashable, tuple[str, ...]] = OrderedDict()
        self._lock = Lock()

    def drawn_around(self, own: Markup, key: Hashable, draw: Callable[[Markup], str]) -> str:
        """The page for this key with a person's own part in it, which is not kept."""
        if request.cookies.get(COOKIE) or "_flashes" in session:
            return draw(own)
        before, after = self.drawn(key, lambda: draw(OWN)).split(OWN)
        return f"{before}{own}{after}"

    def drawn(self, key: Hashable, draw: Callable[[], str]) -> str:
        """The page for this key in the reader's language and look, drawn now if it never was."""
        if request.cookies.get(COOKIE) or "_flashes" in session:
            return draw()
        whole = (key, request.full_path, chosen(), display())
        with self._lock:
            parts = self._pages.get(whole)
        if parts is None:
            parts = _without_proof(draw)
            with self._lock:
                self._pages[whole] = parts
                while len(self._pages) > MOST:
                    self._pages.popitem(last=False)
        proof = str(generate_csrf()) if len(parts) > 1 else ""
        return proof.join(parts)


def _without_proof(draw: Callable[[], str]) -> tuple[str, ...]:
    """The page in pieces, cut where the proof belongs."""
    own = g.pop(FIELD, None)
    setattr(g, FIELD, PROOF)
    try:
        return tuple(draw().split(PROOF))
    finally:
        g.pop(FIELD)
        if own is not None:
            setattr(g, FIELD, own)


def kept_pages() -> KeptPages:
    """The kept pages of this site."""
    kept = current_app.extensions.setdefault("kept-pages", KeptPages())
    assert isinstance(kept, KeptPages)
    return kept
