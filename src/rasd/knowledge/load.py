"""Loads the compiled knowledge, and caches it.

`load_knowledge()` is what the pipeline calls. The first call in a new environment compiles
(about a second) and leaves a file named by the digest of all data and of this code in the
user's cache folder; later calls read that file. An unreadable or unwritable cache is not an
error: the knowledge is compiled again.
"""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from rasd.knowledge import lexicon
from rasd.knowledge.compile import compile_knowledge
from rasd.knowledge.rows import Knowledge
from rasd.knowledge.tables import data_file

_OTHER_ENGINES = ("engines/choice.py", "engines/llm/")


@cache
def load_knowledge() -> Knowledge:
    """The compiled knowledge of this installation, from the cache where that is fresh."""
    digest = knowledge_digest()
    path = _cache_path(digest)
    # the collector would walk a hundred thousand fresh objects several times over: 0.1 s
    collecting = gc.isenabled()
    gc.disable()
    try:
        with path.open("rb") as file:
            known = pickle.load(file)  # noqa: S301 - our own cache in the user's folder
        if isinstance(known, Knowledge) and known.digest == digest:
            return known
    except (OSError, pickle.PickleError, EOFError, AttributeError, ImportError, IndexError):
        pass
    finally:
        if collecting:
            gc.enable()
    knowledge = compile_knowledge(digest)
    _write_cache(path, knowledge)
    return knowledge


@cache
def knowledge_digest() -> str:
    """SHA-256 over all data files and over the code that compiles them."""
    digest = hashlib.sha256()
    for folder in ("ar", "actors", "places"):
        for path, entry in _walk(data_file(folder), folder):
            digest.update(path.encode() + b"\0" + entry.read_bytes() + b"\0")
    for package in ("rasd.knowledge", "rasd.text"):
        for path, entry in _walk(files(package), package):
            if path.endswith(".py"):
                digest.update(entry.read_bytes())
    return digest.hexdigest()


@cache
def recipe_digest() -> str:
    """SHA-256 over all that a document coded by rules depends on: knowledge, weights, rules.

    What belongs to other engines alone is left out: a change there codes nothing again.
    """
    digest = hashlib.sha256(knowledge_digest().encode())
    for weights in ("confidence.toml", "assertion.toml"):
        digest.update(data_file(weights).read_bytes())
    for package in ("annotate", "assemble", "qualify", "resolve", "join", "engines", "model"):
        for path, entry in _walk(files(f"rasd.{package}"), package):
            if path.endswith(".py") and not path.startswith(_OTHER_ENGINES):
                digest.update(entry.read_bytes())
    return digest.hexdigest()


@cache
def llm_digest() -> str:
    """SHA-256 over what the engines that ask a language model depend on beside the rules."""
    digest = hashlib.sha256()
    for path, entry in _walk(data_file("llm"), "data/llm"):
        digest.update(path.encode() + entry.read_bytes())
    for path, entry in _walk(files("rasd.engines"), "engines"):
        if path.endswith(".py") and path.startswith(_OTHER_ENGINES):
            digest.update(path.encode() + entry.read_bytes())
    return digest.hexdigest()


def is_machine_code() -> bool:
    """Whether this installation is a wheel of machine code."""
    return not lexicon.__file__.endswith(".py")


def merge_digest() -> str:
    """SHA-256 over the rules and weights that events depend on beside what documents say."""
    digest = hashlib.sha256()
    for path, entry in _walk(files("rasd.data").joinpath("merge"), "data/merge"):
        digest.update(path.encode() + entry.read_bytes())
    for package in ("merge", "judge", "model", "text"):
        for path, entry in _walk(files(f"rasd.{package}"), package):
            if path.endswith(".py"):
                digest.update(entry.read_bytes())
    return digest.hexdigest()


def _walk(folder: Traversable, path: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.startswith("__"):
            continue
        name = f"{path}/{entry.name}"
        if entry.is_dir():
            found.extend(_walk(entry, name))
        else:
            found.append((name, entry))
    return found


def _cache_path(digest: str) -> Path:
    base = os.environ.get("RASD_CACHE") or os.environ.get("XDG_CACHE_HOME")
    folder = (Path(base) if base else Path.home() / ".cache") / "rasd"
    if is_machine_code():
        folder /= "machine-code"  # a compiled class cannot read what its source class left
    return folder / f"knowledge-{digest[:24]}.pickle"


def _write_cache(path: Path, knowledge: Knowledge) -> None:
    fresh = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("wb") as file:
            pickle.dump(knowledge, file, protocol=pickle.HIGHEST_PROTOCOL)
        fresh.replace(path)
        for old in path.parent.glob("knowledge-*.pickle"):
            if old != path:
                old.unlink(missing_ok=True)
    except OSError:
        fresh.unlink(missing_ok=True)
