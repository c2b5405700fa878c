-- A store of schema version 1 as the first rasd made it: two documents, one of them changed.
PRAGMA application_id = 1918989156;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE coding (
    doc_id TEXT NOT NULL PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
    recipe TEXT NOT NULL,
    digest TEXT NOT NULL
);
INSERT INTO "coding" VALUES('a','rules/1','ac5db95413ca7ef9646d0b97fa92838379e70129fea5d62ceecc840b07b4da5f');
INSERT INTO "coding" VALUES('b','rules/1','2f242306947a94421e096fae6cd7acc70c734abb757b502d44334fc9de7402ef');
CREATE TABLE document (
    id          TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    sha256      TEXT NOT NULL,
    text_sha256 TEXT NOT NULL REFERENCES document_text (text_sha256),
    published   TEXT,
    outlet      TEXT,
    language    TEXT,
    record      TEXT NOT NULL
);
INSERT INTO "document" VALUES('a','b5ed7252e2162c9216e7127553780e70008cb080fbcab39b176bbf9e4d05440e','b5ed7252e2162c9216e7127553780e70008cb080fbcab39b176bbf9e4d05440e','2031-05-06',NULL,NULL,'{"id": "a", "sha256": "b5ed7252e2162c9216e7127553780e70008cb080fbcab39b176bbf9e4d05440e", "title": null, "published": "2031-05-06", "outlet": null, "url": null, "language": null, "warnings": []}');
INSERT INTO "document" VALUES('b','1df5636ccd634aafb0cbbd7a0e3283b11983b5b255eac4b5e2be61fe2b551d2c','1df5636ccd634aafb0cbbd7a0e3283b11983b5b255eac4b5e2be61fe2b551d2c','2031-05-06',NULL,NULL,'{"id": "b", "sha256": "1df5636ccd634aafb0cbbd7a0e3283b11983b5b255eac4b5e2be61fe2b551d2c", "title": null, "published": "2031-05-06", "outlet": null, "url": null, "language": null, "warnings": []}');
CREATE TABLE document_text (
    text_sha256 TEXT NOT NULL PRIMARY KEY,
    text        TEXT NOT NULL
);
INSERT INTO "document_text" VALUES('7fc6218081c97dc0f1201821741827aa9b747fd023c9467a9de9641585b61c61','خبر أول');
INSERT INTO "document_text" VALUES('1df5636ccd634aafb0cbbd7a0e3283b11983b5b255eac4b5e2be61fe2b551d2c','خبر ثان');
INSERT INTO "document_text" VALUES('b5ed7252e2162c9216e7127553780e70008cb080fbcab39b176bbf9e4d05440e','خبر أول معدل');
CREATE TABLE document_version (
    doc_id      TEXT    NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    text_sha256 TEXT    NOT NULL REFERENCES document_text (text_sha256),
    first_seen  INTEGER NOT NULL,
    PRIMARY KEY (doc_id, text_sha256)
);
INSERT INTO "document_version" VALUES('a','7fc6218081c97dc0f1201821741827aa9b747fd023c9467a9de9641585b61c61',1);
INSERT INTO "document_version" VALUES('b','1df5636ccd634aafb0cbbd7a0e3283b11983b5b255eac4b5e2be61fe2b551d2c',1);
INSERT INTO "document_version" VALUES('a','b5ed7252e2162c9216e7127553780e70008cb080fbcab39b176bbf9e4d05440e',2);
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
INSERT INTO "event" VALUES('event-b83786acc1e1','2031-05-06',1,0,'explosion','remote_explosive','reported','2031-05-06','2031-05-06','day','SY','Al-Warda',NULL,35.0,38.0,'exact',NULL,NULL,NULL,NULL,0.6,'{"schema": "rasd/1", "id": "event-b83786acc1e1", "doc_ids": ["a"], "mention_ids": ["mention-e842f55d0cf0"], "event_type": "explosion", "sub_event_type": "remote_explosive", "status": "reported", "date": {"start": "2031-05-06", "end": "2031-05-06", "precision": "day", "text": "date"}, "place": {"text": "Tall Warda", "name_en": "Tall Warda", "name_ar": null, "geonameid": null, "country": "SY", "admin1": "Al-Warda", "admin2": null, "lat": 35.0, "lon": 38.0, "precision": "exact"}, "perpetrators": [], "targets": [], "weapons": [], "killed": null, "wounded": null, "killed_or_wounded": null, "abducted": null, "detained": null, "harm": [], "materiel": [], "claimed_by": [], "attribution": [], "campaign": null, "confidence": 0.6, "evidence": [{"field": "event", "start": 0, "end": 10, "quote": "انفجار a 0"}], "conflicts": [], "independent_sources": 1}');
INSERT INTO "event" VALUES('event-undated','9999-12-31',1,0,'explosion','remote_explosive','reported',NULL,NULL,NULL,'SY','Al-Warda',NULL,35.0,38.0,'exact',NULL,NULL,NULL,NULL,0.6,'{"schema": "rasd/1", "id": "event-undated", "doc_ids": ["b"], "mention_ids": ["mention-9b3630723cbe"], "event_type": "explosion", "sub_event_type": "remote_explosive", "status": "reported", "date": null, "place": {"text": "Tall Warda", "name_en": "Tall Warda", "name_ar": null, "geonameid": null, "country": "SY", "admin1": "Al-Warda", "admin2": null, "lat": 35.0, "lon": 38.0, "precision": "exact"}, "perpetrators": [], "targets": [], "weapons": [], "killed": null, "wounded": null, "killed_or_wounded": null, "abducted": null, "detained": null, "harm": [], "materiel": [], "claimed_by": [], "attribution": [], "campaign": null, "confidence": 0.6, "evidence": [{"field": "event", "start": 0, "end": 10, "quote": "انفجار b 1"}], "conflicts": [], "independent_sources": 1}');
CREATE TABLE event_document (
    doc_id   TEXT NOT NULL,
    event_id TEXT NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    PRIMARY KEY (doc_id, event_id)
);
INSERT INTO "event_document" VALUES('a','event-b83786acc1e1');
INSERT INTO "event_document" VALUES('b','event-undated');
CREATE TABLE event_mention (
    mention_id TEXT NOT NULL,
    event_id   TEXT NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    PRIMARY KEY (mention_id, event_id)
);
INSERT INTO "event_mention" VALUES('mention-e842f55d0cf0','event-b83786acc1e1');
INSERT INTO "event_mention" VALUES('mention-9b3630723cbe','event-undated');
CREATE TABLE figure (
    doc_id   TEXT    NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    id       TEXT    NOT NULL,
    kind     TEXT    NOT NULL,
    quantity TEXT    NOT NULL,
    record   TEXT    NOT NULL,
    PRIMARY KEY (doc_id, position)
);
INSERT INTO "figure" VALUES('b',0,'figure-795485dc5950','strength','fighters','{"id": "figure-795485dc5950", "doc_id": "b", "quantity": "fighters", "subject": "is_core", "value": {"min": 300, "max": null}, "unit": null, "place": null, "date": null, "attribution": [], "kind": "strength", "evidence": [{"field": "event", "start": 0, "end": 9, "quote": "300 مقاتل"}], "warnings": []}');
INSERT INTO "figure" VALUES('a',0,'figure-e842f55d0cf0','strength','fighters','{"id": "figure-e842f55d0cf0", "doc_id": "a", "quantity": "fighters", "subject": "is_core", "value": {"min": 300, "max": null}, "unit": null, "place": null, "date": null, "attribution": [], "kind": "strength", "evidence": [{"field": "event", "start": 0, "end": 9, "quote": "300 مقاتل"}], "warnings": []}');
CREATE TABLE issue (
    source  TEXT    NOT NULL,
    kind    TEXT    NOT NULL,
    message TEXT    NOT NULL,
    remedy  TEXT    NOT NULL,
    fatal   INTEGER NOT NULL,
    PRIMARY KEY (source, kind, message)
);
INSERT INTO "issue" VALUES('c.pdf','truncated','cut off','',0);
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
INSERT INTO "mention" VALUES('mention-795485dc5950','b',0,'explosion','remote_explosive','reported','2031-05-06','2031-05-06','day','SY','Al-Warda',NULL,35.0,38.0,'exact',NULL,NULL,NULL,NULL,0.6,'{"schema": "rasd/1", "id": "mention-795485dc5950", "doc_id": "b", "event_type": "explosion", "sub_event_type": "remote_explosive", "status": "reported", "date": {"start": "2031-05-06", "end": "2031-05-06", "precision": "day", "text": "date"}, "place": {"text": "Tall Warda", "name_en": "Tall Warda", "name_ar": null, "geonameid": null, "country": "SY", "admin1": "Al-Warda", "admin2": null, "lat": 35.0, "lon": 38.0, "precision": "exact"}, "perpetrators": [], "targets": [], "weapons": [], "killed": null, "wounded": null, "killed_or_wounded": null, "abducted": null, "detained": null, "harm": [], "materiel": [], "claimed_by": [], "attribution": [], "campaign": null, "confidence": 0.6, "evidence": [{"field": "event", "start": 0, "end": 10, "quote": "انفجار b 0"}], "conflicts": []}');
INSERT INTO "mention" VALUES('mention-9b3630723cbe','b',1,'explosion','remote_explosive','reported','2031-05-06','2031-05-06','day','SY','Al-Warda',NULL,35.0,38.0,'exact',NULL,NULL,NULL,NULL,0.6,'{"schema": "rasd/1", "id": "mention-9b3630723cbe", "doc_id": "b", "event_type": "explosion", "sub_event_type": "remote_explosive", "status": "reported", "date": {"start": "2031-05-06", "end": "2031-05-06", "precision": "day", "text": "date"}, "place": {"text": "Tall Warda", "name_en": "Tall Warda", "name_ar": null, "geonameid": null, "country": "SY", "admin1": "Al-Warda", "admin2": null, "lat": 35.0, "lon": 38.0, "precision": "exact"}, "perpetrators": [], "targets": [], "weapons": [], "killed": null, "wounded": null, "killed_or_wounded": null, "abducted": null, "detained": null, "harm": [], "materiel": [], "claimed_by": [], "attribution": [], "campaign": null, "confidence": 0.6, "evidence": [{"field": "event", "start": 0, "end": 10, "quote": "انفجار b 1"}], "conflicts": []}');
INSERT INTO "mention" VALUES('mention-e842f55d0cf0','a',0,'explosion','remote_explosive','reported','2031-05-06','2031-05-06','day','SY','Al-Warda',NULL,35.0,38.0,'exact',NULL,NULL,NULL,NULL,0.6,'{"schema": "rasd/1", "id": "mention-e842f55d0cf0", "doc_id": "a", "event_type": "explosion", "sub_event_type": "remote_explosive", "status": "reported", "date": {"start": "2031-05-06", "end": "2031-05-06", "precision": "day", "text": "date"}, "place": {"text": "Tall Warda", "name_en": "Tall Warda", "name_ar": null, "geonameid": null, "country": "SY", "admin1": "Al-Warda", "admin2": null, "lat": 35.0, "lon": 38.0, "precision": "exact"}, "perpetrators": [], "targets": [], "weapons": [], "killed": null, "wounded": null, "killed_or_wounded": null, "abducted": null, "detained": null, "harm": [], "materiel": [], "claimed_by": [], "attribution": [], "campaign": null, "confidence": 0.6, "evidence": [{"field": "event", "start": 0, "end": 10, "quote": "انفجار a 0"}], "conflicts": []}');
INSERT INTO "mention" VALUES('mention-839e11a421d3','a',1,'explosion','remote_explosive','reported','2031-05-06','2031-05-06','day','SY','Al-Warda',NULL,35.0,38.0,'exact',NULL,NULL,NULL,NULL,0.6,'{"schema": "rasd/1", "id": "mention-839e11a421d3", "doc_id": "a", "event_type": "explosion", "sub_event_type": "remote_explosive", "status": "reported", "date": {"start": "2031-05-06", "end": "2031-05-06", "precision": "day", "text": "date"}, "place": {"text": "Tall Warda", "name_en": "Tall Warda", "name_ar": null, "geonameid": null, "country": "SY", "admin1": "Al-Warda", "admin2": null, "lat": 35.0, "lon": 38.0, "precision": "exact"}, "perpetrators": [], "targets": [], "weapons": [], "killed": null, "wounded": null, "killed_or_wounded": null, "abducted": null, "detained": null, "harm": [], "materiel": [], "claimed_by": [], "attribution": [], "campaign": null, "confidence": 0.6, "evidence": [{"field": "event", "start": 0, "end": 10, "quote": "انفجار a 1"}], "conflicts": []}');
CREATE TABLE meta (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
INSERT INTO "meta" VALUES('record_schema','rasd/1');
INSERT INTO "meta" VALUES('revision','2');
INSERT INTO "meta" VALUES('events_revision','2');
CREATE TABLE reuse (
    doc_id   TEXT    NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    of_id    TEXT    NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    share    REAL    NOT NULL,
    record   TEXT    NOT NULL,
    PRIMARY KEY (doc_id, position)
);
INSERT INTO "reuse" VALUES('a',0,'b',0.5,'{"of": "b", "share": 0.5, "spans": []}');
CREATE INDEX document_sha256    ON document (sha256);
CREATE INDEX document_published ON document (published);
CREATE INDEX document_outlet    ON document (outlet);
CREATE INDEX mention_type       ON mention (event_type, sub_event_type);
CREATE INDEX mention_place      ON mention (country, admin1);
CREATE INDEX mention_date       ON mention (date_start);
CREATE INDEX mention_confidence ON mention (confidence);
CREATE INDEX figure_quantity ON figure (quantity);
CREATE INDEX reuse_of ON reuse (of_id);
CREATE INDEX event_date       ON event (date_key, id);
CREATE INDEX event_type       ON event (event_type, sub_event_type);
CREATE INDEX event_status     ON event (status);
CREATE INDEX event_place      ON event (country, admin1);
CREATE INDEX event_map        ON event (lat, lon);
CREATE INDEX event_confidence ON event (confidence);
CREATE INDEX event_mention_event ON event_mention (event_id);
CREATE INDEX event_document_event ON event_document (event_id);
COMMIT;
