"""Makes docs/images/report.png: the report of the fictional corpus with an event open.

python tools/picture_report.py [chromium]
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))


def main() -> None:
    """Writes the report, opens it, takes the picture."""
    from playwright.sync_api import sync_playwright
    from tests.browser.fiction import records

    from rasd.export.report import write_report

    path = sys.argv[1] if sys.argv[1:] else shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        report = Path(folder) / "report.html"
        write_report(report, **records())  # type: ignore[arg-type]
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1400, "height": 880})
        page.goto(f"{report.as_uri()}#lang=en&e=e-000000000000")
        page.wait_for_selector("html[data-ready]")
        page.evaluate("document.activeElement.blur()")
        target = ROOT / "docs/images/report.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=target)
        browser.close()


if __name__ == "__main__":
    main()
