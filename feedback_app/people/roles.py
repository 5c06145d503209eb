"""The one table of who may do what, and where: pure, and read by every door."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    practice_lead = "practice_lead"
    participation_officer = "participation_officer"
    quality_analyst = "quality_analyst"
    service_manager = "service_manager"
    director = "director"
    young_inspector = "young_inspector"
    safeguarding_triage = "safeguarding_triage"
    administrator = "administrator"


class May(StrEnum):
    """What a person may do; every view names one of these, or says that everyone may open it."""

    see_own_page = "see_own_page"
    capture = "capture"
    read_answers = "read_answers"
    code = "code"
    choose_engine = "choose_engine"
    change_codebook = "change_codebook"
    triage = "triage"
    see_audits = "see_audits"
    plan_audits = "plan_audits"
    hold_audits = "hold_audits"
    sign_off_audits = "sign_off_audits"
    follow_actions = "follow_actions"
    confirm_actions = "confirm_actions"
    share_learning = "share_learning"
    see_reports = "see_reports"
    see_equality = "see_equality"
    compile_reports = "compile_reports"
    approve_reports = "approve_reports"
    write_analysis = "write_analysis"
    act_on_points = "act_on_points"
    tell_back = "tell_back"
    publish_told = "publish_told"
    import_responses = "import_responses"
    invite = "invite"
    read_bottles = "read_bottles"
    inspect = "inspect"
    administer = "administer"


TABLE: dict[Role, frozenset[May]] = {
    Role.practice_lead: frozenset({May.see_own_page, May.capture, May.follow_actions}),
    Role.participation_officer: frozenset({
        May.see_own_page, May.read_answers, May.code, May.see_audits, May.follow_actions, May.see_reports,
        May.see_equality, May.compile_reports, May.write_analysis, May.tell_back, May.publish_told,
        May.import_responses, May.invite, May.read_bottles,
    }),
    Role.quality_analyst: frozenset({
        May.see_own_page, May.read_answers, May.code, May.choose_engine, May.change_codebook, May.see_audits,
        May.plan_audits, May.follow_actions, May.share_learning, May.see_reports, May.see_equality,
        May.compile_reports, May.approve_reports, May.write_analysis, May.act_on_points, May.tell_back,
        May.publish_told, May.import_responses, May.invite,
    }),
    Role.service_manager: frozenset({
        May.see_own_page, May.see_audits, May.hold_audits, May.sign_off_audits, May.follow_actions,
        May.confirm_actions, May.share_learning, May.see_reports, May.write_analysis, May.act_on_points,
    }),
    Role.director: frozenset({
        May.see_own_page, May.see_audits, May.follow_actions, May.confirm_actions, May.see_reports,
        May.see_equality, May.approve_reports, May.act_on_points, May.publish_told, May.read_bottles,
    }),
    Role.young_inspector: frozenset({May.see_own_page, May.inspect}),
    Role.safeguarding_triage: frozenset({May.see_own_page, May.triage, May.follow_actions}),
    Role.administrator: frozenset({May.see_own_page, May.administer, May.follow_actions}),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where something belongs; None means it is not known or belongs to the whole council."""

    service_area_id: int | None = None
    locality_id: int | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """A role held, everywhere or in one service area, one locality, or where both meet."""

    role: Role
    service_area_id: int | None = None
    locality_id: int | None = None

    def reaches(self, place: Place) -> bool:
        """A role held everywhere reaches everything; a scoped one reaches only its own place."""
        return (self.service_area_id is None or self.service_area_id == place.service_area_id) and (
            self.locality_id is None or self.locality_id == place.locality_id
        )


def may(holdings: Iterable[Holding], deed: May, place: Place | None = None) -> bool:
    """Whether any role held allows the deed, anywhere (no place given) or in that place."""
    return any(
        deed in TABLE[holding.role] and (place is None or holding.reaches(place)) for holding in holdings
    )


def reach(holdings: Iterable[Holding], deed: May) -> tuple[Holding, ...]:
    """The holdings that allow a deed: what a query must be narrowed to. Empty means nothing at all."""
    return tuple(holding for holding in holdings if deed in TABLE[holding.role])
