"""The bases of the small values that coding makes by the hundred, and that nobody changes.

A class says `frozen=True` beside its base: that is for the type checker. What holds when it runs
stands here, in a module that is never compiled, since mypyc does not read the keywords of a class.
"""

from __future__ import annotations

from msgspec import Struct


class Frozen(Struct, frozen=True, gc=False):
    """A value, equal to any with the same fields.

    Values refer to what was there before them, so that no cycle can arise: the collector need not
    look at them.
    """


class Singular(Struct, frozen=True, eq=False):
    """A thing that is equal to itself alone, whatever its fields hold."""
