"""Decides how a document stands behind an incident: reported, claimed, denied or background.

Claimed is what only a party to it tells (``قال الجيش إنه قصف``, ``تبنى التنظيم هجوما``); one
neutral voice lifts it to reported. A neutral voice is

- a source without a side, and an official or an army on what people unknown did;
- the outlet: a passage that names no source and stands before the first one (a lead in the
  outlet's own words), or opens a new paragraph without pointing back. One that goes on in the
  paragraph of a party's voice, or only points back at what it told, stands in that voice;
- the frame of a claim: ``هجوم تبناه التنظيم`` tells the attack before the claim, and
  ``أعلن مسؤوليته عن هجوم أوقع 20 قتيلا`` gives a toll that the outlet knows.

A headline repeats the text, in the title or as a line of the body, and is no voice of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rasd.annotate import Annotated
from rasd.assemble.tolls import is_numbered
from rasd.engines.categories import NON_STATE
from rasd.engines.setting import Setting
from rasd.engines.standing import is_old
from rasd.engines.voicing import sides_of
from rasd.join.draft import Draft, GroundedDate, Voice
from rasd.model import Actor, Status, SubEventType
from rasd.text import TokenKind

_GENERIC = "generic"
_STATE = "state_force"
_ABROAD = ("external",)
_ANYBODY = ("", "persons")
_CORPS = frozenset({"soldiers", "officers", "police", "security_forces", "guards"})
_ARMIES = ("state_force", "external")
TWO_SIDED = frozenset(
    {
        SubEventType.ARMED_CLASH,
        SubEventType.TERRITORY_TAKEN_BY_ARMED_GROUP,
        SubEventType.TERRITORY_RETAKEN_BY_STATE,
    }
)


def decide_status(
    group: Sequence[Draft],
    sub_type: SubEventType,
    doers: Sequence[Actor],
    sufferers: Sequence[Actor],
    setting: Setting,
) -> Status:
    """The status of a joined incident of a type, with those who did it and who suffered."""
    if _is_old(group, setting) or all(d.background or d.bare for d in group):
        return Status.BACKGROUND
    telling = _telling(group, setting)
    if all(d.denied for d in telling):
        return Status.DENIED
    telling = [d for d in telling if not d.denied]
    parties = {a.id for a in (*doers, *sufferers) if a.id}
    if setting.propaganda and setting.main_group in parties and not _neutral(telling):
        return Status.CLAIMED
    return (
        Status.CLAIMED
        if _only_parties_tell(telling, sub_type, doers, sufferers)
        else Status.REPORTED
    )


def _is_old(group: Sequence[Draft], setting: Setting) -> bool:
    """Whether every day that the passages give is old; where none gives one, what they inherit.

    A passage that nothing dates is news, and so is what a lead tells without a day.
    """
    published = setting.document.published
    if published is None:
        return False
    dated = [d for d in group if d.date is not None and d.date.own]
    if any(_leads(d) for d in group if dated and d.order < dated[0].order):
        return False
    dates: Sequence[GroundedDate | None] = [d.date for d in dated or group]
    return all(date is not None and is_old(date.value, published) for date in dates)


def _leads(draft: Draft) -> bool:
    """Whether a passage of the body tells an event by itself and looks back at nothing."""
    return not (draft.title or draft.background or draft.bare or draft.weak or draft.anaphoric)


def _telling(group: Sequence[Draft], setting: Setting) -> list[Draft]:
    """The passages that are no headline and repeat none, if there are any."""
    headline = _headline(setting.sentences)
    body = [d for d in group if not d.title and not _repeats(d, headline)]
    return body or [d for d in group if not d.title] or list(group)


@lru_cache(maxsize=4)
def _headline(sentences: tuple[Annotated, ...]) -> frozenset[str]:
    return frozenset(
        token.text
        for annotated in sentences
        if annotated.sentence.part == "title"
        for token in annotated.sentence.tokens
    )


def _repeats(draft: Draft, headline: frozenset[str]) -> bool:
    """Whether a passage is the headline once more, as pages print it above or below the text."""
    tokens = draft.frame.annotated.sentence.tokens[draft.frame.start : draft.frame.end]
    colon = next((i for i, t in enumerate(tokens[:_LABEL]) if t.text == ":"), -1)
    tokens = tokens[colon + 1 :]
    words = [t.text for t in tokens if t.kind is not _MARK]
    if not headline:
        return not words
    return sum([word in headline for word in words]) >= _REPEATED * len(words)


_MARK = TokenKind.PUNCTUATION  # asked of each token: a member of an enum takes 60 ns to look up
_REPEATED = 0.8
_LABEL = 7
"""Tokens that a label before a repeated headline has at most: ``رابط الخبر بصحيفة النخيل:``."""


def _neutral(drafts: Sequence[Draft]) -> bool:
    return any(v.neutral and v.role == "says" for d in drafts for v in d.voices)


def _only_parties_tell(
    telling: Sequence[Draft],
    sub_type: SubEventType,
    doers: Sequence[Actor],
    sufferers: Sequence[Actor],
) -> bool:
    lost: list[bool] = []
    paragraph: int | None = None  # of the last passage in a party's voice
    for draft in telling:
        sentence = draft.frame.annotated.sentence
        voices = [v for v in draft.voices if v.role in ("says", "claims")]
        if draft.claimed_voice:
            if told_beside_claim(draft):
                return False
        elif not voices:
            carried = paragraph == sentence.paragraph or draft.anaphoric or draft.outcome_only
            if paragraph is None or not carried:
                return False
        elif not all(_is_party(v, doers, sufferers, sub_type) for v in voices):
            return False
        elif all(v.category in _ARMIES for v in voices):
            lost += [t.group in _CORPS for t in draft.tolls if t.group not in _ANYBODY]
        paragraph = sentence.paragraph
    # an army that only counts its own dead in a fight accuses nobody and boasts of nothing
    return not (lost and all(lost) and sub_type in TWO_SIDED)


def told_beside_claim(draft: Draft) -> bool:
    """Whether the outlet itself tells the event that a passage says is claimed.

    It names it before the claim (``هجوم تبناه``), or gives its toll; what the claimant lists
    in its statement is its own word.
    """
    claims = [t.match.start for t in draft.frame.triggers if t.row.kind == "claim"]
    events = [t.match.start for t in draft.frame.triggers if t.row.kind != "claim"]
    if not claims or not events:
        return False
    return events[0] < claims[0] or any(is_numbered(t) and t.min >= 1 for t in draft.tolls)


def _is_party(
    voice: Voice, doers: Sequence[Actor], sufferers: Sequence[Actor], sub_type: SubEventType
) -> bool:
    """Whether a voice is one side's: a doer on its deed, a force on its named enemy's.

    Where nobody knows who did it, an army that tells of it accuses nobody.
    """
    if owns_deed(voice, doers, sub_type):
        return True
    if voice.neutral:
        return False
    sides = sides_of((*doers, *sufferers))
    if sub_type in TWO_SIDED and (voice.side in sides or voice.category == "state_force"):
        return True
    if _unknown(doers):
        return False
    if voice.side in sides or voice.category not in _ABROAD:
        return True
    return any(a.category in NON_STATE for a in (*doers, *sufferers))


def owns_deed(voice: Voice, doers: Sequence[Actor], sub_type: SubEventType) -> bool:
    """Whether a voice tells of its own deed.

    Aircraft that an army gives no owner are its own; forces abroad speak for each other.
    """
    if voice.side and voice.side in sides_of(doers):
        return True
    if voice.neutral:
        # police and ministries on what their own state's forces did
        return voice.category == _STATE and any(a.category == _STATE for a in doers)
    if _unknown(doers):
        return sub_type is SubEventType.AIR_STRIKE and voice.category in _ARMIES
    return voice.category in _ABROAD and all(a.category in _ABROAD for a in doers)


def _unknown(doers: Sequence[Actor]) -> bool:
    return all(a.category == _GENERIC for a in doers)
