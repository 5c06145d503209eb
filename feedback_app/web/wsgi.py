"""The site for a WSGI server, made ready before the workers are born: `feedback_app.web.wsgi:app`."""

import gc

from analysis import concern
from feedback_app.listening.editions import know_shipped_surveys
from feedback_app.web.app import create_app

app = create_app()
know_shipped_surveys()
concern.signs("Read the phrases once, before anybody waits for them.")
# What was made ready stays for good: no worker need look through it for rubbish, nor copy its pages for that.
gc.collect()
gc.freeze()
