"""`rasd share`: exchange with other organisations, by signed files."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rasd.cli.options import DEFAULT_DB, Db
from rasd.cli.show import counted, plain, utf8_stdout

if TYPE_CHECKING:
    from rasd.run.share.bundle import Manifest

share = typer.Typer(
    name="share",
    help="Exchange documents, reports, events and judgements with other organisations, by signed "
    "files. Who exchanges all ends up with the same events; each judgement stays its "
    "organisation's, and nothing is overwritten.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
key = typer.Typer(name="key", help="Keys that sign.", no_args_is_help=True, rich_markup_mode=None)
trust = typer.Typer(
    name="trust",
    help="Whose files a store takes.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
PASSPHRASE = "RASD_KEY_PASSPHRASE"  # noqa: S105 - the name of a variable

Bundle = Annotated[
    Path, typer.Argument(metavar="BUNDLE", help="A file, such as monday.rasd-share.")
]
By = Annotated[
    str,
    typer.Option(metavar="NAME", envvar="RASD_BY", help="Who does it, for the log; or RASD_BY."),
]
As = Annotated[str, typer.Option("--as", metavar="ORGANISATION", help="Whose name it bears.")]
FromStdin = Annotated[
    bool,
    typer.Option(
        "--passphrase-stdin",
        help=f"Read the passphrase of the key from standard input; or set {PASSPHRASE}.",
    ),
]
Fingerprint = Annotated[
    str | None,
    typer.Option(
        metavar="HEX", help="The fingerprint that you were told by another way.", show_default=False
    ),
]


def new(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The key; FILE.pub is made too.")],
    *,
    organisation: As,
    passphrase_stdin: FromStdin = False,
) -> None:
    """Make a key to sign with.

    FILE is for you alone and never enters a store: whoever has it speaks in your name. FILE.pub is
    for those who exchange with you.
    """
    from rasd.run.share.keys import in_groups, new_key, public_file

    made = new_key(file, organisation, passphrase=_passphrase(passphrase_stdin))
    print(f"{file}: keep it, and a copy of it in a safe place; give it to nobody")
    print(f"{public_file(file)}: give it to those who exchange with you")
    print(f"fingerprint {in_groups(made.public.fingerprint)}")
    print("tell them the fingerprint by another way, such as by telephone")


def show(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A key, FILE.pub, or a bundle.")],
) -> None:
    """Show whose key it is, and its fingerprint."""
    from rasd.run.share.keys import in_groups
    from rasd.run.share.trust import keys_in

    for each in keys_in(file):
        print(f"{plain(each.organisation)}  {in_groups(each.fingerprint)}")
        print(f"  {plain(each.line)}")


def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="FILE.pub, or a bundle.")],
    *,
    fingerprint: Fingerprint = None,
    another: Annotated[
        bool, typer.Option("--another", help="The organisation is known by another key already.")
    ] = False,
    by: By = "rasd",
    db: Db = DEFAULT_DB,
) -> None:
    """Trust a key, from now on.

    First ask the organisation for the fingerprint by another way than the file came.
    """
    from rasd.run.share.keys import in_groups
    from rasd.run.share.trust import chosen_key
    from rasd.run.share.trust import trust as trust_key
    from rasd.store import open_store

    chosen = chosen_key(file, fingerprint)
    with open_store(db) as store:
        was_new = trust_key(store, chosen, by=by, another=another)
    said = "trusted" if was_new else "was trusted already"
    print(f"{plain(chosen.organisation)}  {in_groups(chosen.fingerprint)}  {said}")


def list_keys(*, db: Db = DEFAULT_DB) -> None:
    """Show the keys that a store trusts or trusted, and its own."""
    from rasd.run.share.keys import in_groups
    from rasd.store import open_store

    with open_store(db, create=False) as store:
        found = store.sharing.known_keys()
    for each in found:
        state = f"no longer trusted since {each.removed}" if each.removed else f"since {each.at}"
        own = "own, " if each.own else ""
        print(f"{plain(each.organisation)}  {in_groups(each.fingerprint)}  {own}{state}")
    if not found:
        print("no key is trusted yet")


def remove(
    fingerprint: Annotated[str, typer.Argument(metavar="HEX", help="The key, or its start.")],
    *,
    by: By = "rasd",
    db: Db = DEFAULT_DB,
) -> None:
    """Trust a key no more: one that was lost or given up.

    What came with it stays; nothing more comes. Of a key of your own it means that the next export
    signs with the new one what the old one had signed.
    """
    from rasd.model import SettingsError
    from rasd.run.share.trust import plain_fingerprint
    from rasd.store import open_store

    wanted = plain_fingerprint(fingerprint)
    with open_store(db, create=False) as store:
        found = [k for k in store.sharing.known_keys() if k.fingerprint.startswith(wanted)]
        if len(found) != 1:
            raise SettingsError(
                f"{len(found)} keys begin with {wanted}; see them with: rasd share trust list"
            )
        store.sharing.remove_key(found[0].fingerprint, by=by)
    print(f"{plain(found[0].organisation)}  {found[0].fingerprint[:16]}  no longer trusted")


def export(
    *,
    out: Annotated[
        Path, typer.Option(metavar="BUNDLE", help="The file, such as monday.rasd-share.")
    ],
    organisation: As,
    key: Annotated[Path, typer.Option(metavar="FILE", help="The key that signs.")],
    public: Annotated[
        bool,
        typer.Option("--public", help="Without texts, names of private persons, and who judged."),
    ] = False,
    with_texts: Annotated[
        bool,
        typer.Option(
            "--with-texts/--without-texts",
            help="Texts are their outlets'. Only with them does the other side derive events.",
        ),
    ] = True,
    rights: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="What may be done with the texts.", show_default=False),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="BUNDLE",
            help="Only what came after an earlier bundle of this store, or after entry N of its "
            "log.",
            show_default="everything",
        ),
    ] = None,
    passphrase_stdin: FromStdin = False,
    by: By = "rasd",
    db: Db = DEFAULT_DB,
) -> None:
    """Write a signed bundle for other organisations."""
    from rasd.model import Mode
    from rasd.run.share.keys import read_key
    from rasd.run.share.sending import Wanted, export_bundle
    from rasd.store import open_store, utc_now

    signing = read_key(key, organisation, passphrase=_passphrase(passphrase_stdin))
    mode = Mode.PUBLIC if public else Mode.FULL if with_texts else Mode.CITED
    with open_store(db, create=False) as store:
        sent = export_bundle(
            store,
            out,
            signing,
            Wanted(mode=mode, since=since, rights=rights),
            by=by,
            now=utc_now(),
        )
    held = ", ".join(_counted(name, n) for name, n in sent.lines.items())
    print(f"{out}: {held}, {out.stat().st_size / 1e6:,.1f} MB")
    print(f"bundle {sent.opened.id[:16]} of {plain(organisation)}, {mode.value}")


def import_(
    bundle: Bundle,
    *,
    trust: Annotated[
        list[str] | None,
        typer.Option(
            "--trust",
            metavar="HEX",
            help="Trust the key with this fingerprint, which you were told by another way.",
            show_default=False,
        ),
    ] = None,
    by: By = "rasd",
    db: Db = DEFAULT_DB,
) -> None:
    """Take in a bundle: all of it, or nothing.

    Signature, hashes and every record are checked before anything is written.
    """
    from rasd.run.share.bundle import Bundle as Opened
    from rasd.run.share.receiving import import_bundle
    from rasd.run.share.trust import chosen_key
    from rasd.store import open_store, utc_now

    trusted = [chosen_key(bundle, each).fingerprint for each in trust or ()]
    with Opened.open(bundle) as opened, open_store(db) as store:
        found = import_bundle(store, opened, by=by, now=utc_now(), trusted=trusted)
        manifest = opened.manifest
    name = plain(manifest.organisation)
    if found.known:
        print(f"{bundle}: came before; nothing to do")
        return
    documents, judgements = found.documents, found.judgements
    if found.same_events is None:
        redacted = ", redacted" if manifest.mode.value == "public" else ""
        print(f"{counted(found.records, 'record')} of {name}, kept as they came{redacted}")
    else:
        print(
            f"{counted(documents.added, 'document')} new, {documents.updated:,} changed, "
            f"{documents.unchanged:,} the same"
        )
    print(f"{counted(judgements.added, 'judgement')} new, {judgements.unchanged:,} known")
    if found.same_events is not None:
        print(
            f"the events are now those of {name}"
            if found.same_events
            else f"the events are not those of {name}, which lacks something that is here"
        )


def check(bundle: Bundle) -> None:
    """Check a bundle without taking it in.

    Its signature, its hashes and every record.
    """
    from rasd.run.share.bundle import Bundle as Opened
    from rasd.run.share.keys import in_groups
    from rasd.run.share.receiving import check_bundle
    from rasd.store import utc_now

    with Opened.open(bundle) as opened:
        checked = check_bundle(opened, now=utc_now())
        manifest, signer = opened.manifest, opened.opened.key
        ident = opened.opened.id
    print(f"bundle {ident[:16]} of {plain(signer.organisation)}, made {plain(manifest.created)}")
    print(f"signed with {in_groups(signer.fingerprint)}")
    for line in _described(manifest):
        print(line)
    held = ", ".join(_counted(name, n) for name, n in checked.lines.items())
    print(f"no fault in {held}")


def records(
    *,
    of: Annotated[
        str | None,
        typer.Option("--of", metavar="ORGANISATION", help="Its alone.", show_default="all"),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            metavar="KIND", help="document, mention, figure or event.", show_default="all"
        ),
    ] = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Print what came without its texts, as JSON lines.

    Each with its organisation. It is kept as it came, beside the events of the store and not among
    them.
    """
    from rasd.model import Mode, SettingsError, dumps
    from rasd.run.share.lines import KINDS
    from rasd.store import open_store

    if kind is not None and kind not in KINDS:
        raise SettingsError(f"no kind {kind!r}; there are: {', '.join(KINDS)}")
    utf8_stdout()
    with open_store(db, create=False) as store:
        modes = {each.id: each.mode for each in store.sharing.bundles()}
        for each in store.sharing.records(organisation=of, kind=kind):
            line = {
                "organisation": each.organisation,
                "bundle": each.bundle,
                "redacted": modes.get(each.bundle) is Mode.PUBLIC,
                "kind": each.kind,
                "record": each.record,
            }
            print(dumps(line))


def _counted(part: str, lines: int) -> str:
    return counted(lines, part.removesuffix(".jsonl").removesuffix("s"))


def _described(manifest: Manifest) -> list[str]:
    lines = [f"mode {manifest.mode.value}, {plain(manifest.recipe)}"]
    if manifest.previous is not None:
        lines.append(f"goes on from bundle {manifest.previous[:16]}")
    if manifest.rights is not None:
        lines.append(f"rights: {plain(manifest.rights)}")
    return lines


def _passphrase(stdin: bool) -> str | None:
    if stdin:
        return sys.stdin.readline().rstrip("\n") or None
    return os.environ.get(PASSPHRASE) or None
