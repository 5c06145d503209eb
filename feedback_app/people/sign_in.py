"""Prove who somebody is: hashed passwords, and a lock-out that makes guessing slow."""

from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, func, select

from feedback_app import clock
from feedback_app.database import db
from feedback_app.people.models import Person, SignInTry
from feedback_app.people.tokens import digest

HASHER = PasswordHasher()
NOBODYS_HASH = HASHER.hash("nobody has this password")
LOCKED_FOR = timedelta(minutes=15)
TRIES_FOR_ONE_NAME = 5
TRIES_FROM_ONE_ADDRESS = 30
LONGEST_PASSWORD = 1000


class TooManyTries(Exception):
    """This name, or this address, failed too often; both must wait."""


def hashed(password: str) -> str:
    """The Argon2id hash that is stored in place of a password."""
    return HASHER.hash(password)


def prove(email: str, password: str, address: str) -> Person | None:
    """The person with this e-mail and password, or None; failures are counted by name and by address.

    Takes the same time whether or not the name exists. Raises TooManyTries during a lock-out, even for
    the right password.
    """
    name = email.strip().lower()[:254]
    by_name, by_address = digest(f"name {name}"), digest(f"address {address}")
    since = clock.now() - LOCKED_FOR
    if _failed(by_name, since) >= TRIES_FOR_ONE_NAME or _failed(by_address, since) >= TRIES_FROM_ONE_ADDRESS:
        raise TooManyTries
    person = db.session.scalar(select(Person).where(Person.email == name, Person.active))
    if _matches(person.password_hash if person else NOBODYS_HASH, password) and person:
        db.session.execute(delete(SignInTry).where(SignInTry.who == by_name))
        return person
    now = clock.now()
    db.session.execute(delete(SignInTry).where(SignInTry.tried_at < since))
    db.session.add_all([SignInTry(who=by_name, tried_at=now), SignInTry(who=by_address, tried_at=now)])
    return None


def _failed(who: str, since: datetime) -> int:
    failures = select(func.count()).select_from(SignInTry)
    counted = failures.where(SignInTry.who == who, SignInTry.tried_at > since)
    return db.session.scalar(counted) or 0


def _matches(stored: str, password: str) -> bool:
    try:
        return HASHER.verify(stored, password[:LONGEST_PASSWORD])
    except (VerificationError, InvalidHashError):
        return False
