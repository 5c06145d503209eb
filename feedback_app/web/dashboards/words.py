"""How figures, changes and voices are said."""

from flask_babel import gettext as _

from analysis.changes import Change
from analysis.safe_counts import SafeCounts, Shown, percentage
from analysis.trends import Direction
from analysis.triangulation import Together, Voice


def direction_words(direction: Direction) -> str:
    return str(
        {
            Direction.up: _("More than last quarter"),
            Direction.down: _("Less than last quarter"),
            Direction.steady: _("No difference that we can tell"),
            Direction.too_few: _("Too few to say"),
        }[direction]
    )


def direction_kind(direction: Direction) -> str:
    """The shape that goes with the words."""
    return "soon" if direction in (Direction.up, Direction.down) else "note"


def voice_words(voice: Voice) -> str:
    return str(
        {
            Voice.well: _("Mostly going well"),
            Voice.not_so_good: _("Mostly not so good"),
            Voice.divided: _("Some of each"),
            Voice.silent: _("Nobody spoke of it"),
            Voice.too_few: _("Too few to say"),
        }[voice]
    )


def together_words(said: Together) -> list[str]:
    """Whether people see a theme alike, in sentences."""
    if not said.can_say:
        return [str(_("Too few people of any group said how it is going to set them side by side."))]
    lines = []
    if said.disagree:
        lines.append(str(_("They do not see it alike.")))
    if said.well:
        lines.append(str(_("Mostly going well: %(who)s.", who=", ".join(said.well))))
    if said.not_so_good:
        lines.append(str(_("Mostly not so good: %(who)s.", who=", ".join(said.not_so_good))))
    if said.divided:
        lines.append(str(_("Some of each: %(who)s.", who=", ".join(said.divided))))
    return lines


def count_words(count: Shown) -> str:
    """A printed number; c where it is kept back."""
    return count if isinstance(count, str) else f"{count:,}"


def of_words(count: Shown, base: Shown) -> str:
    """A number, what it is of, and the share: always with its n."""
    share = percentage(count, base)
    if isinstance(share, str):
        return count_words(count)
    return str(
        _(
            "%(count)s of %(base)s (%(share)s%%)",
            count=count_words(count),
            base=count_words(base),
            share=share,
        )
    )


def change_words(change: Change, counts: SafeCounts) -> str:
    """Before and now, with what each is of."""
    bases = counts.column_totals or ("c", "c")
    return str(
        _(
            "%(now)s this quarter, %(before)s last quarter",
            now=of_words(change.now, bases[0]),
            before=of_words(change.before, bases[1]),
        )
    )
