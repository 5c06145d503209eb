"""Rename, retire, merge and split a code: what happens to its codings is on the page before the button."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from feedback_app.codebooks.effects import effects_on
from feedback_app.codebooks.merge import may_be_merged_into, merge
from feedback_app.codebooks.models import CodebookChange
from feedback_app.codebooks.queries import code_called, themes_of
from feedback_app.codebooks.refusals import ChangedMeanwhile, IntoItself, NameTaken, NotThere
from feedback_app.codebooks.rename import rename
from feedback_app.codebooks.retire import retire
from feedback_app.codebooks.split import split
from feedback_app.people.roles import May
from feedback_app.themes.models import Code
from feedback_app.web.access import open_to
from feedback_app.web.codebooks.door import Page, book_here, code_here, codebooks, keeper, refused_page
from feedback_app.web.codebooks.forms import MergeForm, RenameForm, RetireForm, SeenForm, SplitForm
from feedback_app.web.codebooks.shown import effects_lines


def _show(template: str, code: Code, form: SeenForm, into: Code | None = None, **more: object) -> str:
    if not form.is_submitted():
        form.show_again(book_here().changes)
    effects = effects_on(code, into)
    return render_template(
        f"codebooks/{template}.html", code=code, form=form, lines=effects_lines(effects), effects=effects,
        into=into, **more,
    )  # fmt: skip


def _late(
    template: str, code: Code, form: SeenForm, into: Code | None = None, **more: object
) -> tuple[str, int]:
    """Somebody else was quicker: what is so now is shown, and what was typed stays."""
    form.show_again(book_here().changes)
    return _show(template, code, form, into, late=True, **more), 409


def _done(change: CodebookChange, words: str) -> Page:
    flash(words, "success")
    return redirect(url_for("codebooks.history_page", _anchor=f"v{change.version}"), 303)


@codebooks.route("/codes/<slug>/rename", methods=["GET", "POST"])
@open_to(May.change_codebook)
def rename_code(slug: str) -> Page:
    by, code, form = keeper(), code_here(slug), RenameForm()
    if not form.is_submitted():
        form.name.data = code.name
    elif form.validate():
        try:
            change = rename(slug, form.typed_name, form.was_seen, by)
        except NameTaken:
            form.name.errors = [_("This name is taken in this theme. Choose another one.")]
        except ChangedMeanwhile:
            return _late("rename", code, form)
        else:
            return _done(change, _("It has its new name. Its codings are where they were."))
    return _show("rename", code, form)


@codebooks.route("/codes/<slug>/retire", methods=["GET", "POST"])
@open_to(May.change_codebook)
def retire_code(slug: str) -> Page:
    form = RetireForm()
    by, code = keeper(), code_here(slug)
    if not form.validate_on_submit():
        return _show("retire", code, form)
    try:
        change = retire(slug, form.was_seen, by)
    except ChangedMeanwhile:
        return _late("retire", code, form)
    return _done(change, _("It is retired. Its codings stay and count."))


@codebooks.route("/codes/<slug>/merge", methods=["GET", "POST"])
@open_to(May.change_codebook)
def merge_code(slug: str) -> Page:
    form = MergeForm()
    by, code = keeper(), code_here(slug)
    themes = [(theme, may_be_merged_into(code, theme.codes)) for theme in themes_of(book_here())]
    wanted = form.into.data if form.is_submitted() else request.args.get("into", "")
    into = code_called(str(wanted or "").replace("\0", "")[:60])
    into = into if into is not None and into.retired_on is None and into.id != code.id else None
    if into is None or not form.validate_on_submit():
        form.into.data = into.slug if into else ""
        none_chosen = into is None and ("into" in request.args or form.is_submitted())
        problems = [{"text": _("Choose a code."), "href": "#into-code"}] if none_chosen else []
        return _show("merge", code, form, into, themes=themes, problems=problems)
    try:
        change = merge(slug, into.slug, form.was_seen, by)
    except ChangedMeanwhile:
        return _late("merge", code, form, into, themes=themes)
    except (NotThere, IntoItself) as refused:
        return refused_page(refused, url_for("codebooks.listed"))
    return _done(change, _("They are one code now."))


@codebooks.route("/codes/<slug>/split", methods=["GET", "POST"])
@open_to(May.change_codebook)
def split_code(slug: str) -> Page:
    by, code, form = keeper(), code_here(slug), SplitForm()
    form.offer()
    if not form.validate_on_submit():
        return _show("split", code, form)
    try:
        change = split(slug, form.wording(), form.was_seen, by)
    except NameTaken:
        form.name.errors = [_("This name is taken in this theme. Choose another one.")]
        return _show("split", code, form)
    except ChangedMeanwhile:
        return _late("split", code, form)
    flash(_("The new code stands beside the old one. Now say which codings belong to it."), "success")
    return redirect(url_for("codebooks.sort", ref=change.public_ref), 303)
