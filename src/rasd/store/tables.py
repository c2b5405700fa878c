"""Decides what tables a store has, in SQLite and PostgreSQL alike.

Every record is kept whole as JSON (`record`); the columns beside it are drawn from that JSON for
searching and never say more than it does. The tables are made by `migrations`, one step for each
change; a test holds both to the same outcome.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    REAL,
    BigInteger,
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeEngine

from rasd.store.written import Written

Word: TypeEngine[str] = Text().with_variant(Written(), "postgresql")
"""Any text; sorted by code point everywhere."""
Json: TypeEngine[str] = Text()
"""A record; JSON escapes what a database may refuse in a text."""
Whole: TypeEngine[int] = BigInteger().with_variant(Integer(), "sqlite")
Real: TypeEngine[float] = Double().with_variant(REAL(), "sqlite")

METADATA = MetaData()


def _searched() -> tuple[Column[Any], ...]:
    """The columns of `rasd.store.columns`, which mentions and events share."""
    return (
        Column("event_type", Word, nullable=False),
        Column("sub_event_type", Word, nullable=False),
        Column("status", Word, nullable=False),
        Column("date_start", Word),
        Column("date_end", Word),
        Column("date_precision", Word),
        Column("country", Word),
        Column("admin1", Word),
        Column("geonameid", Whole),
        Column("lat", Real),
        Column("lon", Real),
        Column("place_precision", Word),
        Column("killed_min", Whole),
        Column("killed_max", Whole),
        Column("wounded_min", Whole),
        Column("wounded_max", Whole),
        Column("confidence", Real, nullable=False),
    )


def _of_document(name: str = "doc_id", *, key: bool = False) -> Column[Any]:
    owner = ForeignKey("document.id", ondelete="CASCADE")
    return Column(name, Word, owner, nullable=False, primary_key=key)


def _of_row() -> Column[Any]:
    owner = ForeignKey("event_row.number", ondelete="CASCADE")
    return Column("number", Whole, owner, primary_key=True, autoincrement=False)


META = Table(
    "meta",
    METADATA,
    Column("name", Word, primary_key=True),
    Column("value", Word, nullable=False),
)

# Every text that a document ever had, once each, however many documents share it.
DOCUMENT_TEXT = Table(
    "document_text",
    METADATA,
    Column("text_sha256", Word, primary_key=True),
    Column("text", Word, nullable=False),
)

# The document as it stands now; `record` leaves out its text and `reuse`.
DOCUMENT = Table(
    "document",
    METADATA,
    Column("id", Word, CheckConstraint("id <> ''"), primary_key=True),
    Column("sha256", Word, nullable=False),
    Column("text_sha256", Word, ForeignKey("document_text.text_sha256"), nullable=False),
    Column("published", Word),
    Column("outlet", Word),
    Column("language", Word),
    Column("record", Json, nullable=False),
    Index("document_sha256", "sha256"),
    Index("document_published", "published"),
    Index("document_outlet", "outlet"),
)

# Which texts a document had, numbered as they came; the newest is not always the last number,
# since an outlet may take a change back.
DOCUMENT_VERSION = Table(
    "document_version",
    METADATA,
    _of_document(),
    Column("text_sha256", Word, ForeignKey("document_text.text_sha256"), nullable=False),
    Column("first_seen", Whole, nullable=False),
    PrimaryKeyConstraint("doc_id", "text_sha256"),
)

# What documents were read from, once each by its SHA-256, packed in pieces of bounded size.
ORIGINAL = Table(
    "original",
    METADATA,
    Column("sha256", Word, primary_key=True),
    Column("size", Whole, nullable=False),
    Column("media_type", Word, nullable=False),
)

ORIGINAL_PIECE = Table(
    "original_piece",
    METADATA,
    Column("sha256", Word, ForeignKey("original.sha256"), nullable=False),
    Column("position", Whole, nullable=False),
    Column("data", LargeBinary, nullable=False),
    PrimaryKeyConstraint("sha256", "position"),
)

# Which originals a document had, numbered as they came; `locator` is the document's part of the
# bytes, empty for all of them.
DOCUMENT_ORIGINAL = Table(
    "document_original",
    METADATA,
    _of_document(),
    Column("sha256", Word, ForeignKey("original.sha256"), nullable=False),
    Column("locator", Word, nullable=False),
    Column("first_seen", Whole, nullable=False),
    Column("is_current", Whole, nullable=False),
    PrimaryKeyConstraint("doc_id", "sha256", "locator"),
    Index("document_original_of", "sha256"),
)

# That extraction has finished with a document, and a digest of the outcome.
CODING = Table(
    "coding",
    METADATA,
    _of_document(key=True),
    Column("recipe", Word, nullable=False),
    Column("digest", Word, nullable=False),
)

MENTION = Table(
    "mention",
    METADATA,
    Column("id", Word, primary_key=True),
    _of_document(),
    Column("position", Whole, nullable=False),
    *_searched(),
    Column("record", Json, nullable=False),
    UniqueConstraint("doc_id", "position"),
    Index("mention_type", "event_type", "sub_event_type"),
    Index("mention_place", "country", "admin1"),
    Index("mention_date", "date_start"),
    Index("mention_confidence", "confidence"),
)

# The mentions that people added, drawn from their judgements and the text as it stands now. They
# lie apart from those that were found: what is found is replaced whole when it is found anew.
ADDED_MENTION = Table(
    "added_mention",
    METADATA,
    Column("id", Word, primary_key=True),
    _of_document(),
    Column("position", Whole, nullable=False),
    *_searched(),
    Column("record", Json, nullable=False),
    Index("added_mention_document", "doc_id", "position"),
)

FIGURE = Table(
    "figure",
    METADATA,
    _of_document(),
    Column("position", Whole, nullable=False),
    Column("id", Word, nullable=False),
    Column("kind", Word, nullable=False),
    Column("quantity", Word, nullable=False),
    Column("record", Json, nullable=False),
    PrimaryKeyConstraint("doc_id", "position"),
    Index("figure_quantity", "quantity"),
)

# Derived from all documents together, as are events; may be rebuilt at any time.
REUSE = Table(
    "reuse",
    METADATA,
    _of_document(),
    Column("position", Whole, nullable=False),
    _of_document("of_id"),
    Column("share", Real, nullable=False),
    Column("record", Json, nullable=False),
    PrimaryKeyConstraint("doc_id", "position"),
    Index("reuse_of", "of_id"),
)

# `date_key` is the first day, or 9999-12-31 where no date is known.
EVENT = Table(
    "event",
    METADATA,
    Column("id", Word, primary_key=True),
    Column("date_key", Word, nullable=False),
    Column("independent_sources", Whole, nullable=False),
    Column("conflicts", Whole, nullable=False),
    *_searched(),
    Column("record", Json, nullable=False),
    Index("event_date", "date_key", "id"),
    Index("event_type", "event_type", "sub_event_type"),
    Index("event_status", "status"),
    Index("event_place", "country", "admin1"),
    Index("event_map", "lat", "lon"),
    Index("event_confidence", "confidence"),
)

# Events name mentions and documents without a foreign key: between the writing of new mentions
# and the next merge they speak of the state before (see `revision` in meta).
EVENT_MENTION = Table(
    "event_mention",
    METADATA,
    Column("mention_id", Word, nullable=False),
    Column("event_id", Word, ForeignKey("event.id", ondelete="CASCADE"), nullable=False),
    PrimaryKeyConstraint("mention_id", "event_id"),
    Index("event_mention_event", "event_id"),
)

EVENT_DOCUMENT = Table(
    "event_document",
    METADATA,
    Column("doc_id", Word, nullable=False),
    Column("event_id", Word, ForeignKey("event.id", ondelete="CASCADE"), nullable=False),
    PrimaryKeyConstraint("doc_id", "event_id"),
    Index("event_document_event", "event_id"),
)

# What lists, maps and timelines ask for, in few bytes, so that a look at all events is quick. Drawn
# from events and written with them; may be emptied at any time, opening the store fills it again.

# What events have in common that people choose by: each combination once, however many have it.
# `attention` has a bit for each reason, `pinned` is 1 for a point on the map.
EVENT_SHAPE = Table(
    "event_shape",
    METADATA,
    Column("number", Whole, primary_key=True, autoincrement=False),
    Column("country", Word, nullable=False),
    Column("event_type", Word, nullable=False),
    Column("sub_event_type", Word, nullable=False),
    Column("status", Word, nullable=False),
    Column("review", Word, nullable=False),
    Column("attention", Whole, nullable=False),
    Column("pinned", Whole, nullable=False),
    UniqueConstraint(
        *("country", "sub_event_type", "status", "review", "attention", "pinned", "event_type")
    ),
)

# `number` stands for the event in tables beside it. Days are counted as `date.toordinal` does, an
# unknown one is the last there is; keys that begin with `less` sort the most first. `urgency` is
# the place of the first reason for attention, `kind` of the type and `grade` of the precision among
# their likes; `x` and `y` are cells of the map.
EVENT_ROW = Table(
    "event_row",
    METADATA,
    Column("number", Whole, primary_key=True, autoincrement=False),
    Column("event_id", Word, ForeignKey("event.id", ondelete="CASCADE"), nullable=False),
    Column("shape", Whole, ForeignKey("event_shape.number"), nullable=False),
    Column("kind", Whole, nullable=False),
    Column("admin1", Word, nullable=False),
    Column("urgency", Whole, nullable=False),
    Column("first_day", Whole, nullable=False),
    Column("last_day", Whole, nullable=False),
    Column("month", Whole, nullable=False),
    Column("less_day", Whole, nullable=False),
    Column("confidence", Real, nullable=False),
    Column("killed_min", Whole),
    Column("less_toll", Whole, nullable=False),
    Column("less_sources", Whole, nullable=False),
    Column("grade", Whole),
    Column("lat", Real),
    Column("lon", Real),
    Column("x", Whole),
    Column("y", Whole),
    Index("event_row_shape", "shape"),
    UniqueConstraint("event_id"),
    Index("event_row_attention", "urgency", "confidence", "event_id"),
    Index("event_row_day", "first_day", "event_id"),
    Index("event_row_less_day", "less_day", "event_id"),
    Index("event_row_confidence", "confidence", "event_id"),
    Index("event_row_less_toll", "less_toll", "event_id"),
    Index("event_row_less_sources", "less_sources", "event_id"),
)

# One row with no letter for an event of which no outlet is known. `shape` is that of the event.
EVENT_OUTLET = Table(
    "event_outlet",
    METADATA,
    Column("outlet", Word, nullable=False),
    Column("shape", Whole, nullable=False),
    Column("number", Whole, ForeignKey("event_row.number", ondelete="CASCADE"), nullable=False),
    PrimaryKeyConstraint("outlet", "shape", "number"),
    Index("event_outlet_number", "number"),
)

# What stands for a document where many are put together.
DOCUMENT_NUMBER = Table(
    "document_number",
    METADATA,
    Column("doc_id", Word, primary_key=True),
    Column("number", Whole, nullable=False),
    UniqueConstraint("number"),
)

# The documents of an event, both by their numbers.
EVENT_SOURCE = Table(
    "event_source",
    METADATA,
    Column("document", Whole, nullable=False),
    Column("number", Whole, ForeignKey("event_row.number", ondelete="CASCADE"), nullable=False),
    PrimaryKeyConstraint("document", "number"),
    Index("event_source_number", "number"),
)

# The names and ids in a row, to be searched.
EVENT_NAMES = Table("event_names", METADATA, _of_row(), Column("names", Word, nullable=False))

# The row as it is shown.
EVENT_SHOWN = Table("event_shown", METADATA, _of_row(), Column("row", Json, nullable=False))

ISSUE = Table(
    "issue",
    METADATA,
    Column("source", Word, nullable=False),
    Column("kind", Word, nullable=False),
    Column("message", Word, nullable=False),
    Column("remedy", Word, nullable=False),
    Column("fatal", Whole, nullable=False),
    PrimaryKeyConstraint("source", "kind", "message"),
)

# What people said, in the order in which they said it. Rows are added and never changed or taken
# away; the database itself refuses that, here and in the log.
JUDGEMENT = Table(
    "judgement",
    METADATA,
    Column("seq", Whole, primary_key=True, autoincrement=False),
    Column("id", Word, nullable=False, unique=True),
    Column("action", Word, nullable=False),
    Column("author", Word, nullable=False),
    Column("at", Word, nullable=False),
    Column("record", Json, nullable=False),
    Index("judgement_at", "at"),
)

# A filter that somebody keeps under a name; `shared` is 0 or 1.
SAVED_FILTER = Table(
    "saved_filter",
    METADATA,
    Column("owner", Word, nullable=False),
    Column("name", Word, nullable=False),
    Column("view", Word, nullable=False),
    Column("query", Word, nullable=False),
    Column("shared", Whole, nullable=False),
    Column("at", Word, nullable=False),
    PrimaryKeyConstraint("owner", "name"),
)

# Items that several people code, each for himself. Answers are added and never changed; the last
# of a coder to an item stands.
CODING_ROUND = Table(
    "coding_round",
    METADATA,
    Column("id", Word, primary_key=True),
    Column("name", Word, nullable=False),
    Column("author", Word, nullable=False),
    Column("at", Word, nullable=False),
    Column("fields", Json, nullable=False),
    Column("coders", Json, nullable=False),
    Column("assisted", Whole, nullable=False),
    Column("seed", Whole, nullable=False),
    Column("items", Whole, nullable=False),
    Column("closed", Word),
    Column("closed_by", Word),
)


def _of_round() -> Column[Any]:
    return Column("round_id", Word, ForeignKey("coding_round.id"), nullable=False)


# Ids without a foreign key: an item is the event as it was.
ROUND_ITEM = Table(
    "round_item",
    METADATA,
    _of_round(),
    Column("position", Whole, nullable=False),
    Column("event_id", Word, nullable=False),
    Column("mention_ids", Json, nullable=False),
    Column("doc_ids", Json, nullable=False),
    PrimaryKeyConstraint("round_id", "position"),
)

ROUND_ANSWER = Table(
    "round_answer",
    METADATA,
    _of_round(),
    Column("seq", Whole, nullable=False),
    Column("position", Whole, nullable=False),
    Column("coder", Word, nullable=False),
    Column("at", Word, nullable=False),
    Column("incident", Whole, nullable=False),
    Column("value", Json, nullable=False),
    Column("note", Word),
    Column("done", Whole, nullable=False),
    PrimaryKeyConstraint("round_id", "seq"),
)

# What a judgement speaks of: a `document` that its reports stand in, an `outlet`, or the
# `judgement` that it withdraws. Drawn from its record.
JUDGEMENT_ON = Table(
    "judgement_on",
    METADATA,
    Column("kind", Word, nullable=False),
    Column("subject", Word, nullable=False),
    Column("seq", Whole, nullable=False),
    PrimaryKeyConstraint("kind", "subject", "seq"),
)

# In which order judgements are read, in every store that holds them (`rasd.model.sharing`).
JUDGEMENT_TURN = Table(
    "judgement_turn",
    METADATA,
    Column("judgement_id", Word, primary_key=True),
    Column("turn", Word, nullable=False),
    Index("judgement_turn_turn", "turn"),
)

# Which organisation said a judgement, by its signature; those without a row are this store's own.
JUDGEMENT_ORIGIN = Table(
    "judgement_origin",
    METADATA,
    Column("judgement_id", Word, nullable=False),
    Column("organisation", Word, nullable=False),
    Column("key", Word, nullable=False),
    Column("signature", Word, nullable=False),
    PrimaryKeyConstraint("judgement_id", "organisation"),
)

# Public keys of organisations: its own (`own` is 1), and those that are trusted or were.
SHARED_KEY = Table(
    "shared_key",
    METADATA,
    Column("fingerprint", Word, primary_key=True),
    Column("organisation", Word, nullable=False),
    Column("public_key", Word, nullable=False),
    Column("at", Word, nullable=False),
    Column("own", Whole, nullable=False),
    Column("removed", Word),
)

# Bundles that were made here (`sent` is 1) or came in.
SHARED_BUNDLE = Table(
    "shared_bundle",
    METADATA,
    Column("id", Word, primary_key=True),
    Column("sent", Whole, nullable=False),
    Column("organisation", Word, nullable=False),
    Column("key", Word, nullable=False),
    Column("mode", Word, nullable=False),
    Column("created", Word, nullable=False),
    Column("at", Word, nullable=False),
    Column("previous", Word),
)

# What an organisation gave without the texts, as it came: `kind` is document, mention, figure or
# event. Nothing here is merged with what the store holds.
SHARED_RECORD = Table(
    "shared_record",
    METADATA,
    Column("organisation", Word, nullable=False),
    Column("kind", Word, nullable=False),
    Column("position", Whole, nullable=False),
    Column("id", Word, nullable=False),
    Column("bundle", Word, nullable=False),
    Column("record", Json, nullable=False),
    PrimaryKeyConstraint("organisation", "kind", "position"),
)

# Each entry carries the hash of the one before it (`rasd.model.log`).
LOG = Table(
    "log",
    METADATA,
    Column("seq", Whole, primary_key=True, autoincrement=False),
    Column("at", Word, nullable=False),
    Column("author", Word, nullable=False),
    Column("kind", Word, nullable=False),
    Column("payload", Json, nullable=False),
    Column("prev_hash", Word, nullable=False, unique=True),
    Column("hash", Word, nullable=False, unique=True),
    Index("log_author", "author", "seq"),
    Index("log_kind", "kind", "seq"),
    Index("log_at", "at", "seq"),
)

# Every mention that an event ever held, with the number of the merge that first said so.
EVENT_WAS = Table(
    "event_was",
    METADATA,
    Column("event_id", Word, nullable=False),
    Column("mention_id", Word, nullable=False),
    Column("since", Whole, nullable=False),
    PrimaryKeyConstraint("event_id", "mention_id"),
)

# Which mention each one became when its document was read anew.
MENTION_WAS = Table(
    "mention_was",
    METADATA,
    Column("old_id", Word, nullable=False),
    Column("new_id", Word, nullable=False),
    PrimaryKeyConstraint("old_id", "new_id"),
)

# With which others each mention may be one incident, and the part of the corpus that bonds connect
# it with. Derived from the reports, whatever people say of them; may be emptied at any time.
BOND = Table(
    "bond",
    METADATA,
    Column("mention_id", Word, primary_key=True),
    Column("doc_id", Word, nullable=False),
    Column("part", Word, nullable=False),
    Column("others", Json, nullable=False),
    Index("bond_part", "part"),
)

# What a merge worked out, for the next one; no record, may be emptied at any time.
MEMORY = Table(
    "memory",
    METADATA,
    Column("key", Word, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

# The words of documents, analysed; what the full-text indexes of the databases are made over.
# Derived: may be made anew at any time.
SEARCH_STATE = Table(
    "search_state",
    METADATA,
    _of_document(key=True),
    Column("analysis", Word, nullable=False),
)

SEARCH_PART = Table(
    "search_part",
    METADATA,
    Column("id", Whole, primary_key=True, autoincrement=True),
    _of_document(),
    Column("position", Whole, nullable=False),
    Column("lemmas", Json, nullable=False),
    Column("forms", Json, nullable=False),
    Column("words", Whole, nullable=False),
    UniqueConstraint("doc_id", "position"),
)

# The document of a part by its number: a part itself is long, and reaching many takes long.
SEARCH_OF = Table(
    "search_of",
    METADATA,
    Column(
        "part",
        Whole,
        ForeignKey("search_part.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("document", Whole, nullable=False),
)

# Who works on the dataset. Accounts are disabled and never taken away: their names sign
# judgements. `folded` is what two names share that people would take for one.
ACCOUNT = Table(
    "account",
    METADATA,
    Column("name", Word, primary_key=True),
    Column("folded", Word, nullable=False, unique=True),
    Column("shown", Word, nullable=False),
    Column("role", Word, nullable=False),
    Column("disabled", Whole, nullable=False),
    Column("created", Word, nullable=False),
)


def _of_account(*, key: bool = False) -> Column[Any]:
    return Column("account", Word, ForeignKey("account.name"), nullable=False, primary_key=key)


# What lets somebody in: no backup holds any of these tables. Secrets stand in them as digests.
ACCOUNT_PASSWORD = Table(
    "account_password",
    METADATA,
    _of_account(key=True),
    Column("hash", Word, nullable=False),
    Column("changed", Word, nullable=False),
)

INVITATION = Table(
    "invitation",
    METADATA,
    _of_account(key=True),
    Column("digest", Word, nullable=False, unique=True),
    Column("expires", Word, nullable=False),
)

LOGIN_SESSION = Table(
    "login_session",
    METADATA,
    Column("digest", Word, primary_key=True),
    _of_account(),
    Column("begun", Word, nullable=False),
    Column("seen", Word, nullable=False),
    Column("expires", Word, nullable=False),
    Index("login_session_account", "account"),
)

# `key` says nothing of who tried: a digest that only this server can make.
LOGIN_ATTEMPT = Table(
    "login_attempt",
    METADATA,
    Column("key", Word, primary_key=True),
    Column("failures", Whole, nullable=False),
    Column("last", Word, nullable=False),
    Index("login_attempt_last", "last"),
)

# `account` need not be one: who works alone on a machine has tokens and no account.
API_TOKEN = Table(
    "api_token",
    METADATA,
    Column("id", Word, primary_key=True),
    Column("digest", Word, nullable=False, unique=True),
    Column("account", Word, nullable=False),
    Column("name", Word, nullable=False),
    Column("scopes", Word, nullable=False),
    Column("created", Word, nullable=False),
    Column("expires", Word),
    Column("used", Word),
    Column("revoked", Word),
    Index("api_token_account", "account"),
)

SERVER_SECRET = Table(
    "server_secret",
    METADATA,
    Column("name", Word, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

SECRETS = (ACCOUNT_PASSWORD, INVITATION, LOGIN_SESSION, LOGIN_ATTEMPT, API_TOKEN, SERVER_SECRET)
