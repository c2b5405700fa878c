"""Makes docs/images/review.png: the queue of the review application over the bundled reports.

python tools/picture_review.py [chromium]
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))


def main() -> None:
    """Fills a store, opens its queue, takes the picture."""
    from playwright.sync_api import sync_playwright
    from tests.review import demo_store, server_of

    path = sys.argv[1] if sys.argv[1:] else shutil.which("chromium")
    target = ROOT / "docs/images/review.png"
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "rasd.sqlite"
        demo_store(place)
        with server_of(place) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1400, "height": 820})
            page.goto(f"{address}/queue?lang=en")
            page.wait_for_load_state("networkidle")
            page.evaluate("document.activeElement.blur()")
            page.screenshot(path=target)
            browser.close()


if __name__ == "__main__":
    main()
