"""What the pages of finding show, ready to print."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import select

from analysis.language import ENGLISH
from analysis.periods import quarter_of
from feedback_app import clock
from feedback_app.database import db
from feedback_app.finding.asked import Asked
from feedback_app.finding.marked import shown
from feedback_app.finding.narrowed import Narrowed, Order
from feedback_app.finding.search import MOST_COUNTED, Hit
from feedback_app.listening.models import Channel
from feedback_app.listening.store import Answer
from feedback_app.places.models import Team
from feedback_app.reporting.words import quarter_in_words
from feedback_app.themes.models import Valence
from feedback_app.themes.queries import areas_and_localities, themes_with_codes
from feedback_app.themes.queue import Narrowed as QueueNarrowed
from feedback_app.translated.models import TranslatedBy, Translation
from feedback_app.web.coding.addresses import address_of, parts_of
from feedback_app.web.coding.shown import valence_words
from feedback_app.web.finding.narrowing import in_address
from feedback_app.web.languages import ALL
from feedback_app.web.said import (
    Mark,
    Piece,
    box_words,
    channel_name,
    group_name,
    in_pieces,
    place_words,
    question_words,
)
from feedback_app.web.translated import translated_words
from surveys.definition import RespondentGroup

FOUND = "found"
QUARTERS = 8
Options = list[tuple[str, str]]


@dataclass(frozen=True)
class TextShown:
    """What a list shows of one text, the words looked for marked, and in which language it is."""

    pieces: tuple[Piece, ...]
    more_before: bool
    more_after: bool
    language: str

    @property
    def is_marked(self) -> bool:
        return any(piece.names for piece in self.pieces)


@dataclass(frozen=True)
class HitShown:
    """One answer in the list, with its translation in use where there is one, and who made that."""

    said: TextShown
    english: TextShown | None
    translated: str
    by_machine: bool
    question: str
    facts: tuple[str, ...]
    day: str
    codes: tuple[str, ...]
    kept_blind: bool
    may_be_quoted: bool
    coding: str
    parts: dict[str, str]

    @property
    def only_in_english(self) -> bool:
        """Whether the words looked for stand in the translation alone."""
        return bool(self.english and self.english.is_marked and not self.said.is_marked)


@dataclass(frozen=True)
class Choice:
    """One thing a search can be narrowed by."""

    name: str
    label: str
    chosen: str
    options: Options
    grouped: tuple[tuple[str, Options], ...] = ()

    @property
    def chosen_words(self) -> str:
        """What is chosen as the list calls it; as the address has it when it is not in the list."""
        known = dict(chain(self.options, *(options for _name, options in self.grouped)))
        return known.get(self.chosen, self.chosen)


def question_of(answer: Answer) -> str:
    question, box = question_words(answer.response, answer.question), box_words(answer.box)
    return f"{question} ({box})" if box else question


def hit_of(hit: Hit, asked: Asked) -> HitShown:
    answer, response, translation = hit.answer, hit.answer.response, hit.translation
    return HitShown(
        _text(answer.words or "", asked, language_of(answer, translation)),
        _text(translation.words, asked, ENGLISH) if translation else None,
        translated_words(translation) if translation else "",
        translation is not None and translation.translated_by is TranslatedBy.machine,
        question_of(answer),
        (group_name(response.respondent_group), place_words((hit.service_area, hit.locality)),
         channel_name(response.channel)),
        format_date(response.received_on, "d MMM yyyy"),
        hit.codes,
        hit.kept_blind,
        response.may_quote,
        address_of(answer, QueueNarrowed()),
        parts_of(answer),
    )  # fmt: skip


def _text(words: str, asked: Asked, language: str) -> TextShown:
    part = shown(words, asked)
    marks = [Mark(mark.start, mark.end, FOUND) for mark in part.marks]
    return TextShown(tuple(in_pieces(part.words, marks)), part.more_before, part.more_after, language)


def language_of(answer: Answer, translation: Translation | None) -> str:
    """The language of somebody's own words: what their translator says goes before what was chosen."""
    return translation.from_language if translation else answer.response.language


def count_words(count: int) -> str:
    """How many were found, in words."""
    if count > MOST_COUNTED:
        return str(_("More than 1,000 answers"))
    if count == 1:
        return str(_("1 answer"))
    return str(_("%(count)s answers", count=f"{count:,}"))


def choices(narrowed: Narrowed) -> list[Choice]:
    """Everything a search can be narrowed by."""
    areas, localities = areas_and_localities()
    teams = db.session.execute(select(Team.id, Team.name).order_by(Team.name)).all()
    codes = tuple(
        (theme.name, [(code.slug, code.name) for code in theme.codes]) for theme in themes_with_codes()
    )
    chosen = {"service": "", "locality": "", "team": "", "quarter": "", "channel": "", "valence": ""}
    chosen |= in_address(narrowed)
    services = [(str(area.id), area.name) for area in areas]
    places = [(str(place.id), place.name) for place in localities]
    groups = [(one.value, group_name(one)) for one in RespondentGroup]
    channels = [(one.value, channel_name(one)) for one in Channel]
    valences = [(one.value, valence_words(one)) for one in Valence]
    return [
        Choice("service", _("Service"), chosen["service"], services),
        Choice("locality", _("Locality"), chosen["locality"], places),
        Choice("team", _("Team"), chosen["team"], [(str(key), name) for key, name in teams]),
        Choice("quarter", _("Quarter"), chosen["quarter"], _quarters(narrowed)),
        Choice("group", _("Who"), narrowed.group, groups),
        Choice("channel", _("How it reached us"), chosen["channel"], channels),
        Choice("code", _("Code"), narrowed.code, [], codes),
        Choice("valence", _("Going well or not"), chosen["valence"], valences),
        Choice("language", _("Language"), narrowed.language, [(c, one.own_name) for c, one in ALL.items()]),
    ]


def _quarters(narrowed: Narrowed) -> Options:
    """The last two years, and the quarter looked at when it is older."""
    offered = [*reversed(quarter_of(clock.today()).last(QUARTERS))]
    if narrowed.quarter and narrowed.quarter not in offered:
        offered.append(narrowed.quarter)
    return [(str(quarter), quarter_in_words(str(quarter))) for quarter in offered]


def narrowed_to(offered: Sequence[Choice], narrowed: Narrowed) -> list[tuple[str, str]]:
    """What is chosen among these, in words, and the days."""
    chosen = [(choice.label, choice.chosen_words) for choice in offered if choice.chosen]
    days = ((_("Received from"), narrowed.begins), (_("Received up to"), narrowed.ends))
    return chosen + [(name, format_date(day, "d MMM yyyy")) for name, day in days if day]


def orders(narrowed: Narrowed) -> Choice:
    options = [
        (Order.newest.value, str(_("Newest first"))),
        (Order.oldest.value, str(_("Oldest first"))),
        (Order.best.value, str(_("Best first"))),
    ]
    return Choice("order", _("Order"), narrowed.order.value, options)
