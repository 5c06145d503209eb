"""Who must be told by name of a concern somebody raises, and who never: pure.

R-39: open to children's social care, the social worker and the team manager; not open, the lead professional,
their manager and the MASH; in a learning audit also the responsible service manager and the group manager.
R-37: when it is about somebody who works with children, the LADO and a director of another service, and
nobody who may stand near them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

ALLEGATION = "SG14"


class Told(StrEnum):
    """As what somebody is told; a `leader` sees to it that a concern left too long is dealt with."""

    social_worker = "social_worker"
    team_manager = "team_manager"
    lead_professional = "lead_professional"
    lead_manager = "lead_manager"
    mash = "mash"
    responsible_manager = "responsible_manager"
    group_manager = "group_manager"
    lado = "lado"
    other_director = "other_director"
    leader = "leader"


class AboutWhom(StrEnum):
    """Whose concern it is: a family known to social care, one that is not, or about a worker or carer."""

    open_case = "open_case"
    not_open = "not_open"
    worker = "worker"


USUAL: Mapping[AboutWhom, tuple[Told, ...]] = {
    AboutWhom.open_case: (Told.social_worker, Told.team_manager),
    AboutWhom.not_open: (Told.lead_professional, Told.lead_manager, Told.mash),
    AboutWhom.worker: (Told.lado, Told.other_director),
}
IN_A_LEARNING_AUDIT = (Told.responsible_manager, Told.group_manager)


def must_be_told(about: AboutWhom, *, in_a_learning_audit: bool) -> tuple[Told, ...]:
    """Everybody without whom it cannot be raised, in the order to tell them."""
    managers = IN_A_LEARNING_AUDIT if in_a_learning_audit and about is not AboutWhom.worker else ()
    return USUAL[about] + managers


@dataclass(frozen=True)
class Addressee:
    """Somebody to tell: their name and where an e-mail reaches them."""

    name: str
    address: str

    @property
    def is_whole(self) -> bool:
        """Whether both are there, and the address could be one."""
        place, _at, site = self.address.strip().rpartition("@")
        return bool(
            self.name.strip() and place and "." in site and not set(self.address.strip()) & set(" \t\n,;")
        )


def is_same_person(one: Addressee, other: Addressee) -> bool:
    """Whether two names or two addresses are the same, however they are written."""
    return any(
        _plain(mine) == _plain(theirs) != ""
        for mine, theirs in ((one.name, other.name), (one.address, other.address))
    )


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def missing(named: Mapping[Told, Addressee], wanted: tuple[Told, ...]) -> tuple[Told, ...]:
    """Those who must be told and of whom a name or an address is missing."""
    return tuple(told for told in wanted if told not in named or not named[told].is_whole)


def never_told(named: Mapping[Told, Addressee], about: Addressee) -> tuple[Told, ...]:
    """Those named who are the person it is about (R-37)."""
    return tuple(told for told, addressee in named.items() if is_same_person(addressee, about))
