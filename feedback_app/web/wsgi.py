"""The site for a WSGI server: `feedback_app.web.wsgi:app`."""

from feedback_app.web.app import create_app

app = create_app()
