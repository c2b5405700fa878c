-- The tables of a rasd store. Every record is kept whole as JSON (`record`); the columns beside
-- it are drawn from that JSON for searching and never say more than it does.
-- Written to hold in SQLite and PostgreSQL alike: TEXT, INTEGER, REAL, no dialect's own types.

CREATE TABLE meta (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- Every text that a document ever had, once each, however many documents share it.
CREATE TABLE document_text (
    text_sha256 TEXT NOT NULL PRIMARY KEY,
    text        TEXT NOT NULL
);

-- The document as it stands now. `record` leaves out `text` (above) and `reuse` (below).
CREATE TABLE document (
    id          TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    sha256      TEXT NOT NULL,
    text_sha256 TEXT NOT NULL REFERENCES document_text (text_sha256),
    published   TEXT,
    outlet      TEXT,
    language    TEXT,
    record      TEXT NOT NULL
);
CREATE INDEX document_sha256    ON document (sha256);
CREATE INDEX document_published ON document (published);
CREATE INDEX document_outlet    ON document (outlet);

-- Which texts a document had, numbered as they came; the newest is not always the last number,
-- since an outlet may take a change back.
CREATE TABLE document_version (
    doc_id      TEXT    NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    text_sha256 TEXT    NOT NULL REFERENCES document_text (text_sha256),
    first_seen  INTEGER NOT NULL,
    PRIMARY KEY (doc_id, text_sha256)
);

-- That extraction has finished with a document, under which recipe, and a digest of the outcome.
CREATE TABLE coding (
    doc_id TEXT NOT NULL PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
    recipe TEXT NOT NULL,
    digest TEXT NOT NULL
);

CREATE TABLE mention (
    id              TEXT    NOT NULL PRIMARY KEY,
    doc_id          TEXT    NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    position        INTEGER NOT NULL,
    event_type      TEXT    NOT NULL,
    sub_event_type  TEXT    NOT NULL,
    status          TEXT    NOT NULL,
    date_start      TEXT,
    date_end        TEXT,
    date_precision  TEXT,
    country         TEXT,
    admin1          TEXT,
    geonameid       INTEGER,
    lat             REAL,
    lon             REAL,
    place_precision TEXT,
    killed_min      INTEGER,
    killed_max      INTEGER,
    wounded_min     INTEGER,
    wounded_max     INTEGER,
    confidence      REAL    NOT NULL,
    record          TEXT    NOT NULL,
    UNIQUE (doc_id, position)
);
CREATE INDEX mention_type       ON mention (event_type, sub_event_type);
CREATE INDEX mention_place      ON mention (country, admin1);
CREATE INDEX mention_date       ON mention (date_start);
CREATE INDEX mention_confidence ON mention (confidence);

CREATE TABLE figure (
    doc_id   TEXT    NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    id       TEXT    NOT NULL,
    kind     TEXT    NOT NULL,
    quantity TEXT    NOT NULL,
    record   TEXT    NOT NULL,
    PRIMARY KEY (doc_id, position)
);
CREATE INDEX figure_quantity ON figure (quantity);

-- What follows is derived from all documents together and may be rebuilt at any time.

CREATE TABLE reuse (
    doc_id   TEXT    NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    of_id    TEXT    NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    share    REAL    NOT NULL,
    record   TEXT    NOT NULL,
    PRIMARY KEY (doc_id, position)
);
CREATE INDEX reuse_of ON reuse (of_id);

-- Events name mentions and documents without a foreign key: between the writing of new mentions
-- and the next merge they speak of the state before (see `revision` in meta).
-- `date_key` is the first day, or 9999-12-31 where no date is known: events read in this order.
CREATE TABLE event (
    id                  TEXT    NOT NULL PRIMARY KEY,
    date_key            TEXT    NOT NULL,
    independent_sources INTEGER NOT NULL,
    conflicts           INTEGER NOT NULL,
    event_type          TEXT    NOT NULL,
    sub_event_type      TEXT    NOT NULL,
    status              TEXT    NOT NULL,
    date_start          TEXT,
    date_end            TEXT,
    date_precision      TEXT,
    country             TEXT,
    admin1              TEXT,
    geonameid           INTEGER,
    lat                 REAL,
    lon                 REAL,
    place_precision     TEXT,
    killed_min          INTEGER,
    killed_max          INTEGER,
    wounded_min         INTEGER,
    wounded_max         INTEGER,
    confidence          REAL    NOT NULL,
    record              TEXT    NOT NULL
);
CREATE INDEX event_date       ON event (date_key, id);
CREATE INDEX event_type       ON event (event_type, sub_event_type);
CREATE INDEX event_status     ON event (status);
CREATE INDEX event_place      ON event (country, admin1);
CREATE INDEX event_map        ON event (lat, lon);
CREATE INDEX event_confidence ON event (confidence);

CREATE TABLE event_mention (
    mention_id TEXT NOT NULL,
    event_id   TEXT NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    PRIMARY KEY (mention_id, event_id)
);
CREATE INDEX event_mention_event ON event_mention (event_id);

CREATE TABLE event_document (
    doc_id   TEXT NOT NULL,
    event_id TEXT NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    PRIMARY KEY (doc_id, event_id)
);
CREATE INDEX event_document_event ON event_document (event_id);

CREATE TABLE issue (
    source  TEXT    NOT NULL,
    kind    TEXT    NOT NULL,
    message TEXT    NOT NULL,
    remedy  TEXT    NOT NULL,
    fatal   INTEGER NOT NULL,
    PRIMARY KEY (source, kind, message)
);
