"""Headers every page carries, and limits on what may be sent to us."""

from flask import Flask, abort, request
from werkzeug.wrappers import Response as Reply

from feedback_app.settings import Settings

POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "manifest-src 'self'", "form-action 'self'", "base-uri 'none'",
    "frame-ancestors 'none'",
))  # fmt: skip
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
FOR_A_YEAR = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}
LONG_LIVED = "public, max-age=31536000, immutable"


def secure(app: Flask, settings: Settings) -> None:
    """Cookies, limits and headers."""
    app.config.update(
        SECRET_KEY=settings.secret_key.get_secret_value(),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.is_production,
        MAX_CONTENT_LENGTH=settings.largest_body,
        MAX_FORM_MEMORY_SIZE=settings.largest_body,
        MAX_FORM_PARTS=500,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_I18N_ENABLED=False,
        WTF_CSRF_SSL_STRICT=False,
    )

    always = {**HEADERS, **(FOR_A_YEAR if settings.is_production else {})}

    @app.before_request
    def refuse_addresses_no_page_has() -> None:
        if "\x00" in request.path:
            abort(404)

    @app.after_request
    def add_headers(reply: Reply) -> Reply:
        given = {name.lower() for name, _value in reply.headers}
        for name, value in always.items():
            if name.lower() not in given:
                reply.headers.add(name, value)
        if request.endpoint == "static":
            if reply.status_code == 200 and "/built/" in request.path:
                reply.headers["Cache-Control"] = LONG_LIVED
        else:
            reply.headers["Cache-Control"] = "no-store"
        return reply
