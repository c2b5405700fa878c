"""Measures how long keys take in the review application: `python benchmarks/review_keys.py`.

A coder's review of the thirteen incidents of the seed roundup (`tests/roundup.py`) is played in a
real browser on a real server, in Arabic and English. Each line is a key: how often it changed the
page, and the median and the longest of the milliseconds from the key to the first frame that
shows what it did. The seed texts must lie beside the checkout (`../shared/seeds`).
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright
from tests.conftest import SHARED
from tests.review import server_of, store_of
from tests.roundup import Watched, review_roundup, roundup_file

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")
LANGUAGES = ("ar", "en")


def main() -> None:
    """Prints a table for each language."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None or not (SHARED / "seeds").is_dir():
        sys.exit("this needs Chromium, and the seed texts in ../shared/seeds")
    for language in LANGUAGES:
        watched = _reviewed(language, chromium)
        print(f"{language}: {len(watched.times)} keys, {watched.pointers} uses of a pointer")
        for key in sorted({name for name, _ in watched.times}):
            taken = [ms for name, ms in watched.times if name == key]
            print(f"  {key:12} {len(taken):4} {median(taken):7.0f} ms {max(taken):7.0f} ms")
        print(f"  {'longest':12} {'':4} {'':7}    {max(ms for _, ms in watched.times):7.0f} ms")


def _reviewed(language: str, chromium: str) -> Watched:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        place = str(Path(folder) / "rasd.sqlite")
        store_of(place, roundup_file(SHARED, Path(folder)))
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        with server_of(place) as address:
            context = browser.new_context(viewport={"width": 1400, "height": 900})
            cookie = {"name": "rasd_language", "value": language, "url": address}
            context.add_cookies([cookie])
            watched = review_roundup(context.new_page(), address)
        browser.close()
    return watched


if __name__ == "__main__":
    main()
