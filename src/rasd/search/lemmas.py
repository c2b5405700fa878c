"""Loads which lemma a word has, by its folded spelling, and caches it.

The list of forms and lemmas is simplemma's; it is read where it is installed and never copied
into this package. Folding it takes seconds, so the outcome is left in the user's cache folder
under its version. An unreadable or unwritable cache is no error.
"""

from __future__ import annotations

import hashlib
import marshal
import os
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from rasd.text import fold_plain

_LANGUAGE = "ar"
_FORMAT = 1


@cache
def lemmas_version() -> str:
    """Another one for another list or another way of folding it."""
    folding = files("rasd.data").joinpath("ar/folding.tsv").read_bytes()
    return f"{_FORMAT}-{version('simplemma')}-{hashlib.sha256(folding).hexdigest()[:12]}"


@cache
def load_lemmas() -> Mapping[str, str]:
    """The lemma of each known word; both are folded. A lemma is a known word."""
    path = _cache_folder() / f"lemmas-{lemmas_version()}.marshal"
    try:
        found = marshal.loads(path.read_bytes())  # noqa: S302 - our own cache in the user's folder
        if isinstance(found, dict) and found:
            return found
    except (OSError, ValueError, EOFError, TypeError):
        pass
    lemmas = _folded()
    _write_cache(path, lemmas)
    return lemmas


def _folded() -> dict[str, str]:
    # Imported here: a search with a warm cache does without.
    from simplemma.strategies import DefaultDictionaryFactory  # noqa: PLC0415

    lemmas: dict[str, str] = {}
    pairs = DefaultDictionaryFactory().get_dictionary(_LANGUAGE).items()
    folded = sorted({(fold_plain(form), fold_plain(lemma)) for form, lemma in pairs})
    for form, lemma in folded:
        if not form.isalnum():
            continue
        # Two spellings that fold alike: the one that is an inflection of another word counts.
        if lemmas.get(form, form) == form:
            lemmas[form] = lemma
    for lemma in sorted(set(lemmas.values())):
        lemmas.setdefault(lemma, lemma)
    return lemmas


def _cache_folder() -> Path:
    base = os.environ.get("RASD_CACHE") or os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "rasd"


def _write_cache(path: Path, lemmas: dict[str, str]) -> None:
    fresh = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(marshal.dumps(lemmas))
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
