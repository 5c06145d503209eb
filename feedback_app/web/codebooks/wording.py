"""Word a code or a theme anew, as a draft; add one; look at the draft and publish it."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.codebooks import draft
from feedback_app.codebooks.queries import code_called, draft_of, drafted, theme_called, themes_of
from feedback_app.codebooks.refusals import ChangedMeanwhile, NameTaken, NothingToPublish, NotThere
from feedback_app.codebooks.wording import wording_of
from feedback_app.dashboards.models import EmergingTopic
from feedback_app.dashboards.topics import NoSuchTopic, topic_called
from feedback_app.people.roles import May
from feedback_app.themes.models import Code, Theme
from feedback_app.web.access import open_to
from feedback_app.web.asked import number_in
from feedback_app.web.codebooks.door import Page, book_here, codebooks, keeper, refused_page
from feedback_app.web.codebooks.forms import CodeForm, SeenForm, ThemeForm
from feedback_app.web.codebooks.shown import entry_shown

LIKE_A_SLUG = 40


def _to_draft() -> Reply:
    return redirect(url_for("codebooks.draft_page"), 303)


@codebooks.route("/codes/<slug>/wording", methods=["GET", "POST"])
@open_to(May.change_codebook)
def word_code(slug: str) -> Page:
    keeper()
    form = CodeForm()
    form.offer()
    return _word(slug, form, of_theme=False)


@codebooks.route("/themes/<slug>/wording", methods=["GET", "POST"])
@open_to(May.change_codebook)
def word_theme(slug: str) -> Page:
    keeper()
    return _word(slug, ThemeForm(), of_theme=True)


def _word(slug: str, form: CodeForm | ThemeForm, *, of_theme: bool) -> Page:
    book_here()
    row, entry = _row(slug, of_theme=of_theme), draft_of(slug)
    if row is None and (entry is None or bool(entry.theme_slug) is of_theme):
        abort(404)
    now = entry.wording if entry else wording_of(row) if row else {}
    if not form.is_submitted():
        form.fill(now)
        form.show_again(entry.changes if entry else 0)
    elif form.validate():
        try:
            draft.save_draft(slug, form.wording(), form.was_seen, keeper())
        except NameTaken:
            form.name.errors = [_("This name is taken in this theme. Choose another one.")]
        except (ChangedMeanwhile, NotThere):
            return _changed_meanwhile(slug, form), 409
        else:
            flash(_("Saved in the draft. It comes into effect when the draft is published."), "success")
            return _to_draft()
    return render_template(
        "codebooks/wording.html", form=form, title=str(now["name"]), theirs=[], back=_way_back(slug)
    )


def _way_back(slug: str) -> tuple[str, str]:
    """Where somebody came from, and what it is called: the draft, the code, or the codebook for a theme."""
    code = code_called(slug)
    if draft_of(slug) is not None:
        return url_for("codebooks.draft_page"), _("The draft")
    if code is not None:
        return url_for("codebooks.one", slug=slug), code.name
    return url_for("codebooks.listed"), _("The codebook")


def _row(slug: str, *, of_theme: bool) -> Code | Theme | None:
    if of_theme:
        return theme_called(slug)
    code = code_called(slug)
    return code if code is not None and code.retired_on is None else None


def _changed_meanwhile(slug: str, form: CodeForm | ThemeForm) -> str:
    """What was typed stays; what somebody else saved stands beside it."""
    entry = draft_of(slug)
    form.show_again(entry.changes if entry else 0)
    theirs = entry_shown(entry, {}).parts if entry else ()
    title = str(entry.wording["name"]) if entry else form.typed_name
    return render_template(
        "codebooks/wording.html",
        form=form,
        title=title,
        theirs=theirs,
        late=True,
        back=_way_back(slug),
    )


@codebooks.route("/themes/<slug>/new-code", methods=["GET", "POST"])
@open_to(May.change_codebook)
def new_code(slug: str) -> Page:
    by, form = keeper(), CodeForm()
    book_here()
    theme = theme_called(slug)
    form.offer()
    if theme is None:
        abort(404)
    topic = _topic_here()
    if topic is not None and not form.is_submitted():
        form.keywords.data = "\n".join(topic.words)
    title = _("A new code in “%(name)s”", name=theme.name)
    if form.validate_on_submit():
        try:
            draft.draft_new_code(slug, form.wording(), by)
        except NameTaken:
            form.name.errors = [_("This name is taken in this theme. Choose another one.")]
        except ChangedMeanwhile:
            return render_template("codebooks/new.html", form=form, title=title, topic=topic, late=True), 409
        else:
            flash(_("The new code is in the draft."), "success")
            return _to_draft()
    return render_template("codebooks/new.html", form=form, title=title, topic=topic)


def _topic_here() -> EmergingTopic | None:
    """The topic a new code begins with; None when the address names none, or one that is there no more."""
    try:
        return topic_called(number_in(request.args.get("topic")) or 0)
    except NoSuchTopic:
        return None


@codebooks.route("/new-theme", methods=["GET", "POST"])
@open_to(May.change_codebook)
def new_theme() -> Page:
    by, form = keeper(), ThemeForm()
    book_here()
    if form.validate_on_submit():
        try:
            draft.draft_new_theme(form.wording(), by)
        except NameTaken:
            form.name.errors = [_("Another theme has this name. Choose another one.")]
        except ChangedMeanwhile:
            return render_template("codebooks/new.html", form=form, title=_("A new theme"), late=True), 409
        else:
            flash(_("The new theme is in the draft. Codes are added once it is published."), "success")
            return _to_draft()
    return render_template("codebooks/new.html", form=form, title=_("A new theme"))


@codebooks.get("/draft")
@open_to(May.change_codebook)
def draft_page() -> str:
    keeper()
    book = book_here()
    entries = drafted(book)
    names = {theme.slug: theme.name for theme in themes_of(book)}
    names |= {entry.slug: str(entry.wording["name"]) for entry in entries if not entry.theme_slug}
    form = SeenForm(seen=str(book.changes))
    return render_template(
        "codebooks/draft.html", entries=[entry_shown(each, names) for each in entries], form=form
    )


@codebooks.post("/draft/publish")
@open_to(May.change_codebook)
def publish() -> Page:
    by, form = keeper(), SeenForm()
    try:
        change = draft.publish(form.was_seen, by)
    except (ChangedMeanwhile, NothingToPublish, NameTaken, NotThere) as refused:
        return refused_page(refused, url_for("codebooks.draft_page"))
    flash(_("Version %(version)s is in effect.", version=change.version), "success")
    return redirect(url_for("codebooks.history_page"), 303)


@codebooks.post("/draft/leave")
@open_to(May.change_codebook)
def leave() -> Page:
    keeper()
    book_here()
    draft.leave_draft(request.form.get("slug", "").replace("\0", "")[:LIKE_A_SLUG])
    flash(_("It is out of the draft. What is in effect stays as it is."), "success")
    return _to_draft()
