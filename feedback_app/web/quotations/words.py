"""The words for kinds, reasons and states of quotes."""

from flask_babel import gettext as _

from analysis.redaction import Kind, Why
from feedback_app.quotations.models import QuotationState
from feedback_app.quotations.rules import Hindrance


def kind_words(kind: Kind) -> str:
    words: dict[Kind, str] = {
        Kind.name: _("name"),
        Kind.place: _("place"),
        Kind.school: _("school"),
        Kind.date: _("date"),
        Kind.phone: _("phone number"),
        Kind.postcode: _("postcode"),
        Kind.email: _("e-mail address"),
        Kind.link: _("web address"),
        Kind.account: _("account"),
        Kind.reference: _("number"),
        Kind.age: _("age"),
        Kind.fact: _("unusual fact"),
    }
    return words[kind]


def why_words(why: Why) -> str:
    words: dict[Why, str] = {
        Why.shape: _("It looks like one."),
        Why.cue: _("The words beside it say so."),
        Why.capital: _("It has a capital and is not an everyday word."),
        Why.opens: _("It is no everyday word; it may have its capital only for standing first."),
        Why.in_a_list: _("It stands in a list with a name."),
        Why.first_name: _("It is a usual first name."),
        Why.known: _("It is on the council’s own lists."),
        Why.rare: _("Few people could say this."),
    }
    return words[why]


def hindrance_words(hindrance: Hindrance) -> str:
    words: dict[Hindrance, str] = {
        Hindrance.no_permission: _("This person did not say that they may be quoted."),
        Hindrance.taken_back: _("They took back what they said."),
        Hindrance.concern: _("What they said raised a concern; it is never quoted."),
        Hindrance.not_their_words: _("These are not their exact words."),
        Hindrance.not_coded: _("Nobody has given the answer this code."),
        Hindrance.too_few: _("Too few others of the same place and quarter said something like it."),
        Hindrance.by_machine: _(
            "Only a machine translated it. Somebody who reads the language checks it first, and keeps it as "
            "translated by a person."
        ),
        Hindrance.translated_anew: _("The translation was changed since. Propose a quote from the new one."),
        Hindrance.too_long: _("A quote has at most 600 letters. Choose a shorter part."),
    }
    return words[hindrance]


def state_shown(state: QuotationState) -> tuple[str, str]:
    """A state in words, with the shape that goes with it."""
    words: dict[QuotationState, tuple[str, str]] = {
        QuotationState.proposed: (_("Waits for a second person"), "waiting"),
        QuotationState.usable: (_("May be used"), "good"),
        QuotationState.sent_back: (_("Sent back"), "soon"),
        QuotationState.taken_back: (_("Not to be used"), "stopped"),
    }
    return words[state]
