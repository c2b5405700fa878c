"""The command line: `rasd`."""

from __future__ import annotations


def main() -> None:
    """Runs the command named on the command line and exits with its code."""
    from rasd.cli.app import app
    from rasd.cli.guard import flushed_stdout

    with flushed_stdout():
        app()


__all__ = ["main"]
