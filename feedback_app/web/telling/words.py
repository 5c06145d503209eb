"""Write what people are told, see how it reads, have it published by somebody else, and take it back."""

from flask import abort, flash, redirect, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.people.roles import May
from feedback_app.telling.models import ENGLISH
from feedback_app.telling.queries import linked_to
from feedback_app.telling.refusals import Refused
from feedback_app.telling.rules import Decision, may_write
from feedback_app.telling.tell import publish, take_back, words_in, write_words
from feedback_app.web.access import here, open_to
from feedback_app.web.dashboards.door import quarter_words
from feedback_app.web.languages import ALL
from feedback_app.web.telling.cycle import Page, back_to, refused, seen
from feedback_app.web.telling.door import ONE, Asked, asked, telling
from feedback_app.web.telling.forms import WordsForm
from feedback_app.web.telling.shown import Reads, how_it_reads, in_english

WORDS = f"{ONE}/words/<language>"


@telling.get(WORDS, endpoint="words")
@open_to(May.tell_back)
def look(period: str, place: str, slug: str, language: str) -> Page:
    about = _about(period, place, slug, language)
    words = words_in(about.begun, language)
    if not may_write(about.begun) or (words and words.published_at):
        return redirect(about.to("theme"))
    cannot = about.begun.decision is Decision.cannot and language == ENGLISH
    said, did = (words.said, words.did) if words else ("", about.begun.reason if cannot else "")
    return _page(about, language, WordsForm(formdata=None, said=said, did=did, seen=about.begun.changes))


def _about(period: str, place: str, slug: str, language: str, deed: May = May.tell_back) -> Asked:
    about = asked(period, place, slug, deed)
    if language not in ALL:
        abort(404)
    about.begun  # noqa: B018 - a theme nobody has begun has no words: 404
    return about


def _page(
    about: Asked, language: str, form: WordsForm, *, reads: Reads | None = None, trouble: str = ""
) -> str:
    it = about.begun
    return render_template(
        "telling/words.html",
        about=about,
        it=it,
        form=form,
        trouble=trouble,
        reads=reads,
        language_code=language,
        language_name=in_english(language),
        is_english=language == ENGLISH,
        english=words_in(it, ENGLISH) if language != ENGLISH else None,
        quarter_words=quarter_words(about.quarter),
        changed=[each.action for each in linked_to(it, here()) if each.action.impact],
    )


@telling.post(WORDS, endpoint="write")
@open_to(May.tell_back)
def write(period: str, place: str, slug: str, language: str) -> Page:
    about, form = _about(period, place, slug, language), WordsForm()
    said, did = form.said.data or "", form.did.data or ""
    if not form.validate_on_submit():
        return _page(about, language, form)
    if form.check.data and language == ENGLISH:
        return _page(about, language, form, reads=how_it_reads(said, did))
    try:
        write_words(about.begun, language, said=said, did=did, by=here(), seen=seen())
    except Refused as refusal:
        form.seen.data = str(about.begun.changes)
        return _page(about, language, form, trouble=_(refusal.msgid)), 409
    flash(_("Kept. Somebody else reads it and publishes it."), "success")
    return back_to(about)


@telling.post(f"{WORDS}/publish", endpoint="publish")
@open_to(May.publish_told)
def publish_words(period: str, place: str, slug: str, language: str) -> Page:
    about = _about(period, place, slug, language, May.publish_told)
    try:
        publish(about.begun, language, about.counts, by=here(), seen=seen())
    except Refused as refusal:
        return refused(about, refusal)
    flash(_("Published. Everybody can read it now."), "success")
    return back_to(about)


@telling.post(f"{ONE}/take-back", endpoint="take_back")
@open_to(May.publish_told)
def take_it_back(period: str, place: str, slug: str) -> Reply | tuple[str, int]:
    about = asked(period, place, slug, May.publish_told)
    try:
        take_back(about.begun, by=here(), seen=seen())
    except Refused as refusal:
        return refused(about, refusal)
    flash(_("Nobody can read it any longer. The words are kept, to be mended."), "success")
    return back_to(about)
