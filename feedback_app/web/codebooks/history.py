"""What was changed in the codebook, by whom, and undo it."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from feedback_app.codebooks.queries import change_called, history
from feedback_app.codebooks.reasons import REFUSALS
from feedback_app.codebooks.undo import undo
from feedback_app.database import db
from feedback_app.people.roles import May
from feedback_app.themes.models import Code, Theme
from feedback_app.web.access import open_to
from feedback_app.web.asked import page_here
from feedback_app.web.codebooks.door import Page, book_here, codebooks, keeper, refused_page
from feedback_app.web.codebooks.forms import SeenForm
from feedback_app.web.codebooks.shown import change_shown

ON_A_PAGE = 30


@codebooks.get("/changes")
@open_to(May.change_codebook)
def history_page() -> str:
    keeper()
    book = book_here()
    number = page_here()
    found = history(book, at_most=ON_A_PAGE + 1, after=(number - 1) * ON_A_PAGE)
    names = {row.slug: row.name for row in db.session.execute(select(Code.slug, Code.name))}
    names |= {row.slug: row.name for row in db.session.execute(select(Theme.slug, Theme.name))}
    more = len(found) > ON_A_PAGE
    return render_template(
        "codebooks/history.html",
        book=book,
        changes=[change_shown(each, names) for each in found[:ON_A_PAGE]],
        form=SeenForm(seen=str(book.changes)),
        number=number,
        pages=number + 1 if more else number,
        before=url_for("codebooks.history_page", page=number - 1) if number > 1 else "",
        after=url_for("codebooks.history_page", page=number + 1) if more else "",
    )


@codebooks.post("/changes/<ref>/undo")
@open_to(May.change_codebook)
def undo_change(ref: str) -> Page:
    by, change, form = keeper(), change_called(ref), SeenForm()
    if change is None:
        abort(404)
    try:
        undo(change, form.was_seen, by)
    except REFUSALS as refused:
        return refused_page(refused, url_for("codebooks.history_page"))
    flash(_("It is undone, and everything is where it was."), "success")
    return redirect(url_for("codebooks.history_page"), 303)
