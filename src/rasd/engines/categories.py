"""Which categories of parties rules tell apart: ``الجيش`` is a state's, ``الفصائل`` are not."""

from __future__ import annotations

STATE = frozenset({"state_force", "external"})
NON_STATE = frozenset({"rebel", "militia"})
ARMED = STATE | NON_STATE
