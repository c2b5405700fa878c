"""The commands of `rasd` by name. Each lives in a module of its own and loads what it needs."""

from __future__ import annotations

from typing import Annotated

import typer

from rasd import __version__
from rasd.cli.account import (
    account,
    add_account,
    change_password,
    change_role,
    disable,
    enable,
    list_accounts,
    list_tokens,
    make_token,
    revoke_token,
)
from rasd.cli.backup import backup, restore
from rasd.cli.compare import compare
from rasd.cli.data import check, data
from rasd.cli.demo import demo
from rasd.cli.evaluate import evaluate
from rasd.cli.explain import explain
from rasd.cli.export import export, report
from rasd.cli.extract import extract
from rasd.cli.guard import GuardedGroup
from rasd.cli.judge import (
    accept,
    add,
    edit,
    join,
    judge,
    list_judgements,
    outlet,
    reject,
    split,
    withdraw,
)
from rasd.cli.judge_import import import_annotations
from rasd.cli.options import examples
from rasd.cli.original import original
from rasd.cli.release import release
from rasd.cli.run import run
from rasd.cli.search import search
from rasd.cli.serve import serve
from rasd.cli.share import add as trust_key
from rasd.cli.share import check as check_shared
from rasd.cli.share import export as export_shared
from rasd.cli.share import import_ as import_shared
from rasd.cli.share import key, list_keys, new, records, remove, share, show, trust
from rasd.cli.verify import verify
from rasd.cli.watch import watch

app = typer.Typer(
    name="rasd",
    cls=GuardedGroup,
    help="Turn Arabic conflict reporting into an event dataset with evidence.",
    epilog=examples(
        "rasd demo --out out                     try it on the bundled reports",
        "rasd run reports/ --out out             then open out/report.html",
    ),
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from rasd.knowledge import is_machine_code

        kind = " (machine code)" if is_machine_code() else ""
        print(f"rasd {__version__}{kind}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    pass


app.command(
    epilog=examples(
        "rasd run reports/ --out out",
        "rasd run monday.jsonl tuesday.csv --out out --workers 4",
        "rasd run page.html --out out --published 2019-04-10 --outlet Sahel24",
        "rasd run archive.warc.gz --out out --cluster tcp://10.0.0.1:8786",
    )
)(run)
app.command(
    epilog=examples(
        "rasd watch sources.toml --out out",
        "rasd watch sources.toml --check",
        "rasd watch --health out",
    )
)(watch)
app.command(
    epilog=examples(
        "rasd extract article.txt --published 2019-04-10",
        "cat articles.jsonl | rasd extract - | jq .killed",
        "rasd extract articles.jsonl --what all > predicted.jsonl",
    )
)(extract)
app.command(
    "eval",
    epilog=examples(
        "rasd extract articles.jsonl --what all > predicted.jsonl",
        "rasd eval gold.json predicted.jsonl",
        "rasd eval gold.json out --json | jq .incidents",
    ),
)(evaluate)
app.command(
    epilog=examples(
        "rasd compare out acled.csv",
        "rasd compare out/rasd.sqlite ged251.csv --out compared",
        "rasd compare events.jsonl gtd.xlsx --days 1 --km 20 --json | jq .theirs_only",
    ),
)(compare)
app.command(
    epilog=examples(
        "rasd export --format csv > events.csv",
        "rasd export --format geojson --db out/rasd.sqlite --out events.geojson",
        "rasd export --format jsonl --out published/",
    )
)(export)
app.command(
    epilog=examples(
        "rasd release --out incidents-2031 --creator 'Institute for Examples'",
        "rasd release --out incidents-2032 --previous incidents-2031 --version 2032.1",
        "rasd release --out for-ourselves --private --formats csv,geojson",
    )
)(release)
app.command(
    epilog=examples("rasd report", "rasd report --db out/rasd.sqlite --out monday.html"),
)(report)
app.command(
    epilog=examples(
        "rasd serve",
        "rasd serve --db out/rasd.sqlite --by Salma --open",
        "rasd serve --team --behind-https --name rasd.example.org",
    ),
)(serve)
account.command(
    "add",
    epilog=examples(
        "rasd account add Salma --role admin",
        "rasd account add Nour --role coder --password-stdin < password.txt",
    ),
)(add_account)
account.command("list", epilog=examples("rasd account list --db out/rasd.sqlite"))(list_accounts)
account.command("role", epilog=examples("rasd account role Nour editor"))(change_role)
account.command("password", epilog=examples("rasd account password Nour"))(change_password)
account.command(epilog=examples("rasd account disable Nour"))(disable)
account.command(epilog=examples("rasd account enable Nour"))(enable)
account.command(
    "token",
    epilog=examples(
        "rasd account token Nour --for notebook",
        "rasd account token Nour --for 'weekly export' --scope text --days 365",
    ),
)(make_token)
account.command("tokens", epilog=examples("rasd account tokens"))(list_tokens)
account.command("revoke", epilog=examples("rasd account revoke t-1f0c2a9b7d3e"))(revoke_token)
app.add_typer(account)
app.command(
    epilog=examples("rasd explain m-e2f720bc3c92", "rasd explain event-5263 --db out/rasd.sqlite"),
)(explain)
app.command(
    epilog=examples(
        "rasd original article.html > article.html",
        "rasd original reports.jsonl#12 --db out/rasd.sqlite --out line.jsonl",
    )
)(original)
judge.command(
    epilog=examples(
        "rasd judge accept event-5263 --by Salma",
        "rasd judge accept event-5263 --field place --by Salma",
    )
)(accept)
judge.command(
    epilog=examples(
        "rasd judge edit event-5263 killed 2-6 --by Salma --reason 'names of six in the list'",
        "rasd judge edit event-5263 place 172955 --by Salma",
        "rasd judge edit event-5263 credibility 1 --by Salma",
    )
)(edit)
judge.command(
    epilog=examples("rasd judge outlet Sahel24 B --by Salma"),
)(outlet)
judge.command(
    epilog=examples("rasd judge reject m-e2f720bc3c92 --by Salma --reason 'a film review'"),
)(reject)
judge.command(
    epilog=examples("rasd judge join event-5263 event-90aa --by Salma"),
)(join)
judge.command(
    epilog=examples("rasd judge split event-5263 m-e2f720bc3c92 --by Salma"),
)(split)
judge.command(
    epilog=examples(
        "rasd judge add a.txt --quote 'words that tell of it' --type air_strike --by Salma",
        "rasd judge add a.txt --quote WORDS --type shelling --set date=2031-05-06 --set killed=4",
    )
)(add)
judge.command(
    "import",
    epilog=examples(
        "rasd judge import project-1-at-2031-06-01.json --author Salma",
        "rasd judge import inception-export.zip --db out/rasd.sqlite --dry-run",
    ),
)(import_annotations)
judge.command(
    epilog=examples("rasd judge withdraw j-1f0c --by Salma --reason 'wrong event'"),
)(withdraw)
judge.command(
    "list",
    epilog=examples("rasd judge list", "rasd judge list --stale", "rasd judge list -f jsonl"),
)(list_judgements)
app.add_typer(judge)
key.command(
    epilog=examples(
        "rasd share key new archive.key --as 'Archive of Tall Warda'",
        "rasd share key new archive.key --as Archive --passphrase-stdin < passphrase.txt",
    )
)(new)
key.command(epilog=examples("rasd share key show archive.key.pub"))(show)
share.add_typer(key)
trust.command(
    "add",
    epilog=examples(
        "rasd share trust add centre.key.pub --by Salma",
        "rasd share trust add monday.rasd-share --fingerprint 3c9f27a4e1b0d6f8",
    ),
)(trust_key)
trust.command("list", epilog=examples("rasd share trust list"))(list_keys)
trust.command(epilog=examples("rasd share trust remove 3c9f27a4e1b0d6f8 --by Salma"))(remove)
share.add_typer(trust)
share.command(
    "export",
    epilog=examples(
        "rasd share export --out monday.rasd-share --as Archive --key archive.key",
        "rasd share export --out tuesday.rasd-share --as Archive --key archive.key "
        "--since monday.rasd-share",
        "rasd share export --out public.rasd-share --as Archive --key archive.key --public",
    ),
)(export_shared)
share.command(
    "import",
    epilog=examples(
        "rasd share import monday.rasd-share --by Salma",
        "rasd share import monday.rasd-share --trust 3c9f27a4e1b0d6f8 --db out/rasd.sqlite",
    ),
)(import_shared)
share.command("check", epilog=examples("rasd share check monday.rasd-share"))(check_shared)
share.command(epilog=examples("rasd share records --of Centre --kind event"))(records)
app.add_typer(share)
app.command(
    epilog=examples(
        "rasd verify --db out/rasd.sqlite",
        "rasd verify --expect 3c9f27a4e1b0d6f8",
    ),
)(verify)
app.command(
    epilog=examples(
        "rasd search WORDS",
        "rasd search WORDS --db out/rasd.sqlite --format jsonl | jq .snippet",
    )
)(search)
app.command(
    epilog=examples("rasd backup monday.zip", "rasd backup monday.zip --db out/rasd.sqlite"),
)(backup)
app.command(
    epilog=examples(
        "rasd restore monday.zip --db new/rasd.sqlite",
        "rasd restore monday.zip --db postgresql://me@localhost/reports",
    ),
)(restore)
data.command(
    epilog=examples("rasd data check", "rasd data check my-words/"),
)(check)
app.add_typer(data)
app.command(
    epilog=examples("rasd demo", "rasd demo --out out"),
)(demo)
