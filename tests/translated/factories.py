"""Answers in other languages and their translations, for tests."""

from feedback_app.database import db
from feedback_app.listening.store import Answer
from feedback_app.people.models import Person
from feedback_app.people.roles import Role
from feedback_app.themes.load_codebook import load_codebook
from feedback_app.translated.models import TranslatedBy, Translation
from feedback_app.translated.queries import translation_in_use
from feedback_app.translated.write import Written, write_translation
from surveys.answers import Answer as Said
from tests import factories

ARABIC = "هي لطيفة جدا وتستمع إليّ، لكن الاجتماع كان في وقت المدرسة."
POLISH = "Ona jest miła i mnie słucha, ale zawsze się spóźnia na spotkania."
IN_ENGLISH = "She is kind 🙂 and listens to me, but she is always late."


def answer_in(language: str = "ar", words: str = ARABIC, question: str = "LA3") -> Answer:
    """One thing a young person said in another language, with the starter codebook loaded."""
    load_codebook()
    response = factories.response(answers={question: Said(words={"": words})}, language=language)
    db.session.flush()
    return next(answer for answer in response.answers if answer.words)


def translated(
    answer: Answer,
    words: str = IN_ENGLISH,
    *,
    by: Person | None = None,
    translated_by: TranslatedBy = TranslatedBy.person,
    translator: str = "Amal Haddad",
) -> Translation:
    """A translation of it, or a correction of the one in use."""
    db.session.refresh(answer, ["response"])
    current = translation_in_use(answer.id)
    language = answer.response.language
    return write_translation(
        answer,
        Written(words, language, translated_by, translator),
        by or factories.person(Role.participation_officer),
        seen=current.number if current else 0,
    )
