"""What a council sets, read once from the environment, refusing an unsafe start in production."""

from enum import StrEnum
from pathlib import Path
from typing import Self

from pydantic import BaseModel, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from surveys.messages import N_

SHORTEST_SECRET = 32
EXAMPLE_SECRET = "example-only-not-a-secret-0123456789abcdef"


class Environment(StrEnum):
    example = "example"
    production = "production"
    test = "test"


class UnsafeSettings(RuntimeError):
    """The site may not start like this; the message says which settings to give."""


class HelpLine(BaseModel, frozen=True):
    """Somebody a child or adult can turn to now."""

    name: str
    phone: str
    hours: str = ""


HELP_LINES = (
    HelpLine(name="Childline", phone="0800 1111", hours=N_("Free, day and night")),
    HelpLine(name="Samaritans", phone="116 123", hours=N_("Free, day and night")),
    HelpLine(name=N_("Police, in an emergency"), phone="999"),
)


class Settings(BaseSettings):
    """Typed settings; every name can be given as an environment variable or in a `.env` file."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    environment: Environment = Field(default=Environment.example, alias="FEEDBACK_ENVIRONMENT")
    secret_key: SecretStr = Field(default=SecretStr(EXAMPLE_SECRET), alias="SECRET_KEY")
    database_url: str = Field(default="", alias="DATABASE_URL")
    instance: Path = Field(default=Path("instance"), alias="FEEDBACK_INSTANCE")
    site_address: str = Field(default="http://127.0.0.1:5000", alias="SITE_ADDRESS")

    council_name: str = Field(default="Example Council", alias="COUNCIL_NAME")
    director_name: str = Field(default="Alex Morgan", alias="DIRECTOR_NAME")
    council_logo: str = Field(default="", alias="COUNCIL_LOGO")
    council_colour: str = Field(default="teal", alias="COUNCIL_COLOUR")
    exit_address: str = Field(default="https://www.bbc.co.uk/weather", alias="EXIT_ADDRESS")
    help_lines: tuple[HelpLine, ...] = Field(default=HELP_LINES, alias="HELP_LINES")
    framework: str = Field(default="nottinghamshire_2019", alias="FRAMEWORK_PROFILE")
    ask_about_you: bool = Field(default=False, alias="ASK_ABOUT_YOU")

    mail_host: str = Field(default="", alias="MAIL_HOST")
    mail_port: int = Field(default=587, alias="MAIL_PORT")
    mail_user: str = Field(default="", alias="MAIL_USER")
    mail_password: SecretStr = Field(default=SecretStr(""), alias="MAIL_PASSWORD")
    mail_from: str = Field(default="feedback@example.invalid", alias="MAIL_FROM")
    mail_encrypted: bool = Field(default=True, alias="MAIL_ENCRYPTED")

    session_idle_minutes: int = Field(default=30, alias="SESSION_IDLE_MINUTES")
    session_longest_hours: int = Field(default=10, alias="SESSION_LONGEST_HOURS")
    draft_days: int = Field(default=14, alias="DRAFT_DAYS")
    decide_within_days: int = Field(default=30, ge=0, alias="DECIDE_WITHIN_DAYS")
    answer_within_days: int = Field(default=28, ge=0, alias="ANSWER_WITHIN_DAYS")
    largest_body: int = Field(default=512 * 1024, alias="LARGEST_BODY")
    largest_upload: int = Field(default=20 * 1024 * 1024, alias="LARGEST_UPLOAD")

    @property
    def is_production(self) -> bool:
        return self.environment is Environment.production

    @property
    def database(self) -> str:
        """The database's URL; a SQLite file in the instance folder unless one was given."""
        given = self.database_url or f"sqlite:///{(self.instance / 'feedback.sqlite').resolve()}"
        for plain in ("postgres://", "postgresql://"):
            if given.startswith(plain):
                return "postgresql+psycopg://" + given.removeprefix(plain)
        return given

    @property
    def mail_folder(self) -> Path:
        """Where e-mails are written when no mail host is set."""
        return self.instance / "mail"

    @model_validator(mode="after")
    def _safe_in_production(self) -> Self:
        if not self.is_production:
            return self
        wrong = []
        secret = self.secret_key.get_secret_value()
        if secret == EXAMPLE_SECRET or len(secret) < SHORTEST_SECRET:
            wrong.append(f"SECRET_KEY: give a random text of {SHORTEST_SECRET} characters or more")
        if not self.database_url:
            wrong.append("DATABASE_URL: give the address of the database")
        if not self.mail_host:
            wrong.append("MAIL_HOST: give the mail server that carries safety notices")
        if self.mail_from.endswith(".invalid"):
            wrong.append("MAIL_FROM: give the address that notices are sent from")
        if not self.site_address.startswith("https://"):
            wrong.append("SITE_ADDRESS: give the https address people use")
        if wrong:
            raise UnsafeSettings("The site will not start in production. " + "; ".join(wrong) + ".")
        return self


def read_settings() -> Settings:
    """Settings from the environment.

    Raises UnsafeSettings, naming every setting that is missing, when production would be unsafe.
    """
    return Settings()
