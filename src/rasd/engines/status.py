"""Decides how a document stands behind an incident: reported, claimed, denied or background."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from rasd.engines.setting import Setting
from rasd.join.draft import Draft, Voice
from rasd.model import Status

_OLD = timedelta(days=8)
_NON_STATE = frozenset({"rebel", "militia"})


def decide_status(group: Sequence[Draft], setting: Setting) -> Status:
    """The status of a joined incident.

    It is claimed where every passage of the body that tells of it stands under a claim or in
    the mouth of a party to it; background where all of them look back.
    """
    if _is_old(group, setting) or all(d.background or d.bare for d in group):
        return Status.BACKGROUND
    if any(d.denied for d in group):
        return Status.DENIED
    doers = {a.actor.id for d in group for a in d.perpetrators if a.actor.id}
    sides = [a.actor for d in group for a in (*d.perpetrators, *d.targets)]
    parties = {a.id for a in sides if a.id}
    foes = any(a.category in _NON_STATE for a in sides)
    telling = [d for d in group if not d.title] or list(group)
    if setting.propaganda and setting.main_group in parties and not _neutral(telling):
        return Status.CLAIMED
    if all(_party_voice(d, doers, parties, foes) for d in telling):
        return Status.CLAIMED
    return Status.REPORTED


def _is_old(group: Sequence[Draft], setting: Setting) -> bool:
    published = setting.document.published
    ends = [d.date.value.end for d in group if d.date is not None and d.date.value.end]
    if published is None or not ends:
        return False
    return all(published - end > _OLD for end in ends)


def _neutral(drafts: Sequence[Draft]) -> bool:
    return any(v.neutral and v.role == "says" for d in drafts for v in d.voices)


def _party_voice(draft: Draft, doers: set[str], parties: set[str], foes: bool) -> bool:
    if draft.claimed_voice:
        return True
    if not draft.voices:
        return False
    return all(_is_party(voice, doers, parties, foes) for voice in draft.voices)


def _is_party(voice: Voice, doers: set[str], parties: set[str], foes: bool) -> bool:
    """Whether a voice is one side's: a doer on its deed, a force on what befell it or its foe."""
    if voice.party in doers:
        return True
    if voice.neutral:
        return False
    if voice.party is None or voice.party in parties:
        return True
    return foes and voice.category == "state_force"
