"""Notices leave: to the right people, with nothing personal in them, and never lost when the post is down."""

import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_app import clock, notices
from feedback_app.cli import main
from feedback_app.commands.notices import send_due
from feedback_app.notices import Delivery, Notice, NoticeKind
from feedback_app.notices.letters import letter_of
from feedback_app.notices.recipients import Found, recipients_of
from feedback_app.notices.send import LONGEST_WAIT, NOBODY_TO_TELL, stuck, take_due, wait_after
from feedback_app.people.roles import Place, Role
from feedback_app.settings import Settings
from surveys.answers import Answer
from tests import factories

MORNING = datetime(2026, 5, 12, 9, 0, tzinfo=UTC)
TRIAGE = Role.safeguarding_triage


class _Conversation(socketserver.StreamRequestHandler):
    """As much of a mail server as a client needs."""

    server: "MailServer"

    def handle(self) -> None:
        self._say("220 here")
        while line := self.rfile.readline().decode().strip():
            word = line.upper()
            if word.startswith("RCPT") and self.server.refused and self.server.refused in line:
                self._say("550 no such box")
            elif word == "DATA":
                self._say("354 go on")
                self._take_letter()
            else:
                self._say("221 bye" if word == "QUIT" else "250 ok")

    def _take_letter(self) -> None:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        self.server.letters.append(message_from_bytes(b"".join(lines), policy=default))
        self._say("250 kept")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    """A real mail server on this machine, for as long as a test needs one."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Conversation)
        self.letters: list[EmailMessage] = []
        self.refused = ""

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.shutdown()
        self.server_close()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def post_by(app: Flask) -> Iterator[Callable[[int], Flask]]:
    """Let the site of this test send by the mail server at a port."""
    usual: Settings = app.extensions["feedback-settings"]

    def by(port: int) -> Flask:
        app.extensions["feedback-settings"] = usual.model_copy(
            update={"mail_host": "127.0.0.1", "mail_port": port, "mail_encrypted": False}
        )
        return app

    yield by
    app.extensions["feedback-settings"] = usual


def queue_concern(place: Place | None = None) -> Notice:
    notices.queue(NoticeKind.concern_raised, "concern", "ref-1", to=TRIAGE, place=place or Place())
    return notices_kept()[-1]


def notices_kept() -> list[Notice]:
    from feedback_app.database import db

    db.session.commit()
    db.session.expire_all()
    return list(db.session.scalars(select(Notice).order_by(Notice.id)))


def test_an_email_reaches_everyone_on_triage_with_a_link_and_nothing_personal(
    post_by: type, session: Session
) -> None:
    ada = factories.person(TRIAGE, name="Ada Quill")
    sam = factories.person(TRIAGE, name="Sam Reed")
    factories.person(Role.director)
    session.commit()
    factories.response(
        "learning-audit-child", {"LA3": Answer(words={"": "Kasia here. My dad hits me every night."})}
    )
    with MailServer() as server:
        assert send_due(post_by(server.port)) == (1, 0)
    notice = notices_kept()[0]
    assert {letter["To"] for letter in server.letters} == {ada.email, sam.email}
    for letter in server.letters:
        sent = letter.as_string()
        assert f"/concerns/{notice.subject_ref}" in letter.get_content()
        for private in ("Kasia", "hits", "dad", "child", "Ada", "Sam", "learning"):
            assert private not in sent.replace("feedback@example.invalid", ""), private
    assert notice.sent_at is not None


def test_when_the_mail_server_is_down_the_notice_is_kept_and_tried_again(
    post_by: type, session: Session
) -> None:
    factories.person(TRIAGE)
    port = free_port()
    with clock.stopped_at(MORNING):
        queue_concern()
        assert send_due(post_by(port)) == (0, 1)
        kept = notices_kept()[0]
        assert (kept.sent_at, kept.tries, kept.last_problem) == (None, 1, "ConnectionRefusedError")
        assert send_due(post_by(port)) == (0, 0), "it waits before it tries again"
    with MailServer(port) as server, clock.stopped_at(MORNING + timedelta(seconds=20)):
        assert send_due(post_by(port)) == (1, 0)
    assert len(server.letters) == 1
    assert notices_kept()[0].last_problem == ""


def test_a_notice_that_cannot_leave_is_itself_an_alarm(post_by: type, session: Session) -> None:
    factories.person(TRIAGE)
    with clock.stopped_at(MORNING):
        queue_concern()
        send_due(post_by(free_port()))
        assert stuck().late == 0
    with clock.stopped_at(MORNING + timedelta(minutes=6)):
        assert (stuck().late, stuck().oldest_made_at) == (1, MORNING)


def test_one_refused_address_keeps_nobody_else_waiting_and_nobody_is_told_twice(
    post_by: type, session: Session
) -> None:
    gone, here = factories.person(TRIAGE), factories.person(TRIAGE)
    with clock.stopped_at(MORNING), MailServer() as server:
        server.refused = gone.email
        queue_concern()
        assert send_due(post_by(server.port)) == (0, 1)
        assert notices_kept()[0].last_problem == "SMTPRecipientsRefused"
    with clock.stopped_at(MORNING + timedelta(minutes=1)), MailServer() as again:
        assert send_due(post_by(again.port)) == (1, 0)
    assert [letter["To"] for letter in server.letters] == [here.email]
    assert [letter["To"] for letter in again.letters] == [gone.email]
    assert len(session.scalars(select(Delivery)).all()) == 2


def test_without_a_mail_server_emails_are_files_in_a_folder(app: Flask, session: Session) -> None:
    folder: Path = app.extensions["feedback-settings"].mail_folder
    before = set(folder.glob("*.eml"))
    somebody = factories.person(TRIAGE)
    queue_concern()
    assert send_due(app) == (1, 0)
    (new,) = set(folder.glob("*.eml")) - before
    assert message_from_bytes(new.read_bytes(), policy=default)["To"] == somebody.email


def test_people_in_reach_are_told_and_those_elsewhere_are_not(session: Session) -> None:
    here, there = Place(factories.service_area().id), Place(factories.service_area().id)
    near = factories.person(TRIAGE, place=here)
    everywhere = factories.person(TRIAGE)
    factories.person(TRIAGE, place=there)
    found = recipients_of(queue_concern(here))
    assert {person.id for person in found.people} == {near.id, everywhere.id}


def test_when_nobody_in_reach_holds_the_role_everybody_with_it_is_told(session: Session) -> None:
    there = factories.person(TRIAGE, place=Place(factories.service_area().id))
    found = recipients_of(queue_concern(Place(factories.service_area().id)))
    assert (found.found, [person.id for person in found.people]) == (Found.out_of_reach, [there.id])


def test_when_nobody_holds_the_role_administrators_are_told_and_it_stays_visible(
    app: Flask, session: Session
) -> None:
    admin = factories.person(Role.administrator)
    left = factories.person(TRIAGE)
    left.active = False
    notice = queue_concern()
    assert [person.id for person in recipients_of(notice).people] == [admin.id]
    assert send_due(app) == (1, 0)
    assert stuck().without_anybody == 1


def test_with_nobody_at_all_it_is_kept_and_tried_again(app: Flask, session: Session) -> None:
    queue_concern()
    assert send_due(app) == (0, 1)
    assert notices_kept()[0].last_problem == NOBODY_TO_TELL


def test_two_senders_never_take_the_same_notice(session: Session) -> None:
    queue_concern()
    queue_concern()
    first, second = take_due(1), take_due(9)
    assert (len(first), len(second)) == (1, 1)
    assert first != second
    assert take_due() == []


def test_waits_grow_and_never_pass_ten_minutes() -> None:
    waits = [wait_after(tries) for tries in range(1, 2000)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (timedelta(seconds=15), LONGEST_WAIT)


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_kind_of_notice_has_its_letter_and_a_page_that_is_there(
    kind: NoticeKind, on_sqlite: Flask
) -> None:
    notices.queue(kind, "thing", "0123abcd", to=Role.administrator)
    letter = letter_of(notices_kept()[-1])
    assert letter.subject
    on_sqlite.url_map.bind("127.0.0.1").match(letter.path)


def test_the_command_says_what_it_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FEEDBACK_INSTANCE", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'db.sqlite'}")
    runner = CliRunner()
    assert runner.invoke(main, ["prepare-database"]).exit_code == 0
    done = runner.invoke(main, ["notices", "send", "--once"])
    assert (done.exit_code, done.output) == (0, "0 sent, 0 kept to try again.\n")


def test_the_sender_beside_a_server_ends_when_the_server_has_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FEEDBACK_INSTANCE", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'db.sqlite'}")
    done = CliRunner().invoke(main, ["notices", "send", "--every", "3600", "--beside", "1234567"])
    assert done.exit_code == 0
