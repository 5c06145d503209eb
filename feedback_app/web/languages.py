"""The language of a page: chosen by the reader, kept in a cookie, asked for by the browser, or English."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from flask import Flask, g, has_request_context, request
from flask_babel import Babel, refresh
from werkzeug.wrappers import Response as Reply

SOURCE = "en_GB"
OFFERED = ("en_GB", "pl", "ar")
COOKIE = "language"
A_YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Language:
    """A language by the name its own speakers give it."""

    code: str
    own_name: str
    direction: str


def language(code: str) -> Language:
    locale = Locale.parse(code)
    own_name = "English" if code == SOURCE else locale.get_display_name(code) or code
    return Language(code, own_name, "rtl" if locale.text_direction == "rtl" else "ltr")


ALL = {code: language(code) for code in OFFERED}


def language_name(code: str) -> str:
    """A language in English, such as Polish; its code when it has no name we know."""
    try:
        return Locale.parse(code).get_display_name("en") or code
    except (ValueError, UnknownLocaleError):
        return code


def chosen() -> str:
    """The language of this request."""
    if not has_request_context():
        return SOURCE
    kept = g.get("spoken") or request.cookies.get(COOKIE, "")
    if kept in ALL:
        return kept
    by_short_name = {code.split("_")[0]: code for code in OFFERED}
    return by_short_name.get(request.accept_languages.best_match(list(by_short_name), "en"), SOURCE)


def speak(code: str) -> None:
    """Answer this request in another language than its cookie says."""
    if code in ALL and code != chosen():
        g.spoken = code
        refresh()


def has_chosen() -> bool:
    """Whether this reader chose a language here before."""
    return request.cookies.get(COOKIE, "") in ALL


def remember(reply: Reply, code: str, *, secure: bool) -> None:
    """Keep a reader's language for a year."""
    if code in ALL:
        reply.set_cookie(COOKIE, code, max_age=A_YEAR, samesite="Lax", secure=secure)


def local_path(given: str | None) -> str:
    """A path on this site to go back to; the front page when the one given leads elsewhere."""
    parts = urlsplit(given or "")
    if not given or parts.scheme or parts.netloc or not given.startswith("/"):
        return "/"
    if given.startswith(("//", "/\\")) or "\\" in given or any(ord(letter) < 32 for letter in given):
        return "/"
    return given


def speak_languages(app: Flask, translations: str) -> None:
    """Translate every page from the catalogues in this folder."""
    Babel(
        app,
        default_locale=SOURCE,
        default_timezone="Europe/London",
        default_translation_directories=translations,
        locale_selector=chosen,
    )
