"""Let the one address that takes files take large ones, from people who may import and from nobody else."""

from flask import request
from flask.blueprints import BlueprintSetupState

from feedback_app.people.roles import May, may
from feedback_app.web.signed_in import settings, signed_in_person

TAKES_FILES = "importing.start"


def let_files_be_large(state: BlueprintSetupState) -> None:
    """Before anything reads the form (the check of its proof does), raise the limit for this address."""
    state.app.before_request_funcs.setdefault(None, []).insert(0, _raise_limit)


def _raise_limit() -> None:
    if request.endpoint != TAKES_FILES or request.method != "POST":
        return
    person = signed_in_person()
    if person is not None and may(person.holdings, May.import_responses):
        request.max_content_length = settings().largest_upload
