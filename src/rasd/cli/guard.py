"""Decides what a command leaves behind when it cannot finish: one clear line and an exit code.

| code | means |
|---|---|
| 0 | done; issues with single inputs alone keep it 0 |
| 1 | nothing could be read, or the command failed |
| 2 | the command line or a setting cannot be used |
| 3 | `--strict` was given and some input had an issue |
| 130 | stopped with Ctrl-C |
| 141 | the program that read our output stopped reading, as `head` does |
| 143 | asked to end (SIGTERM), as by a system that shuts down |
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import Any

import typer
from typer.core import TyperGroup

from rasd.model import DataError, RasdError, SettingsError, disk_is_full

_NO_SPACE = "standard output: {}. Free some space and run the same command again"


class Code(IntEnum):
    """The exit codes of `rasd`."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    ISSUES = 3
    STOPPED = 130
    PIPE_CLOSED = 141
    TERMINATED = 143


class Terminated(KeyboardInterrupt):
    """The system asked the program to end; what Ctrl-C lets finish is finished."""


def code_of(stop: KeyboardInterrupt) -> Code:
    """The exit code that says who stopped the program."""
    return Code.TERMINATED if isinstance(stop, Terminated) else Code.STOPPED


class GuardedGroup(TyperGroup):
    """The group of commands; turns errors raised on purpose into a message and a code."""

    def invoke(self, ctx: Any) -> Any:
        try:
            with _heeding_sigterm():
                return super().invoke(ctx)
        except SettingsError as error:
            _say(str(error))
            raise typer.Exit(Code.USAGE) from error
        except DataError as error:
            count = len(error.faults)
            _say(f"{count} {'fault' if count == 1 else 'faults'} in the data files:\n{error}")
            raise typer.Exit(Code.FAILED) from error
        except RasdError as error:
            _say(str(error))
            raise typer.Exit(Code.FAILED) from error
        except KeyboardInterrupt as error:
            _say("stopped")
            raise typer.Exit(code_of(error)) from error
        except BrokenPipeError as error:
            raise typer.Exit(Code.PIPE_CLOSED) from error
        except OSError as error:
            if not disk_is_full(error):
                raise
            _say(_NO_SPACE.format(error.strerror))
            raise typer.Exit(Code.FAILED) from error


@contextmanager
def _heeding_sigterm() -> Iterator[None]:
    """Makes SIGTERM end what is under way as Ctrl-C does, inside the block."""
    ours = (
        threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    )
    if not ours:
        yield
        return
    own = os.getpid()

    def terminate(*_: object) -> None:
        if os.getpid() != own:  # a worker that was copied with this handler in it
            os._exit(Code.TERMINATED)
        raise Terminated

    signal.signal(signal.SIGTERM, terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _say(message: str) -> None:
    print(f"rasd: {message}", file=sys.stderr)


@contextmanager
def flushed_stdout() -> Iterator[None]:
    """Empties standard output at the end of the block, and leaves quietly where nobody reads it.

    Left to itself Python would try when it ends, and print a complaint about the closed pipe.
    """
    out = sys.stdout  # the library may have put a wrapper in its place by the end
    try:
        try:
            yield
        finally:
            out.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
        sys.exit(Code.PIPE_CLOSED)
    except OSError as error:
        if not disk_is_full(error):
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
        _say(_NO_SPACE.format(error.strerror))
        sys.exit(Code.FAILED)
