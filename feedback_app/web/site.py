"""Flask, without what it works out anew for every request although it never changes here."""

import hashlib
import hmac
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import TimestampSigner, URLSafeTimedSerializer


@lru_cache(maxsize=8)
def _key_for(secret: str | bytes, salt: bytes) -> bytes:
    return hmac.digest(secret.encode() if isinstance(secret, str) else secret, salt, "sha256")


class _Signer(TimestampSigner):
    """Signs with a key that was derived from the secret once, not for every cookie."""

    default_digest_method = staticmethod(hashlib.sha256)

    def derive_key(self, secret_key: str | bytes | None = None) -> bytes:
        return _key_for(secret_key or self.secret_key, self.salt)


class SignedSessions(SecureCookieSessionInterface):
    """Flask's signed cookies, with HMAC-SHA256 and one serializer for as long as the secret is the same."""

    def __init__(self) -> None:
        self._with = lru_cache(maxsize=2)(self._serializer)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        return self._with(app.secret_key) if app.secret_key else None

    def _serializer(self, secret: str | bytes) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(secret, salt=self.salt, serializer=self.serializer, signer=_Signer)


class Site(Flask):
    """This site: its views are plain functions, never coroutines, so nobody need look whether they are."""

    session_interface = SignedSessions()

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func
