"""How old a reader must be: the Flesch-Kincaid grade, made steady for short texts, without a word list."""

import re

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE_END = re.compile(r"[.!?…:]+(?:\s|$)|\n+")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(r"(?:[^laeiouy]es|[^aeioudty]ed|[^laeiouy]e)$")
_EASY_WORDS, _EASY_SYLLABLES = 8, 10
AGE_ABOVE_GRADE = 5


def reading_age(*texts: str) -> float:
    """The age in years at which these texts are read with ease (US grade plus five).

    Each call adds one easy sentence of eight words, so that a text of three words is not judged by chance.
    """
    words = sentences = syllables = 0
    for text in texts:
        plain = _PLACEHOLDER.sub("Sam", text)
        found = _WORD.findall(plain)
        words += len(found)
        sentences += len([part for part in _SENTENCE_END.split(plain) if _WORD.search(part)])
        syllables += sum(syllables_in(word) for word in found)
    per_sentence = (words + _EASY_WORDS) / (sentences + 1)
    per_word = (syllables + _EASY_SYLLABLES) / (words + _EASY_WORDS)
    return 0.39 * per_sentence + 11.8 * per_word - 15.59 + AGE_ABOVE_GRADE


def syllables_in(word: str) -> int:
    """About how many syllables an English word has: groups of vowels, less a silent ending."""
    letters = word.lower().replace("’", "").replace("'", "")
    groups = len(_VOWELS.findall(letters))
    return max(1, groups - 1 if groups > 1 and _SILENT_END.search(letters) else groups)
