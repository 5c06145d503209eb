"""The post: e-mails leave by the council's mail server, or are written into a folder when there is none."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from typing import Protocol

from feedback_app.people.tokens import new_reference
from feedback_app.settings import Settings

WAIT_SECONDS = 10
TLS_FROM_THE_START = 465
FAULTS = (OSError, smtplib.SMTPException, ValueError)


class Post(Protocol):
    """Something that carries an e-mail away; it raises one of FAULTS when it cannot."""

    def send(self, message: EmailMessage) -> None: ...


class Folder:
    """Writes each e-mail as a file, for the example council and for tests."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, message: EmailMessage) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        finished = self.folder / f"{new_reference()}.eml"
        unfinished = finished.with_suffix(".part")
        unfinished.write_bytes(bytes(message))
        unfinished.rename(finished)


class MailServer:
    """Hands each e-mail to the mail server; once the server failed to answer, the rest fail at once."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._line: smtplib.SMTP | None = None
        self._broken: OSError | None = None

    def send(self, message: EmailMessage) -> None:
        if self._broken is not None:
            raise self._broken
        to = parseaddr(str(message["To"]))[1]
        try:
            self._open_line().send_message(message, from_addr=self.settings.mail_from, to_addrs=[to])
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError):
            raise
        except OSError as fault:
            self._broken = fault
            raise

    def _open_line(self) -> smtplib.SMTP:
        if self._line is not None:
            return self._line
        settings = self.settings
        host, port = settings.mail_host, settings.mail_port
        if settings.mail_encrypted and port == TLS_FROM_THE_START:
            line: smtplib.SMTP = smtplib.SMTP_SSL(
                host, port, timeout=WAIT_SECONDS, context=ssl.create_default_context()
            )
        else:
            line = smtplib.SMTP(host, port, timeout=WAIT_SECONDS)
            if settings.mail_encrypted:
                line.starttls(context=ssl.create_default_context())
        if settings.mail_user:
            line.login(settings.mail_user, settings.mail_password.get_secret_value())
        self._line = line
        return line

    def hang_up(self) -> None:
        """Say goodbye, if there is anybody to say it to."""
        if self._line is not None:
            try:
                self._line.quit()
            except FAULTS:
                self._line.close()


@contextmanager
def open_post(settings: Settings) -> Iterator[Post]:
    """The post for one round of sending."""
    if not settings.mail_host:
        yield Folder(settings.mail_folder)
        return
    server = MailServer(settings)
    try:
        yield server
    finally:
        server.hang_up()
