"""Keeps what a model answered: the same question again costs nothing and says the same.

Answers that cannot be read are not brought here. One SQLite file, safe for many processes at once:
of two answers to one question the first one written stays, for both. It holds no key, no prompt
and no article, only digests of them; the answers quote the articles.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rasd.engines.llm.questions import PARAMETERS, Question
from rasd.model import RunError, SettingsError

_APPLICATION = 0x7261_7364
"""Marks the file as ours, in the header of the database."""
_WAIT = 60.0
_TABLE = """
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY,
    model TEXT NOT NULL,
    prompt TEXT NOT NULL,
    text TEXT NOT NULL,
    parameters TEXT NOT NULL,
    content TEXT NOT NULL,
    cut INTEGER NOT NULL,
    tokens_in INTEGER NOT NULL,
    tokens_out INTEGER NOT NULL
) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a model answered to one question, and the tokens that it took."""

    content: str
    cut: bool
    tokens_in: int
    tokens_out: int


def default_cache(environ: Mapping[str, str] = os.environ) -> Path:
    """The file of answers in the user's cache folder."""
    base = environ.get("RASD_CACHE") or environ.get("XDG_CACHE_HOME")
    folder = Path(base) if base else Path.home() / ".cache"
    return folder / "rasd" / "answers.sqlite"


class Answers:
    """The answers in a file; one thread at a time uses an object of this class."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            new = not path.exists()
            # Another thread may open it than the one that asks: only one ever uses it at a time.
            self._db = sqlite3.connect(path, timeout=_WAIT, check_same_thread=False)
            if new:
                path.chmod(0o600)
            self._prepare()
        except (OSError, sqlite3.Error) as error:
            raise SettingsError(
                f"{path}: the cache of answers cannot be opened: {error}. Name another file with "
                "--llm-cache, or move this one away"
            ) from error

    def _prepare(self) -> None:
        (mark,) = self._db.execute("PRAGMA application_id").fetchone()
        (tables,) = self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if tables and mark != _APPLICATION:
            raise sqlite3.DatabaseError("it is a database of something else")
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        with self._db:
            self._db.execute(_TABLE)
            self._db.execute(f"PRAGMA application_id = {_APPLICATION}")

    def find(self, question: Question) -> Said | None:
        """What was answered to a question before."""
        try:
            row = self._db.execute(
                "SELECT content, cut, tokens_in, tokens_out FROM answers WHERE key = ?",
                (question.key,),
            ).fetchone()
        except sqlite3.Error as error:
            raise self._broken(error) from error
        if row is None:
            return None
        return Said(content=row[0], cut=bool(row[1]), tokens_in=row[2], tokens_out=row[3])

    def keep(self, question: Question, said: Said) -> Said:
        """Keeps an answer; what counts is the one kept, which another process may have given."""
        parameters = PARAMETERS | {"max_tokens": question.model.max_tokens}
        row = (
            question.key,
            question.model.name,
            question.prompt_digest,
            question.text_digest,
            json.dumps(parameters, sort_keys=True),
            said.content,
            int(said.cut),
            said.tokens_in,
            said.tokens_out,
        )
        try:
            with self._db:
                self._db.execute(
                    "INSERT OR IGNORE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row
                )
        except sqlite3.Error as error:
            raise self._broken(error) from error
        return self.find(question) or said

    def close(self) -> None:
        """Lets go of the file."""
        self._db.close()

    def _broken(self, error: sqlite3.Error) -> RunError:
        return RunError(
            f"{self._path}: the cache of answers cannot be used: {error}. Free space, or name "
            "another file with --llm-cache, and run the same command again"
        )
