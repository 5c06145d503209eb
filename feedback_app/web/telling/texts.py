"""The words of each language as the theme's page shows them, and what this person may do with each."""

from dataclasses import dataclass

from feedback_app.people.roles import May
from feedback_app.telling.heard import count_of
from feedback_app.telling.models import ENGLISH, ToldWords
from feedback_app.telling.rules import enough_to_tell, may_write
from feedback_app.web.access import here
from feedback_app.web.languages import OFFERED
from feedback_app.web.telling.door import Asked
from feedback_app.web.telling.shown import Reads, how_it_reads, in_english


@dataclass(frozen=True)
class Text:
    """One language: its words once there are any; `waits_for_another` when its writer is looking."""

    language: str
    name: str
    words: ToldWords | None
    reads: Reads | None
    may_write: bool
    may_publish: bool
    waits_for_another: bool
    waits_for_english: bool


def texts_of(about: Asked) -> list[Text]:
    """English first; nothing before there is something to tell."""
    it = about.begun
    if not may_write(it):
        return []
    written = {words.language: words for words in it.words}
    return [_text(about, language, written.get(language)) for language in OFFERED]


def _text(about: Asked, language: str, words: ToldWords | None) -> Text:
    is_open = words is not None and words.published_at is None
    own = words is not None and words.written_by_id == here().id
    in_turn = language == ENGLISH or about.begun.told_at is not None
    enough = enough_to_tell(count_of(about.counts, about.slug))
    return Text(
        language=language,
        name=in_english(language),
        words=words,
        reads=how_it_reads(words.said, words.did) if words and language == ENGLISH else None,
        may_write=about.may(May.tell_back) and (words is None or is_open),
        may_publish=is_open and not own and in_turn and enough and about.may(May.publish_told),
        waits_for_another=is_open and own,
        waits_for_english=is_open and not in_turn,
    )
