"""A browser for the tests that open the report; skips where Chromium is missing, fails in CI."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tests.browser.fiction import records

from rasd.export.report import write_report

_FLAGS = (
    "--no-sandbox",
    "--allow-pre-commit-input",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass
class Opened:
    """A page with everything that went wrong in it and every address it asked for."""

    page: Any
    address: str
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def go(self, hash_: str) -> None:
        """Opens the report at a state, as someone with a link would."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.address}#{hash_}")
        self.page.wait_for_selector("html[data-ready]")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One headless Chromium for all tests."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is missing in CI")
        pytest.skip("Chromium is not installed")
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictional corpus as a report on disk."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    write_report(path, **records(), generated="2026-11-21")  # type: ignore[arg-type]
    return path


@pytest.fixture
def open_report(chromium: Any, report: Path) -> Iterator[Callable[..., Opened]]:
    """Opens a report; at the end of the test the page must have stayed free of errors."""
    contexts: list[Any] = []
    opened: list[Opened] = []

    def open_(
        hash_: str = "lang=en", *, path: Path = report, width: int = 1400, scripts: bool = True
    ) -> Opened:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=scripts
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        view = Opened(page=page, address=path.as_uri())
        opened.append(view)
        page.on(
            "console",
            lambda m: view.faults.append(m.text) if m.type in {"error", "warning"} else None,
        )
        page.on("pageerror", lambda error: view.faults.append(str(error)))
        page.on("request", lambda request: view.requests.append(request.url))
        if scripts:
            view.go(hash_)
        else:
            page.goto(view.address)
        return view

    yield open_
    faults = [fault for view in opened for fault in view.faults]
    outside = [
        url
        for view in opened
        for url in view.requests
        if not url.startswith(("file:", "data:", "blob:", "about:"))
    ]
    for context in contexts:
        context.close()
    assert faults == []
    assert outside == []
