"""Sort the codings of a code that was split: a page of them at a time, or all at once."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from feedback_app.codebooks.models import CodebookChange
from feedback_app.codebooks.queries import change_called
from feedback_app.codebooks.refusals import AlreadyUndone, ChangedMeanwhile, NotThere
from feedback_app.codebooks.split import Half, halves_of, number_to_sort, sort_all, sort_codings, to_sort
from feedback_app.people.roles import May
from feedback_app.web.access import open_to
from feedback_app.web.asked import number_in
from feedback_app.web.codebooks.door import Page, codebooks, keeper, refused_page
from feedback_app.web.codebooks.forms import SeenForm

ON_A_PAGE = 20


def _change_here(ref: str) -> CodebookChange:
    found = change_called(ref)
    if found is None:
        abort(404)
    return found


@codebooks.get("/changes/<ref>/sort")
@open_to(May.change_codebook)
def sort(ref: str) -> Page:
    by, change = keeper(), _change_here(ref)
    try:
        code, new = halves_of(change)
    except (NotThere, AlreadyUndone) as refused:
        return refused_page(refused, url_for("codebooks.history_page"))
    return render_template(
        "codebooks/sort.html",
        change=change,
        code=code,
        new=new,
        left=number_to_sort(change, by),
        codings=to_sort(change, by, at_most=ON_A_PAGE),
        form=SeenForm(),
    )


@codebooks.post("/changes/<ref>/sort")
@open_to(May.change_codebook)
def sorted_here(ref: str) -> Page:
    """Some, by their own choice; or all that are left, by one button."""
    by, change = keeper(), _change_here(ref)
    every = next((half for half in Half if half.value == request.form.get("all")), None)
    try:
        done = sort_all(change, every, by) if every else sort_codings(change, _choices(), by)
    except (NotThere, AlreadyUndone, ChangedMeanwhile) as refused:
        return refused_page(refused, url_for("codebooks.history_page"))
    flash(_("Sorted: %(done)s. Nothing is lost: it can all be undone in the history.", done=done), "success")
    return redirect(url_for("codebooks.sort", ref=ref), 303)


def _choices() -> list[tuple[int, Half]]:
    found = []
    for name, value in request.form.items():
        number = number_in(name.removeprefix("coding-"))
        half = next((one for one in Half if one.value == value), None)
        if name.startswith("coding-") and number is not None and half:
            found.append((number, half))
    return found
