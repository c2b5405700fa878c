"""How the application is reached."""

from __future__ import annotations

import threading

import pytest
from fastapi import FastAPI

from rasd.review import server
from rasd.review.server import Server, bound


def test_words_are_read_while_nobody_searches_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    read = threading.Event()
    monkeypatch.setattr(server, "arabic_analyser", read.set)
    listening = bound("127.0.0.1", 0)
    ready = threading.Event()
    answering = Server(FastAPI(), listening, ready=ready.set)
    thread = threading.Thread(target=answering.run)
    thread.start()
    try:
        assert ready.wait(30)
        assert read.wait(30)
    finally:
        answering.stop()
        thread.join(30)
        listening.close()
