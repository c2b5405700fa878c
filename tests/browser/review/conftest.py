"""A browser on a real server: pages must stay free of errors and ask nothing of other hosts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from tests.review import demo_store, server_of


@dataclass
class Visit:
    """A page of the application with all that went wrong in it."""

    page: Any
    address: str
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Opens an address of the application; what is pressed afterwards is heard."""
        self.page.goto(self.address + path)
        # Chromium drops keys that come before the first frame is drawn.
        self.page.evaluate("new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))")


Visiting = Callable[..., Visit]


@pytest.fixture
def visiting(chromium: Any) -> Iterator[Visiting]:
    """Opens pages of a server: `visiting(address, "/queue", language="ar", width=1400)`."""
    visits: list[Visit] = []
    contexts: list[Any] = []

    def visit(address: str, path: str = "/", *, language: str = "ar", width: int = 1400) -> Visit:
        context = chromium.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        context.add_cookies([{"name": "rasd_language", "value": language, "url": address}])
        page = context.new_page()
        page.set_default_timeout(15_000)
        view = Visit(page=page, address=address)
        visits.append(view)
        page.on(
            "console",
            lambda m: view.faults.append(m.text) if m.type in {"error", "warning"} else None,
        )
        page.on("pageerror", lambda error: view.faults.append(str(error)))
        page.on("request", lambda request: view.requests.append(request.url))
        view.go(path)
        return view

    yield visit
    for context in contexts:
        context.close()
    assert [fault for view in visits for fault in view.faults] == []
    for view in visits:
        assert [url for url in view.requests if not url.startswith((view.address, "data:"))] == []


@pytest.fixture
def demo(place: str) -> Iterator[str]:
    """The address of a server over the bundled reports, once in each kind of database."""
    demo_store(place)
    with server_of(place) as address:
        yield address
