"""What a response may have led to, as the form offers it: themes to act on and agreed actions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from analysis.periods import quarter_of
from feedback_app.dashboards.read import names_and_places
from feedback_app.improvement.models import Action
from feedback_app.listening.store import Response
from feedback_app.people.models import Person
from feedback_app.telling.decide_one import LedTo
from feedback_app.telling.left import actions_to_take_it_up, led_to, themes_to_take_it_up
from feedback_app.telling.models import ResponseDecision, YouSaid

LONGEST = 100


@dataclass(frozen=True)
class Offer:
    """One thing to choose: its value in the form, its words, and what it is."""

    value: str
    label: str
    what: LedTo


def offers_for(response: Response, person: Person, kept: ResponseDecision | None) -> list[Offer]:
    """Themes first, then actions; what it led to by an earlier decision is always among them."""
    names = names_and_places()[0].themes
    themes = themes_to_take_it_up(response, quarter_of(response.received_on))
    found = [_offer(each, names) for each in themes]
    found += [_offer(each, names) for each in actions_to_take_it_up(response, person)]
    before = led_to(kept) if kept else None
    if before is not None and before not in [each.what for each in found]:
        found.append(_offer(before, names))
    return found


def led_to_words(kept: ResponseDecision | None) -> str:
    """What the decision that stands led to, in words; "" for nothing."""
    before = led_to(kept) if kept else None
    return _offer(before, names_and_places()[0].themes).label if before is not None else ""


def value_of(kept: ResponseDecision | None, offers: Sequence[Offer]) -> str:
    """The value in the form of what the decision that stands led to; "" for nothing."""
    before = led_to(kept) if kept else None
    return next((each.value for each in offers if before is not None and each.what is before), "")


def _offer(what: YouSaid | Action, names: Mapping[str, str]) -> Offer:
    if isinstance(what, Action):
        return Offer(f"action-{what.public_ref}", _("Action: %(what)s", what=what.what[:LONGEST]), what)
    theme = names.get(what.theme, what.theme)
    return Offer(f"theme-{what.public_ref}", _("Theme we act on: %(theme)s", theme=theme), what)
