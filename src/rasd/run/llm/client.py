"""Puts one question to an OpenAI-compatible endpoint, and takes nothing on trust of what comes.

A request has an end in time and an answer one in bytes, however slowly they drip. Redirects are
refused: a key goes to the address that was given and to no other. What a server says is shown
short, on one line and without the key.
"""

from __future__ import annotations

import asyncio
import json
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import httpx

from rasd.engines.choice import Endpoint
from rasd.engines.llm.questions import PARAMETERS, Question
from rasd.engines.llm.schema import answer_schema
from rasd.model import RasdError, RunError, SettingsError
from rasd.run.llm.cache import Said

MOST_BYTES = 2_000_000
_SHOWN = 200
_MOST_TOKENS = 1_000_000_000
_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_PERHAPS_CHARGED = frozenset({500, 502, 504})
"""Behind a gateway that says so, a model may have answered."""
_FORMATS = ("json_schema", "json_object", "text")
_FORMAT_REFUSED = frozenset({400, 415, 422, 501})
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069]+")


class UnansweredError(RasdError):
    """A question that got no answer; others may. `remedy` says what to do.

    `sent` says that it may be charged for.
    """

    def __init__(self, message: str, remedy: str, *, sent: bool = False) -> None:
        super().__init__(message)
        self.remedy = remedy
        self.sent = sent


class LaterError(RasdError):
    """A question to put again after a while; `seconds` where the server says when.

    `sent` says that it may be charged for.
    """

    def __init__(self, why: str, seconds: float | None = None, *, sent: bool) -> None:
        super().__init__(why)
        self.seconds = seconds
        self.sent = sent


class Client:
    """An endpoint; used in one event loop, from `open` to `close`."""

    def __init__(self, endpoint: Endpoint, key: str | None) -> None:
        self._endpoint = endpoint
        self._url = chat_url(endpoint.url)
        self._key = key
        self._format = 0
        headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        if key:
            headers["Authorization"] = f"Bearer {key}"
        # A server on this machine is never behind the proxy of the environment.
        near: dict[str, httpx.AsyncBaseTransport | None] = {
            "all://localhost": None,
            "all://127.0.0.1": None,
            "all://[::1]": None,
        }
        try:
            self._http = httpx.AsyncClient(
                headers=headers,
                follow_redirects=False,
                timeout=httpx.Timeout(endpoint.seconds),
                limits=httpx.Limits(max_connections=endpoint.concurrency),
                mounts=near,
            )
        except (ValueError, ImportError) as error:
            raise SettingsError(
                f"the proxy of the environment (HTTPS_PROXY, ALL_PROXY) cannot be used: {error}"
            ) from error

    async def close(self) -> None:
        """Ends its connections."""
        await self._http.aclose()

    def body(self, question: Question) -> bytes:
        """What is sent for a question."""
        given: dict[str, Any] = {
            "model": question.model.name,
            "messages": question.conversation,
            "max_tokens": question.model.max_tokens,
            "stream": False,
            **PARAMETERS,
        }
        match _FORMATS[self._format]:
            case "json_schema":
                given["response_format"] = {
                    "type": "json_schema",
                    "json_schema": {"name": "events", "strict": True, "schema": answer_schema()},
                }
            case "json_object":
                given["response_format"] = {"type": "json_object"}
        return json.dumps(given, ensure_ascii=False).encode()

    async def put(self, question: Question) -> Said:
        """What the model answers; where a server refuses the format of answers, it is asked again
        without it, and so is every later question.

        Raises `LaterError`, `UnansweredError`, and `RunError` where no question will ever be
        answered.
        """
        known = self._format
        while True:
            chosen = self._format
            status, headers, content = await self._send(self.body(question))
            if status not in _FORMAT_REFUSED or chosen == len(_FORMATS) - 1:
                break
            self._format = max(self._format, chosen + 1)
        if status in _FORMAT_REFUSED:
            self._format = known  # it was not the format: the next question asks for it again
        return self._read(status, headers, content, question)

    async def _send(self, body: bytes) -> tuple[int, httpx.Headers, bytes]:
        taken = bytearray()
        try:
            async with (
                asyncio.timeout(self._endpoint.seconds),
                self._http.stream(
                    "POST", self._url, content=body, headers={"Content-Type": "application/json"}
                ) as answer,
            ):
                packing = answer.headers.get("content-encoding", "identity")
                if packing.lower() not in ("", "identity"):
                    raise UnansweredError(
                        f"{self._url}: the answer is packed with {self._shown(packing)}",
                        "switch compression off at the server",
                    )
                async for chunk in answer.aiter_raw():
                    taken += chunk
                    if len(taken) > MOST_BYTES:
                        raise UnansweredError(
                            f"{self._url}: the answer has no end ({MOST_BYTES:,} bytes were read)",
                            "the server does not heed max_tokens: choose another one",
                            sent=True,
                        )
                return answer.status_code, answer.headers, bytes(taken)
        except (TimeoutError, httpx.TimeoutException) as error:
            raise LaterError(
                f"{self._url}: no whole answer within {self._endpoint.seconds:g} seconds", sent=True
            ) from error
        except httpx.ConnectError as error:
            raise LaterError(
                f"{self._url}: no connection ({self._shown(str(error))})", sent=False
            ) from error
        except httpx.TransportError as error:
            why = self._shown(str(error)) or type(error).__name__
            raise LaterError(f"{self._url}: the connection broke ({why})", sent=True) from error

    def _read(
        self, status: int, headers: httpx.Headers, content: bytes, question: Question
    ) -> Said:
        told = self._shown(content.decode("utf-8", "replace"))
        if status in _AGAIN:
            raise LaterError(
                f"{self._url} answers {status} ({told})",
                _seconds(headers.get("retry-after")),
                sent=status in _PERHAPS_CHARGED,
            )
        match status:
            case 200:
                return self._answer(headers, content)
            case 401 | 402 | 403:
                key = (
                    f"is the key in ${self._endpoint.key_env} right, and may it use the model?"
                    if self._endpoint.key_env
                    else "name the variable that holds your key with --llm-key-env"
                )
                raise RunError(f"{self._url} refuses us ({status}: {told}); {key}")
            case 404 | 405:
                raise RunError(
                    f"{self._url} answers {status} ({told}): is --llm-url the address of an "
                    f"OpenAI-compatible server, and does it hold the model "
                    f"{question.model.name!r} (--llm-model)?"
                )
            case _ if httpx.codes.is_redirect(status):
                there = urlsplit(self._shown(headers.get("location", ""))).netloc
                raise RunError(
                    f"{self._url} sends us elsewhere ({status}, to {there or 'nowhere'}), where "
                    "no key follows: give the address of the server itself with --llm-url"
                )
            case _:
                raise UnansweredError(
                    f"{self._url} refuses the question ({status}: {told})",
                    "see what the server says; a smaller --llm-max-tokens may fit its context",
                )

    def _answer(self, headers: httpx.Headers, content: bytes) -> Said:
        try:
            value = json.loads(content)
            choice = value["choices"][0]
            text = _text(choice["message"]["content"])
        except (LookupError, TypeError, AttributeError, ValueError, RecursionError) as error:
            kind = self._shown(headers.get("content-type", "no type"))
            raise UnansweredError(
                f"{self._url} answers 200 with {kind}, which holds no message of a model",
                "is --llm-url the address of an OpenAI-compatible server?",
                sent=True,
            ) from error
        usage = value.get("usage")
        usage = usage if isinstance(usage, dict) else {}
        return Said(
            # Half a letter (a lone surrogate) can neither be kept nor counted.
            content=text.encode("utf-8", "replace").decode(),
            cut=choice.get("finish_reason") == "length",
            tokens_in=_count(usage.get("prompt_tokens")),
            tokens_out=_count(usage.get("completion_tokens")),
        )

    def _shown(self, text: str) -> str:
        """Words of a server for a person: short, on one line, without our key."""
        if self._key:
            text = text.replace(self._key, "***")
        return " ".join(_CONTROL.sub(" ", text).split())[:_SHOWN]


def chat_url(given: str) -> str:
    """The address that questions go to; raises `SettingsError` for what is none.

    >>> chat_url("http://127.0.0.1:8080"), chat_url("https://host/v1/")
    ('http://127.0.0.1:8080/v1/chat/completions', 'https://host/v1/chat/completions')
    """
    try:
        parts = urlsplit(given.strip())
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        _ = httpx.URL(given.strip()).host  # where a name of a host that is none comes to light
    except (ValueError, httpx.InvalidURL):
        sound = False
    if not sound:
        raise SettingsError(
            f"--llm-url {given!r} is no address; write it as http://127.0.0.1:8080/v1"
        )
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise SettingsError(
            "--llm-url holds a name, a password or a query, which would be shown in messages: "
            "put the key into an environment variable and name that with --llm-key-env"
        )
    path = parts.path.rstrip("/")
    if not path.endswith("/chat/completions"):
        path = f"{path or '/v1'}/chat/completions"
    return f"{parts.scheme}://{parts.netloc}{path}"


def _text(content: Any) -> str:
    """The text of a message, which may come in parts."""
    if isinstance(content, str):
        return content
    return "".join(part["text"] for part in content if part.get("type") == "text")


def _count(value: Any) -> int:
    """A number of tokens; 0, as where none is stated, for what can be none."""
    return value if type(value) is int and 0 < value < _MOST_TOKENS else 0


def _seconds(stated: str | None) -> float | None:
    """How long a server asks to wait: in seconds, or until a time."""
    if not stated:
        return None
    try:
        return max(0.0, float(stated)) if stated.strip().isdigit() else _until(stated)
    except (ValueError, TypeError, OverflowError):
        return None


def _until(stated: str) -> float:
    return max(0.0, (parsedate_to_datetime(stated) - datetime.now(UTC)).total_seconds())
