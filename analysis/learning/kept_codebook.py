"""A codebook as JSON inside a stored engine, so that an engine reads with the words it was taught with."""

from collections.abc import Mapping

from analysis.codebook import Code, Codebook, Theme
from analysis.documents import block, items, list_of_words, words


def to_document(codebook: Codebook) -> dict[str, object]:
    """What the engine needs of it: themes and codes; a council's framework maps stay behind."""
    return {
        "name": codebook.name,
        "version": codebook.version,
        "themes": [{"id": t.id, "name": t.name, "definition": t.definition} for t in codebook.themes],
        "codes": [
            {
                "id": code.id,
                "theme": code.theme,
                "name": code.name,
                "include": code.include,
                "exclude": code.exclude,
                "examples": list(code.examples),
                "keywords": list(code.keywords),
            }
            for code in codebook.codes
        ],
    }


def from_document(value: object) -> Codebook:
    """DocumentMistake when it has another shape."""
    document = block(value, "the kept codebook")
    themes = [block(item, "a kept theme") for item in items(document.get("themes"), "the kept themes")]
    codes = [block(item, "a kept code") for item in items(document.get("codes"), "the kept codes")]
    return Codebook(
        name=words(document.get("name"), "name"),
        version=words(document.get("version"), "version"),
        themes=tuple(Theme(_said(t, "id"), _said(t, "name"), _said(t, "definition")) for t in themes),
        codes=tuple(
            Code(
                id=_said(code, "id"),
                theme=_said(code, "theme"),
                name=_said(code, "name"),
                include=_said(code, "include"),
                exclude=_said(code, "exclude"),
                examples=list_of_words(code.get("examples"), "examples"),
                keywords=list_of_words(code.get("keywords"), "keywords"),
            )
            for code in codes
        ),
    )


def _said(part: Mapping[str, object], name: str) -> str:
    return words(part.get(name), name)
