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
from analysis.learning.features import Shape
from analysis.learning.kept_codebook import from_document, to_document
from analysis.learning.learned import Learned
from analysis.learning.views import Part, part_of
from analysis.learning.vocabulary import Numbers, Vocabulary

FORMAT = b"feedback-engine 4\n"
_DIGEST = 64


class NotAnEngine(ValueError):
    """These bytes are no engine of ours, or of a format we no longer read, or damaged."""


def to_bytes(engine: Engine) -> bytes:
    """The same engine always makes the same bytes."""
    learned = engine.learned
    header: dict[str, object] = {
        "codebook": to_document(engine.codebook),
        "settings": {
            "at_most": engine.settings.at_most,
            "worth_suggesting": engine.settings.worth_suggesting,
            "languages": sorted(engine.settings.languages),
            "meaning": engine.settings.meaning,
        },
        "examples": engine.examples,
        "taught_by": list(engine.taught_by),
        "questions": list(learned.shape.questions) if learned else None,
        "encoders": list(learned.shape.middles) if learned else [],
        "first_lower": learned.first_lower if learned else 0.0,
    }
    told = json.dumps(header, sort_keys=True).encode()
    arrays: dict[str, NDArray[np.generic]] = {"header": np.frombuffer(told, np.uint8)}
    body = _packed(arrays | (_arrays_of(learned) if learned else {}))
    return FORMAT + sha256(body).hexdigest().encode() + b"\n" + body


def _arrays_of(learned: Learned) -> dict[str, NDArray[np.generic]]:
    kept: dict[str, NDArray[np.generic]] = {
        "word_keys": learned.shape.words.keys,
        "word_rarity": learned.shape.words.rarity,
        "letter_keys": learned.shape.letters.keys,
        "letter_rarity": learned.shape.letters.rarity,
        "weights": learned.weights.astype(np.float16),
        "start": learned.start,
        "of_prior": learned.of_prior,
        "of_meant": learned.of_meant,
        "thresholds": learned.thresholds,
    }
    kept |= {f"centre_{name}": rows.astype(np.float16) for name, rows in learned.centres.items()}
    kept |= {f"meant_{name}": codes for name, codes in learned.meant.items()}
    kept |= {f"pull_{part}": pull for part, pull in learned.pulls.items()}
    return kept | {f"middle_{name}": middle for name, middle in learned.shape.middles.items()}


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
            settings = {**header["settings"], "languages": frozenset(header["settings"]["languages"])}
            return Engine(
                from_document(header["codebook"]),
                Settings(**settings),
                None if header["questions"] is None else _learned_from(header, arrays),
                int(header["examples"]),
                tuple(header["taught_by"]),
            )
    except (KeyError, TypeError, ValueError, OSError, zipfile.BadZipFile, DocumentMistake) as mistake:
        raise NotAnEngine("This engine is of a format that is not read here.") from mistake


def _learned_from(header: dict[str, list[str]], arrays: Mapping[str, NDArray[np.generic]]) -> Learned:
    encoders = header["encoders"]
    near = (str(Part.HITS), *encoders)
    return Learned(
        shape=Shape(
            Vocabulary(arrays["word_keys"].astype(np.uint64), _numbers(arrays["word_rarity"])),
            Vocabulary(arrays["letter_keys"].astype(np.uint64), _numbers(arrays["letter_rarity"])),
            tuple(header["questions"]),
            {name: _numbers(arrays[f"middle_{name}"]) for name in encoders},
        ),
        weights=arrays["weights"].astype(np.float32),
        centres={name: arrays[f"centre_{name}"].astype(np.float32) for name in near},
        pulls={part_of(name): arrays[f"pull_{part_of(name)}"].astype(np.float32) for name in near},
        of_prior=_numbers(arrays["of_prior"]),
        meant={name: arrays[f"meant_{name}"].astype(np.float32) for name in encoders},
        of_meant=_numbers(arrays["of_meant"]),
        start=_numbers(arrays["start"]),
        thresholds=_numbers(arrays["thresholds"]),
        first_lower=float(str(header["first_lower"])),
    )


def _numbers(array: NDArray[np.generic]) -> Numbers:
    return array.astype(np.float64)
