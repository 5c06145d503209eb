"""One code: what became of its suggestions, and the answers behind each number."""

from dataclasses import dataclass

from flask import abort, render_template, request
from flask_babel import format_date

from feedback_app.codebooks.queries import code_called
from feedback_app.learned.behind import Behind, Fate, answers_behind, counted_behind, number_of
from feedback_app.learned.believed import OfCode, by_code
from feedback_app.people.roles import May
from feedback_app.themes.models import Code
from feedback_app.themes.queue import Narrowed
from feedback_app.web.access import here, open_to
from feedback_app.web.address import address_with
from feedback_app.web.asked import page_here
from feedback_app.web.believed.asked import Asked, asked_here, engines_known
from feedback_app.web.believed.routes import believed
from feedback_app.web.believed.shown import line_of
from feedback_app.web.believed.words import fate_words
from feedback_app.web.coding.addresses import address_of
from feedback_app.web.said import Mark, Piece, box_words, group_name, in_pieces, place_words, question_words
from feedback_app.web.viewed import note_viewed

ON_A_PAGE = 25
MARKED = "suggested"


@dataclass(frozen=True)
class AnswerShown:
    """One answer, the words the machine went by marked; `because` is "" where it suggested nothing."""

    day: str
    facts: str
    question: str
    language: str
    pieces: tuple[Piece, ...]
    because: str
    href: str


@believed.get("/suggestions/codes/<slug>")
@open_to(May.code)
def behind(slug: str) -> str:
    code = code_called(slug.replace("\0", "")[:40])
    if code is None:
        abort(404)
    asked, person = asked_here(engines_known()), here()
    found = next((one for one in by_code(person, asked.within) if one.slug == code.slug), _nothing(code))
    wanted = request.args.get("what", "")
    fate = Fate(wanted) if wanted in set(Fate) else Fate.suggested
    listed = counted_behind(person, asked.within, code, fate)
    pages = max(1, -(-listed // ON_A_PAGE))
    number = page_here(pages)
    answers = answers_behind(
        person, asked.within, code, fate, at_most=ON_A_PAGE, after=(number - 1) * ON_A_PAGE
    )
    note_viewed("suggestions", code.slug, person)
    return render_template(
        "believed/behind.html",
        code=code,
        line=line_of(found),
        fate=fate.value,
        fates=[
            (one.value, fate_words(one), number_of(found, one), _address(code, asked, one)) for one in Fate
        ],
        answers=[_shown(each) for each in answers],
        kept_back=number_of(found, fate) - listed,
        number=number,
        pages=pages,
        before=_address(code, asked, fate, number - 1) if number > 1 else "",
        after=_address(code, asked, fate, number + 1) if number < pages else "",
        back=address_with("believed.by_codes", asked.address),
    )


def _nothing(code: Code) -> OfCode:
    return OfCode(code.slug, code.name, code.theme.name, 0, 0, 0, 0)


def _address(code: Code, asked: Asked, fate: Fate, page: int = 1) -> str:
    more = asked.address | ({"page": str(page)} if page > 1 else {})
    return address_with("believed.behind", {"slug": code.slug, "what": fate.value, **more})


def _shown(one: Behind) -> AnswerShown:
    answer, response, guess = one.answer, one.answer.response, one.guess
    words, box = answer.words or "", box_words(answer.box)
    question = question_words(response, answer.question)
    return AnswerShown(
        day=format_date(response.received_on, "d MMM yyyy"),
        facts=f"{group_name(response.respondent_group)} · {place_words((one.service_area, one.locality))}",
        question=f"{question} ({box})" if box else question,
        language=response.language,
        pieces=tuple(in_pieces(words, [Mark(guess.starts_at, guess.ends_at, MARKED)] if guess else [])),
        because=guess.because if guess else "",
        href=address_of(answer, Narrowed()),
    )
