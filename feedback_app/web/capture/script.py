"""What a practice lead says, step by step: their own words are better, but nothing here is left out."""

from dataclasses import dataclass

from flask_babel import gettext as _

from surveys.definition import Reader, is_child_reader


@dataclass(frozen=True)
class Line:
    """One step: what it is for, the words to say (or none), and what to do."""

    title: str
    say: str = ""
    do: str = ""


def opening(reader: Reader, council: str) -> tuple[Line, ...]:
    """Before the form: the right person, and a safe moment."""
    lines = (
        Line(
            _("The right person"),
            _("Hello, is that …? I work for %(council)s. Can you talk?", council=council),
            _("Say no more until you know who it is. Leave nothing in a voicemail."),
        ),
        Line(
            _("Safe and private"),
            _(
                "Is now a good time? Can anyone hear us? We can stop, or I can ring back. "
                "If you need to stop quickly, just say “wrong number”."
            ),
        ),
    )
    if not is_child_reader(reader):
        return lines
    return (
        Line(
            _("With a child"),
            do=_(
                "Agree it first with the adult who looks after them. Ask the child alone. "
                "15 minutes is enough."
            ),
        ),
        *lines,
    )


def telling(reader: Reader) -> tuple[Line, ...]:
    """Before the questions: who asks, their choice, the limits, and whether it was understood."""
    if is_child_reader(reader):
        limits = _(
            "I keep what you say with the people doing this audit. If I think you or somebody else may be "
            "hurt, I have to tell somebody who can help. I will tell you first if I can."
        )
    else:
        limits = _(
            "I keep what you say within the team doing this audit. If I think a child or an adult may be "
            "hurt, I have to tell somebody who can help. I will tell you first if I can."
        )
    return (
        Line(_("Who I am"), _("I have never worked with your family. I am asking so that we can learn.")),
        Line(
            _("Your choice"),
            _("It is up to you. You can skip anything. It will not change the help you get."),
        ),
        Line(_("What I keep private"), limits),
        Line(_("Is it clear?"), _("Can you tell me what I will do with what you say?")),
        Line(_("Your words"), _("I will write down your own words, and read them back to you.")),
    )


def asking(reader: Reader) -> tuple[Line, ...]:
    """Beside the questions."""
    lines = [
        Line(
            _("Ask it word for word"),
            do=_("Read each question as it stands. Wait. Do not suggest an answer."),
        ),
        Line(_("Skipping is fine"), _("We can skip this one.")),
        Line(_("Write their words"), do=_("As they say them, spelling and all. You read them back later.")),
    ]
    if reader is Reader.YOUNG_CHILD:
        lines.insert(1, Line(_("Little by little"), do=_("One idea at a time. They may point or draw.")))
    return tuple(lines)


def ending() -> tuple[Line, ...]:
    """At the read-back: change anything, what happens next, and whom to ring."""
    return (
        Line(_("Read back"), _("This is what I wrote. Is it right? You can change anything.")),
        Line(_("Leave out"), _("Is there anything you do not want me to pass on?")),
        Line(_("Hearing back"), _("We will tell you what we did, in the way you chose.")),
        Line(
            _("Thank you"),
            _("Thank you for telling me. If you want to talk to somebody, I can give you numbers to ring."),
        ),
    )
