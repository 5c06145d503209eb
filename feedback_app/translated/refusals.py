"""What can stand in the way of a translation."""


class TranslatedMeanwhile(Exception):
    """Somebody else wrote or corrected the translation since it was read; nothing was stored."""


class NotYourTranslation(Exception):
    """Only the person who put a translation here may take it back; anybody may correct it."""
