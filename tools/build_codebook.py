"""Writes docs/codebook/en.md and ar.md from the data files that the program reads.

`make docs` runs this; a test compares the pages with what it would write.
"""

from __future__ import annotations

from pathlib import Path

from rasd.run.codebook import LANGUAGES, page

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "docs" / "codebook"


def pages() -> dict[Path, str]:
    """Both pages as they should stand."""
    return {PAGES / f"{language}.md": page(language) for language in LANGUAGES}


def main() -> None:
    for path, text in pages().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        print(f"{path.relative_to(ROOT)}: {text.count(chr(10))} lines")


if __name__ == "__main__":
    main()
