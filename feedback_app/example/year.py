"""Who speaks when in the made-up year: every group, every quarter, every place, some in Polish and Arabic."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from feedback_app.clock import LONDON
from feedback_app.listening.models import Channel
from surveys.definition import Reader, RespondentGroup

STARTS = (date(2025, 10, 1), date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1))
ENDS = date(2026, 9, 30)
SHARES = (0.22, 0.24, 0.26, 0.28)
POLISH, ARABIC = 0.125, 0.085
NORMAL_HOURS = (8, 20)


@dataclass(frozen=True)
class Voice:
    """One sort of made-up respondent, and how many of them speak in the year."""

    survey: str
    group: RespondentGroup
    reader: Reader
    pool: str
    count: int
    areas: tuple[int, ...] = (0, 1, 2, 3, 4)
    channel: Channel = Channel.online
    other_language: str = ""
    certain: Mapping[str, str] = field(default_factory=dict)


CHILD, YOUNG = RespondentGroup.CHILD, RespondentGroup.YOUNG_PERSON
PARENT, FOSTER = RespondentGroup.PARENT_OR_CARER, RespondentGroup.FOSTER_CARER
VOICES = (
    Voice("learning-audit-child", CHILD, Reader.CHILD, "child", 92, other_language="young"),
    Voice("learning-audit-child", CHILD, Reader.YOUNG_CHILD, "young_child", 24,
          channel=Channel.online_with_help),
    Voice("learning-audit-young-person", YOUNG, Reader.YOUNG_PERSON, "young_person", 118,
          other_language="young"),
    Voice("learning-audit-parent-carer", PARENT, Reader.ADULT, "parent", 96, other_language="adult",
          certain={"PC0": "parent"}),
    Voice("learning-audit-parent-carer", FOSTER, Reader.ADULT, "foster_carer", 44, areas=(0, 4),
          certain={"PC0": "foster_carer"}),
    Voice("staff-pulse", RespondentGroup.STAFF, Reader.ADULT, "staff", 70),
    Voice("partner-survey", RespondentGroup.PARTNER, Reader.ADULT, "partner", 48),
    Voice("young-inspectors", RespondentGroup.YOUNG_INSPECTOR, Reader.YOUNG_PERSON, "young_inspector", 24),
    Voice("message-in-a-bottle", CHILD, Reader.CHILD, "child", 14, channel=Channel.bottle),
    Voice("message-in-a-bottle", YOUNG, Reader.YOUNG_PERSON, "young_person", 12, channel=Channel.bottle),
    Voice("service-experience", PARENT, Reader.ADULT, "parent", 36, areas=(1, 3), other_language="adult"),
)  # fmt: skip


@dataclass(frozen=True)
class Moment:
    """One made-up response to come: whose, when, where and in which language."""

    voice: Voice
    at: datetime
    quarter: int
    area: int
    locality: int
    language: str

    @property
    def pool(self) -> str:
        """Whose sentences are used."""
        match self.language:
            case "pl":
                return f"polish_{self.voice.other_language}"
            case "ar":
                return f"arabic_{self.voice.other_language}"
            case _:
                return self.voice.pool


def moments(chance: random.Random) -> Iterator[Moment]:
    """Every response of the year, oldest first."""
    found = [
        _moment(voice, quarter, chance)
        for voice in VOICES
        for quarter, count in enumerate(spread(voice.count))
        for _one in range(count)
    ]
    return iter(sorted(found, key=lambda moment: moment.at))


def spread(count: int) -> tuple[int, ...]:
    """So many in each quarter, a few more in each than in the one before."""
    first = [round(count * share) for share in SHARES[:-1]]
    return (*first, count - sum(first))


def _moment(voice: Voice, quarter: int, chance: random.Random) -> Moment:
    begins = STARTS[quarter]
    ends = STARTS[quarter + 1] if quarter + 1 < len(STARTS) else ENDS + timedelta(days=1)
    day = begins + timedelta(days=chance.randrange((ends - begins).days))
    at = datetime.combine(day, time(chance.randrange(*NORMAL_HOURS), chance.randrange(60)), LONDON)
    return Moment(
        voice, at, quarter, chance.choice(voice.areas), chance.choices((0, 1, 2), (5, 4, 3))[0],
        language(voice, chance),
    )  # fmt: skip


def language(voice: Voice, chance: random.Random) -> str:
    """The language of one response; staff, partners and the youngest answer in English here."""
    if not voice.other_language:
        return "en_GB"
    wants = chance.random()
    return "pl" if wants < POLISH else "ar" if wants < POLISH + ARABIC else "en_GB"


def quarter_of(at: datetime) -> int:
    """The number of the example year's quarter, from 0; what comes after the year belongs to its last."""
    return max(0, sum(at.date() >= starts for starts in STARTS) - 1)
