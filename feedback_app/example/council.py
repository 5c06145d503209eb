"""The made-up council: its places, the agencies beside it, and a person to sign in as for every role."""

from collections.abc import Sequence
from dataclasses import dataclass

from feedback_app.database import db
from feedback_app.people.involvement import note_involvement
from feedback_app.people.models import InvolvementSource, Person, RoleHeld
from feedback_app.people.roles import Place, Role
from feedback_app.people.sign_in import hashed
from feedback_app.places.models import Agency, Delivery, Locality, ServiceArea, Team

PASSWORD = "example council 2026"
MAIL = "example.invalid"
SERVICE_AREAS = (
    ("childrens-social-care", "Children's Social Care", Delivery.direct),
    ("family-service", "Family Service", Delivery.direct),
    ("youth-justice-service", "Youth Justice Service", Delivery.direct),
    (
        "integrated-childrens-disability-service",
        "Integrated Children's Disability Service",
        Delivery.direct,
    ),
    ("fostering-and-children-in-care", "Fostering and Children in Care", Delivery.direct),
)
LOCALITIES = (("north-vale", "North Vale"), ("riverside", "Riverside"), ("hillford", "Hillford"))
AGENCIES = (
    ("Hillford Academy", "school"), ("Riverside Primary School", "school"),
    ("Vale Community Health", "health"), ("North Vale Police", "police"), ("Open Door Advocacy", "voluntary"),
)  # fmt: skip


@dataclass(frozen=True)
class SignInExample:
    """Somebody to sign in as."""

    email: str
    name: str
    role: str


@dataclass(frozen=True)
class Council:
    """Everything of the council that the year needs."""

    areas: Sequence[ServiceArea]
    localities: Sequence[Locality]
    teams: Sequence[Team]
    agencies: Sequence[Agency]
    director: Person
    reviewers: tuple[Person, Person]
    triage: Person
    practice_leads: Sequence[Person]
    managers: Sequence[Person]
    sign_ins: tuple[SignInExample, ...]

    def managers_of(self, area: int) -> tuple[Person, Person]:
        """The two service managers of the area with this number: each area is shared by two."""
        return self.managers[area], self.managers[(area + 1) % len(self.managers)]

    def place(self, area: int, locality: int) -> Place:
        return Place(self.areas[area].id, self.localities[locality].id)


def found_council(director_name: str) -> Council:
    """The council, stored."""
    areas = [ServiceArea(slug=slug, name=name, delivery=delivery) for slug, name, delivery in SERVICE_AREAS]
    localities = [Locality(slug=slug, name=name) for slug, name in LOCALITIES]
    agencies = [Agency(name=name, kind=kind) for name, kind in AGENCIES]
    db.session.add_all([*areas, *localities, *agencies])
    db.session.flush()
    teams = [
        Team(name=f"{area.name}, {locality.name}", service_area_id=area.id, locality_id=locality.id)
        for area in areas
        for locality in localities
    ]
    db.session.add_all(teams)
    people = _People(hashed(PASSWORD))
    everywhere = Place()
    participation = people.add(
        "Priya Nair", "participation", "Participation officer", Role.participation_officer, everywhere
    )
    analyst = people.add("Tom Baxter", "quality", "Quality analyst", Role.quality_analyst, everywhere)
    people.add("Grace Mensah", "quality.lead", "Quality lead", Role.quality_analyst, everywhere)
    director = people.add(director_name, "director", "Service director", Role.director, everywhere)
    triage = people.add("Sam Okoro", "triage", "Duty social worker", Role.safeguarding_triage, everywhere)
    people.add("Rae Whitlock", "inspector", "Young Inspector", Role.young_inspector, everywhere)
    people.add("Chris Doyle", "administrator", "System administrator", Role.administrator, everywhere)
    leads = [
        people.add(name, email, "Practice consultant", Role.practice_lead, everywhere)
        for name, email in (
            ("Dana Whitfield", "practice"),
            ("Marek Nowak", "practice.two"),
            ("Leila Haddad", "practice.three"),
        )
    ]
    managers = [
        people.add(
            name, email, "Service manager", Role.service_manager, Place(areas[at].id), Place(areas[at - 1].id)
        )
        for at, (name, email) in enumerate((
            ("Helen Marsh", "manager"), ("Idris Cole", "manager.two"), ("Joanna Reed", "manager.three"),
            ("Omar Siddiq", "manager.four"), ("Beth Lawson", "manager.five"),
        ))
    ]  # fmt: skip
    db.session.flush()
    return Council(
        areas, localities, teams, agencies, director, (participation, analyst), triage, leads, managers,
        tuple(people.listed),
    )  # fmt: skip


class _People:
    def __init__(self, password_hash: str) -> None:
        self._password_hash = password_hash
        self.listed: list[SignInExample] = []

    def add(self, name: str, email: str, title: str, role: Role, *places: Place) -> Person:
        made = Person(
            name=name,
            email=f"{email}@{MAIL}",
            password_hash=self._password_hash,
            job_title=title,
            roles=[
                RoleHeld(role=role, service_area_id=place.service_area_id, locality_id=place.locality_id)
                for place in places
            ],
        )
        db.session.add(made)
        self.listed.append(SignInExample(made.email, name, title))
        return made


def register_involvement(council: Council, families: Sequence[str]) -> None:
    """The last practice lead has worked with some families, so that refusals can be tried."""
    for family in families:
        note_involvement(council.practice_leads[-1], family, InvolvementSource.registered)
