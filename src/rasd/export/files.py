"""Decides how an output file is replaced: all at once, and only where its content differs.

A reader never sees half a file; a run that changes nothing leaves the time of the file alone,
so that tools which watch it stay quiet.
"""

from __future__ import annotations

import filecmp
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from rasd.model import SettingsError


def write_text(parts: Iterable[str], path: Path) -> bool:
    """Writes the parts to `path` as UTF-8; false where the file already said the same.

    Raises `SettingsError` where the folder cannot be written to.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Half a surrogate pair has no UTF-8 form; a question mark keeps every offset.
        with part.open("w", encoding="utf-8", errors="replace", newline="") as out:
            out.writelines(parts)
        if path.is_file() and filecmp.cmp(part, path, shallow=False):
            return False
        part.replace(path)
    except OSError as error:
        raise SettingsError(f"{path}: cannot be written: {error}. Name another folder") from error
    finally:
        with suppress(OSError):  # never made, or already in place
            part.unlink()
    return True
