"""Keep an engine as bytes and read it back: numbers and JSON only, never code, checked before use."""

import io
import json
import zipfile
from collections.abc import Mapping
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from analysis.documents import DocumentMistake
from analysis.learning.engine import Engine, Settings
from analysis.learning.kept_codebook import from_document, to_document
from analysis.learning.linear import Learned
from analysis.learning.vocabulary import Vocabulary

FORMAT = b"feedback-engine 1\n"
_DIGEST = 64


class NotAnEngine(ValueError):
    """These bytes are no engine of ours, or of a format we no longer read, or damaged."""


def to_bytes(engine: Engine) -> bytes:
    """The same engine always makes the same bytes."""
    header: dict[str, object] = {
        "codebook": to_document(engine.codebook),
        "settings": {
            "at_most": engine.settings.at_most,
            "worth_suggesting": engine.settings.worth_suggesting,
            "outweighed_at": engine.settings.outweighed_at,
            "languages": sorted(engine.settings.languages),
            "meaning": engine.settings.meaning,
        },
        "examples": engine.examples,
        "taught_by": list(engine.taught_by),
        "questions": list(engine.learned.questions) if engine.learned else None,
    }
    arrays: dict[str, NDArray[np.generic]] = {
        "header": np.frombuffer(json.dumps(header, sort_keys=True).encode(), np.uint8)
    }
    if engine.learned:
        learned = engine.learned
        arrays |= {
            "word_keys": learned.words.keys,
            "word_rarity": learned.words.rarity,
            "letter_keys": learned.letters.keys,
            "letter_rarity": learned.letters.rarity,
            "weights": learned.weights.astype(np.float32),
            "start": learned.start,
            "thresholds": learned.thresholds,
        }
    body = _packed(arrays)
    return FORMAT + sha256(body).hexdigest().encode() + b"\n" + body


def _packed(arrays: Mapping[str, NDArray[np.generic]]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as packed:
        for name, array in arrays.items():
            one = io.BytesIO()
            np.lib.format.write_array(one, np.ascontiguousarray(array), allow_pickle=False)
            packed.writestr(zipfile.ZipInfo(f"{name}.npy"), one.getvalue(), zipfile.ZIP_DEFLATED)
    return held.getvalue()


def digest_of(stored: bytes) -> str:
    """What names these bytes; NotAnEngine when they are not an engine or were changed."""
    told, body = stored[len(FORMAT) : len(FORMAT) + _DIGEST], stored[len(FORMAT) + _DIGEST + 1 :]
    if not stored.startswith(FORMAT) or sha256(body).hexdigest().encode() != told:
        raise NotAnEngine("These bytes are not an engine of ours, or they were damaged.")
    return told.decode()


def engine_from(stored: bytes) -> Engine:
    """The engine that `to_bytes` made; NotAnEngine for anything else."""
    digest_of(stored)
    try:
        with np.load(io.BytesIO(stored[len(FORMAT) + _DIGEST + 1 :]), allow_pickle=False) as arrays:
            header = json.loads(arrays["header"].tobytes())
            learned = None
            if header["questions"] is not None:
                learned = Learned(
                    Vocabulary(arrays["word_keys"], arrays["word_rarity"]),
                    Vocabulary(arrays["letter_keys"], arrays["letter_rarity"]),
                    tuple(header["questions"]),
                    arrays["weights"].astype(float),
                    arrays["start"],
                    arrays["thresholds"],
                )
        settings = {**header["settings"], "languages": frozenset(header["settings"]["languages"])}
        return Engine(
            from_document(header["codebook"]),
            Settings(**settings),
            learned,
            int(header["examples"]),
            tuple(header["taught_by"]),
        )
    except (KeyError, TypeError, ValueError, OSError, zipfile.BadZipFile, DocumentMistake) as mistake:
        raise NotAnEngine("This engine is of a format that is not read here.") from mistake
