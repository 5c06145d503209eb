"""Who may own an action."""

from sqlalchemy import select

from feedback_app.database import db
from feedback_app.people.models import Person, RoleHeld
from feedback_app.people.roles import Role


def possible_owners() -> list[Person]:
    """Everybody who works here, by name; young inspectors own no actions."""
    works_here = select(RoleHeld.person_id).where(RoleHeld.role != Role.young_inspector)
    return list(
        db.session.scalars(
            select(Person).where(Person.active, Person.id.in_(works_here)).order_by(Person.name)
        )
    )
