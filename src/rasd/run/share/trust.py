"""Decides whose bundles a store takes: those signed with a key that somebody here trusts.

Trust is given by hand, to one key of one organisation, after its fingerprint was compared by
another way than the bundle came. A second key of an organisation that is known takes a word more:
whoever asks for it may not be who they say.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rasd.model import InputError, SettingsError, SharedKey
from rasd.run.share.bundle import Bundle
from rasd.run.share.keys import PublicKey, in_groups, read_public_key
from rasd.store import Store

_SHORTEST = 16


def shared_key(key: PublicKey, *, own: bool = False) -> SharedKey:
    """A key as a store keeps it; the store notes the time."""
    return SharedKey(
        fingerprint=key.fingerprint,
        organisation=key.organisation,
        public_key=key.data,
        at="",
        own=own,
    )


def keys_in(path: Path) -> tuple[PublicKey, ...]:
    """The public key in a file, or those of a bundle, the one that signed it first."""
    if path.suffix == ".rasd-share" or _is_archive(path):
        with Bundle.open(path) as bundle:
            own = bundle.opened.key
            return (own, *(key for key in bundle.manifest.keys if key != own))
    return (read_public_key(path),)


def chosen_key(path: Path, fingerprint: str | None) -> PublicKey:
    """The key of a file that is to be trusted; of a bundle it has to be named."""
    found = keys_in(path)
    if fingerprint is None:
        if len(found) == 1 and path.suffix != ".rasd-share":
            return found[0]
        raise SettingsError(
            f"{path}: ask its sender for the fingerprint by another way, and give the one you were "
            f"told with --fingerprint. Signed by {found[0].organisation!r} with "
            f"{in_groups(found[0].fingerprint)}"
        )
    wanted = plain_fingerprint(fingerprint)
    for key in found:
        if key.fingerprint.startswith(wanted):
            return key
    raise SettingsError(
        f"{path}: no key has the fingerprint {wanted}; it has: "
        + "; ".join(f"{key.organisation} {in_groups(key.fingerprint)}" for key in found)
    )


def plain_fingerprint(text: str) -> str:
    """A fingerprint, or a start of it that is long enough, as people write it."""
    wanted = "".join(text.split()).lower()
    if len(wanted) < _SHORTEST or not set(wanted) <= set("0123456789abcdef"):
        raise SettingsError(f"{text!r} is no fingerprint: expected {_SHORTEST} hex digits or more")
    return wanted


def trust(store: Store, key: PublicKey, *, by: str, another: bool = False) -> bool:
    """Trusts a key; False where it was trusted before.

    Raises `SettingsError` where its organisation is the store's own, or known by another key and
    `another` does not say that it has several.
    """
    if key.organisation == store.sharing.organisation():
        raise SettingsError(
            f"{key.organisation!r} is the name of this store's own organisation; whoever else "
            "signs so takes another name"
        )
    known = [
        each
        for each in store.sharing.known_keys()
        if each.organisation == key.organisation
        and each.removed is None
        and each.fingerprint != key.fingerprint
    ]
    if known and not another:
        raise SettingsError(
            f"{key.organisation!r} is known by another key ({known[0].fingerprint[:16]}). Ask it "
            "by another way whether it has a new one; if so, trust it with --another, and the old "
            f"one no more: rasd share trust remove {known[0].fingerprint[:16]}"
        )
    return bool(store.sharing.add_key(shared_key(key), by=by))


def check_trusted(
    store: Store, keys: Iterable[PublicKey], where: str, *, whose: str = "is signed with"
) -> None:
    """Raises `InputError` that tells how to trust what is not trusted yet."""
    held = {each.fingerprint: each for each in store.sharing.known_keys()}
    own = store.sharing.organisation()
    for key in keys:
        known = held.get(key.fingerprint)
        if known is not None and known.organisation != key.organisation:
            raise InputError(
                f"{where}: {whose} a key that is known as that of {known.organisation!r}, not of "
                f"{key.organisation!r}: do not take it"
            )
        if known is not None and known.removed is None:
            continue
        if known is not None:
            raise InputError(
                f"{where}: {whose} the key {key.fingerprint[:16]} of {key.organisation!r}, which "
                f"is not trusted since {known.removed}. Ask for one that is signed with its new key"
            )
        if key.organisation == own:
            raise InputError(
                f"{where}: {whose} a key that says it is {own!r}, which is this store's own name, "
                "and is none of its keys: do not take it"
            )
        others = [each for each in held.values() if each.organisation == key.organisation]
        beware = " THIS ORGANISATION IS KNOWN BY ANOTHER KEY." if others else ""
        raise InputError(
            f"{where}: {whose} a key of {key.organisation!r} that nobody here trusts yet.{beware}\n"
            f"  fingerprint {in_groups(key.fingerprint)}\n"
            "Ask the organisation by another way whether that is its fingerprint; if so:\n"
            f"  rasd share trust add {where} --fingerprint {key.fingerprint[:_SHORTEST]}"
            + (" --another" if others else "")
        )


def _is_archive(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(2) == b"PK"
    except OSError:
        return False
