-- A store of schema version 5 as rasd made it: three documents, searched, merged and judged.
PRAGMA application_id = 1918989156;
PRAGMA user_version = 5;
BEGIN TRANSACTION;
CREATE TABLE coding (
	doc_id TEXT NOT NULL, 
	recipe TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	PRIMARY KEY (doc_id), 
	FOREIGN KEY(doc_id) REFERENCES document (id) ON DELETE CASCADE
);
INSERT INTO "coding" VALUES('a','rules/1','09d500f308c951812ff77c47923869ebd0eb7a6b8ecbe116346df430e8c8cacc');
INSERT INTO "coding" VALUES('b','rules/1','b59e5cab65a4a736f8b636d9837328b7832d2645e3b868b8ea78e19a88d12c36');
INSERT INTO "coding" VALUES('c','rules/1','3d9e1c1fc8ac7b5050911ae692c3989613fd02045ba7522c463d8f0566a1166c');
CREATE TABLE document (
	id TEXT NOT NULL CHECK (id <> ''), 
	sha256 TEXT NOT NULL, 
	text_sha256 TEXT NOT NULL, 
	published TEXT, 
	outlet TEXT, 
	language TEXT, 
	record TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(text_sha256) REFERENCES document_text (text_sha256)
);
INSERT INTO "document" VALUES('a','9f2337a0e63dbe145bb010491a90c7cdcb0da584ee885d6bffd93c182c7c981e','9f2337a0e63dbe145bb010491a90c7cdcb0da584ee885d6bffd93c182c7c981e','2031-05-06',NULL,NULL,'{"id": "a", "sha256": "9f2337a0e63dbe145bb010491a90c7cdcb0da584ee885d6bffd93c182c7c981e", "title": null, "published": "2031-05-06", "outlet": null, "url": null, "language": null, "warnings": []}');
INSERT INTO "document" VALUES('b','47d69678b794f6f4471b58de8923626681ba5d3834b8f7e95b4f6b1d8fcb581d','47d69678b794f6f4471b58de8923626681ba5d3834b8f7e95b4f6b1d8fcb581d','2031-05-07',NULL,NULL,'{"id": "b", "sha256": "47d69678b794f6f4471b58de8923626681ba5d3834b8f7e95b4f6b1d8fcb581d", "title": null, "published": "2031-05-07", "outlet": null, "url": null, "language": null, "warnings": []}');
INSERT INTO "document" VALUES('c','7cd604c229289402490c6b06c3de4cd838bd437002e1cfbca1c0338c9c5bdc54','7cd604c229289402490c6b06c3de4cd838bd437002e1cfbca1c0338c9c5bdc54','2031-05-06','وكالة الخيال',NULL,'{"id": "c", "sha256": "7cd604c229289402490c6b06c3de4cd838bd437002e1cfbca1c0338c9c5bdc54", "title": null, "published": "2031-05-06", "outlet": "وكالة الخيال", "url": null, "language": null, "warnings": []}');
CREATE TABLE document_original (
	doc_id TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	locator TEXT NOT NULL, 
	first_seen INTEGER NOT NULL, 
	is_current INTEGER NOT NULL, 
	PRIMARY KEY (doc_id, sha256, locator), 
	FOREIGN KEY(doc_id) REFERENCES document (id) ON DELETE CASCADE, 
	FOREIGN KEY(sha256) REFERENCES original (sha256)
);
CREATE TABLE document_text (
	text_sha256 TEXT NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (text_sha256)
);
INSERT INTO "document_text" VALUES('9f2337a0e63dbe145bb010491a90c7cdcb0da584ee885d6bffd93c182c7c981e','خبر a. انفجرت عبوة في تل وردة قرب السوق بحسب a. وقصفت الطائرات قرية القصر مساء بحسب a. وهاجم مسلحون حاجزا في البئر بحسب a');
INSERT INTO "document_text" VALUES('47d69678b794f6f4471b58de8923626681ba5d3834b8f7e95b4f6b1d8fcb581d','خبر b. انفجرت عبوة في تل وردة قرب السوق بحسب b. وقصفت الطائرات قرية القصر مساء بحسب b. وهاجم مسلحون حاجزا في البئر بحسب b');
INSERT INTO "document_text" VALUES('7cd604c229289402490c6b06c3de4cd838bd437002e1cfbca1c0338c9c5bdc54','خبر c. انفجرت عبوة في تل وردة قرب السوق بحسب c. وقصفت الطائرات قرية القصر مساء بحسب c. وهاجم مسلحون حاجزا في البئر بحسب c');
CREATE TABLE document_version (
	doc_id TEXT NOT NULL, 
	text_sha256 TEXT NOT NULL, 
	first_seen INTEGER NOT NULL, 
	PRIMARY KEY (doc_id, text_sha256), 
	FOREIGN KEY(doc_id) REFERENCES document (id) ON DELETE CASCADE, 
	FOREIGN KEY(text_sha256) REFERENCES document_text (text_sha256)
);
INSERT INTO "document_version" VALUES('a','9f2337a0e63dbe145bb010491a90c7cdcb0da584ee885d6bffd93c182c7c981e',1);
INSERT INTO "document_version" VALUES('b','47d69678b794f6f4471b58de8923626681ba5d3834b8f7e95b4f6b1d8fcb581d',1);
INSERT INTO "document_version" VALUES('c','7cd604c229289402490c6b06c3de4cd838bd437002e1cfbca1c0338c9c5bdc54',1);
CREATE TABLE event (
	id TEXT NOT NULL, 
	date_key TEXT NOT NULL, 
	independent_sources INTEGER NOT NULL, 
	conflicts INTEGER NOT NULL, 
	event_type TEXT NOT NULL, 
	sub_event_type TEXT NOT NULL, 
	status TEXT NOT NULL, 
	date_start TEXT, 
	date_end TEXT, 
	date_precision TEXT, 
	country TEXT, 
	admin1 TEXT, 
	geonameid INTEGER, 
	lat REAL, 
	lon REAL, 
	place_precision TEXT, 
	killed_min INTEGER, 
	killed_max INTEGER, 
	wounded_min INTEGER, 
	wounded_max INTEGER, 
	confidence REAL NOT NULL, 
	record TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "event" VALUES('event-4e1195df020d','2031-05-06',1,0,'explosion','remote_explosive','reported','2031-05-06','2031-05-06','day','SY','Al-Warda',NULL,35.0,38.0,'exact',NULL,NULL,NULL,NULL,0.6,'{"schema": "rasd/1", "id": "event-4e1195df020d", "doc_ids": ["a"], "mention_ids": ["a0"], "event_type": "explosion", "sub_event_type": "remote_explosive", "status": "reported", "date": {"start": "2031-05-06", "end": "2031-05-06", "precision": "day", "text": "date"}, "place": {"text": "Tall Warda", "name_en": "Tall Warda", "name_ar": null, "geonameid": null, "country": "SY", "admin1": "Al-Warda", "admin2": null, "lat": 35.0, "lon": 38.0, "precision": "exact"}, "perpetrators": [], "targets": [], "weapons": [], "killed": null, "wounded": null, "killed_or_wounded": null, "abducted": null, "detained": null, "harm": [], "materiel": [], "claimed_by": [], "attribution": [], "campaign": null, "confidence": 0.6, "evidence": [{"doc_id": "a", "field": "event", "start": 7, "end": 39, "quote": "انفجرت عبوة في تل وردة قرب السوق"}], "conflicts": [], "independent_sources": 1, "credibility": {"value": "3", "suggested": true, "reason": "one_source"}, "tolls": [], "values": [{"field": "sub_event_type", "rule": "sole_value", "values": [{"value": "remote_explosive", "said_by": ["a0"], "shown": true}]}, {"field": "status", "rule": "sole_value", "values": [{"value": "reported", "said_by": ["a0"], "shown": true}]}, {"field": "date", "rule": "sole_value", "values": [{"value": "2031-05-06", "said_by": ["a0"], "shown": true}]}, {"field": "place", "rule": "sole_value", "values": [{"value": "Tall Warda", "said_by": ["a0"], "shown": true}]}], "accounts": [{"doc_id": "a", "mention_id": "a0", "outlet": null, "published": "2031-05-06", "source": 1, "attributed_to": [], "voice": "neutral", "reliability": {"value": "F", "suggested": true, "reason": "no_outlet"}}], "review": {"state": "none", "by": "Salma", "at": "2031-06-01T08:00:00Z", "stale": false, "judgements": [{"id": "j-51ce7d9cc7cc", "action": "split", "by": "Salma", "at": "2031-06-01T08:00:00Z", "field": null, "reason": null, "stale": null, "machine": null}]}}');
INSERT INTO "event" VALUES('event-9c0abe51c6e6','2031-05-06',1,0,'explosion','remote_explosive','reported','2031-05-06','2031-05-06','day','SY','Al-Warda',NULL,37.0,38.0,'exact',NULL,NULL,NULL,NULL,0.6,'{"schema": "rasd/1", "id": "event-9c0abe51c6e6", "doc_ids": ["c"], "mention_ids": ["c2"], "event_type": "explosion", "sub_event_type": "remote_explosive", "status": "reported", "date": {"start": "2031-05-06", "end": "2031-05-06", "precision": "day", "text": "date"}, "place": {"text": "Bir", "name_en": "Bir", "name_ar": null, "geonameid": null, "country": "SY", "admin1": "Al-Warda", "admin2": null, "lat": 37.0, "lon": 38.0, "precision": "exact"}, "perpetrators": [], "targets": [], "weapons": [], "killed": null, "wounded": null, "killed_or_wounded": null, "abducted": null, "detained": null, "harm": [], "materiel": [], "claimed_by": [], "attribution": [], "campaign": null, "confidence": 0.6, "evidence": [{"doc_id": "c", "field": "event", "start": 87, "end": 114, "quote": "وهاجم مسلحون حاجزا في البئر"}], "conflicts": [], "independent_sources": 1, "credibility": {"value": "3", "suggested": true, "reason": "one_source"}, "tolls": [], "values": [{"field": "sub_event_type", "rule": "sole_value", "values": [{"value": "remote_explosive", "said_by": ["c2"], "shown": true}]}, {"field": "status", "rule": "sole_value", "values": [{"value": "reported", "said_by": ["c2"], "shown": true}]}, {"field": "date", "rule": "sole_value", "values": [{"value": "2031-05-06", "said_by": ["c2"], "shown": true}]}, {"field": "place", "rule": "sole_value", "values": [{"value": "Bir", "said_by": ["c2"], "shown": true}]}], "accounts": [{"doc_id": "c", "mention_id": "c2", "outlet": "وكالة الخيال", "published": "2031-05-06", "source": 1, "attributed_to": [], "voice": "neutral", "reliability": {"value": "B", "suggested": false, "reason": "judged"}}], "review": {"state": "none", "by": "Salma", "at": "2031-06-01T08:00:00Z", "stale": false, "judgements": [{"id": "j-9808fed87039", "action": "accept", "by": "Salma", "at": "2031-06-01T08:00:00Z", "field": "place", "reason": null, "stale": null, "machine": null}, {"id": "j-7ef81f437da0", "action": "edit", "by": "Salma", "at": "2031-06-01T08:00:00Z", "field": "reliability", "about": "وكالة الخيال", "reason": null, "stale": null, "machine": {"value": {"value": "F", "suggested": true, "reason": "unknown_outlet"}, "told": null, "toll": null}}]}}');
INSERT INTO "event" VALUES('event-c02c0b965e02','2031-05-06',1,0,'explosion','remote_explosive','reported','2031-05-06','2031-05-06','day','SY','Al-Warda',NULL,35.0,38.0,'exact',NULL,NULL,NULL,NULL,0.6,'{"schema": "rasd/1", "id": "event-c02c0b965e02", "doc_ids": ["b"], "mention_ids": ["b0"], "event_type": "explosion", "sub_event_type": "remote_explosive", "status": "reported", "date": {"start": "2031-05-06", "end": "2031-05-06", "precision": "day", "text": "date"}, "place": {"text": "Tall Warda", "name_en": "Tall Warda", "name_ar": null, "geonameid": null, "country": "SY", "admin1": "Al-Warda", "admin2": null, "lat": 35.0, "lon": 38.0, "precision": "exact"}, "perpetrators": [], "targets": [], "weapons": [], "killed": null, "wounded": null, "killed_or_wounded": null, "abducted": null, "detained": null, "harm": [], "materiel": [], "claimed_by": [], "attribution": [], "campaign": null, "confidence": 0.6, "evidence": [{"doc_id": "b", "field": "event", "start": 7, "end": 39, "quote": "انفجرت عبوة في تل وردة قرب السوق"}], "conflicts": [], "independent_sources": 1, "credibility": {"value": "3", "suggested": true, "reason": "one_source"}, "tolls": [], "values": [{"field": "sub_event_type", "rule": "sole_value", "values": [{"value": "remote_explosive", "said_by": ["b0"], "shown": true}]}, {"field": "status", "rule": "sole_value", "values": [{"value": "reported", "said_by": ["b0"], "shown": true}]}, {"field": "date", "rule": "sole_value", "values": [{"value": "2031-05-06", "said_by": ["b0"], "shown": true}]}, {"field": "place", "rule": "sole_value", "values": [{"value": "Tall Warda", "said_by": ["b0"], "shown": true}]}], "accounts": [{"doc_id": "b", "mention_id": "b0", "outlet": null, "published": "2031-05-07", "source": 1, "attributed_to": [], "voice": "neutral", "reliability": {"value": "F", "suggested": true, "reason": "no_outlet"}}], "review": {"state": "none", "by": "Salma", "at": "2031-06-01T08:00:00Z", "stale": false, "judgements": [{"id": "j-51ce7d9cc7cc", "action": "split", "by": "Salma", "at": "2031-06-01T08:00:00Z", "field": null, "reason": null, "stale": null, "machine": null}]}}');
CREATE TABLE event_document (
	doc_id TEXT NOT NULL, 
	event_id TEXT NOT NULL, 
	PRIMARY KEY (doc_id, event_id), 
	FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE
);
INSERT INTO "event_document" VALUES('a','event-4e1195df020d');
INSERT INTO "event_document" VALUES('c','event-9c0abe51c6e6');
INSERT INTO "event_document" VALUES('b','event-c02c0b965e02');
CREATE TABLE event_mention (
	mention_id TEXT NOT NULL, 
	event_id TEXT NOT NULL, 
	PRIMARY KEY (mention_id, event_id), 
	FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE
);
INSERT INTO "event_mention" VALUES('a0','event-4e1195df020d');
INSERT INTO "event_mention" VALUES('c2','event-9c0abe51c6e6');
INSERT INTO "event_mention" VALUES('b0','event-c02c0b965e02');
CREATE TABLE event_was (
	event_id TEXT NOT NULL, 
	mention_id TEXT NOT NULL, 
	since INTEGER NOT NULL, 
	PRIMARY KEY (event_id, mention_id)
);
INSERT INTO "event_was" VALUES('event-4e1195df020d','a0',2);
INSERT INTO "event_was" VALUES('event-4e1195df020d','b0',2);
INSERT INTO "event_was" VALUES('event-f55ff16f66f4','a1',2);
INSERT INTO "event_was" VALUES('event-9c0abe51c6e6','c2',2);
INSERT INTO "event_was" VALUES('event-c02c0b965e02','b0',9);
CREATE TABLE figure (
	doc_id TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	quantity TEXT NOT NULL, 
	record TEXT NOT NULL, 
	PRIMARY KEY (doc_id, position), 
	FOREIGN KEY(doc_id) REFERENCES document (id) ON DELETE CASCADE
);
CREATE TABLE issue (
	source TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	message TEXT NOT NULL, 
	remedy TEXT NOT NULL, 
	fatal INTEGER NOT NULL, 
	PRIMARY KEY (source, kind, message)
);
CREATE TABLE judgement (
	seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	action TEXT NOT NULL, 
	author TEXT NOT NULL, 
	at TEXT NOT NULL, 
	record TEXT NOT NULL, 
	PRIMARY KEY (seq), 
	UNIQUE (id)
);
INSERT INTO "judgement" VALUES(1,'j-9808fed87039','accept','Salma','2031-06-01T08:00:00Z','{"action":"accept","at":"2031-06-01T08:00:00Z","basis":{"evidence":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","values":"dee1b4215f839f21551da382eb6c90dea64e621d09217e168328e750895e5bd4"},"by":"Salma","evidence":[],"field":"place","groups":[[{"doc_id":"c","mention_id":"c2","passages":[{"end":114,"field":"event","quote":"وهاجم مسلحون حاجزا في البئر","start":87}],"sub_event_type":"remote_explosive","text_sha256":"7cd604c229289402490c6b06c3de4cd838bd437002e1cfbca1c0338c9c5bdc54"}]],"id":"j-9808fed87039","reason":null,"value":null,"withdraws":null}');
INSERT INTO "judgement" VALUES(2,'j-800e6035da23','edit','Salma','2031-06-01T08:00:00Z','{"action":"edit","at":"2031-06-01T08:00:00Z","basis":{"evidence":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","values":"8992496e239bfdae26a97a61f9c2a47edaeb7da28bb3536a0c97fd64b3db72cc"},"by":"Salma","evidence":[],"field":"killed","groups":[[{"doc_id":"a","mention_id":"a0","passages":[{"end":39,"field":"event","quote":"انفجرت عبوة في تل وردة قرب السوق","start":7}],"sub_event_type":"remote_explosive","text_sha256":"9f2337a0e63dbe145bb010491a90c7cdcb0da584ee885d6bffd93c182c7c981e"},{"doc_id":"b","mention_id":"b0","passages":[{"end":39,"field":"event","quote":"انفجرت عبوة في تل وردة قرب السوق","start":7}],"sub_event_type":"remote_explosive","text_sha256":"47d69678b794f6f4471b58de8923626681ba5d3834b8f7e95b4f6b1d8fcb581d"}]],"id":"j-800e6035da23","reason":null,"value":{"max":3,"min":3,"text":""},"withdraws":null}');
INSERT INTO "judgement" VALUES(3,'j-287ba378b29b','reject','Salma','2031-06-01T08:00:00Z','{"action":"reject","at":"2031-06-01T08:00:00Z","basis":{"evidence":"f4518784326e9c3357e8ee8c03943aeeaa2e56cb12b058d90301986272b73cea","values":"ee2782f1a1e971346cc5bffc232087bbb8689c09189f0bf2bc64463bf41fd2b1"},"by":"Salma","evidence":[],"field":null,"groups":[[{"doc_id":"a","mention_id":"a1","passages":[{"end":78,"field":"event","quote":"وقصفت الطائرات قرية القصر مساء","start":48}],"sub_event_type":"remote_explosive","text_sha256":"9f2337a0e63dbe145bb010491a90c7cdcb0da584ee885d6bffd93c182c7c981e"}]],"id":"j-287ba378b29b","reason":"a film review","value":null,"withdraws":null}');
INSERT INTO "judgement" VALUES(4,'j-51ce7d9cc7cc','split','Salma','2031-06-01T08:00:00Z','{"action":"split","at":"2031-06-01T08:00:00Z","basis":{"evidence":"777dbd00a6eea58cb89f50b183e2c434895c1560ec3a5f836a76bbc258ca78eb","values":"3ae18abcdd9affc888150667bf7bd6ae332ba3d6c2e5b01c3c2f8ac37d568022"},"by":"Salma","evidence":[],"field":null,"groups":[[{"doc_id":"a","mention_id":"a0","passages":[{"end":39,"field":"event","quote":"انفجرت عبوة في تل وردة قرب السوق","start":7}],"sub_event_type":"remote_explosive","text_sha256":"9f2337a0e63dbe145bb010491a90c7cdcb0da584ee885d6bffd93c182c7c981e"}],[{"doc_id":"b","mention_id":"b0","passages":[{"end":39,"field":"event","quote":"انفجرت عبوة في تل وردة قرب السوق","start":7}],"sub_event_type":"remote_explosive","text_sha256":"47d69678b794f6f4471b58de8923626681ba5d3834b8f7e95b4f6b1d8fcb581d"}]],"id":"j-51ce7d9cc7cc","reason":null,"value":null,"withdraws":null}');
INSERT INTO "judgement" VALUES(5,'j-7ef81f437da0','edit','Salma','2031-06-01T08:00:00Z','{"about":"وكالة الخيال","action":"edit","at":"2031-06-01T08:00:00Z","basis":null,"by":"Salma","evidence":[],"field":"reliability","groups":[],"id":"j-7ef81f437da0","reason":null,"value":{"reason":"judged","suggested":false,"value":"B"},"withdraws":null}');
INSERT INTO "judgement" VALUES(6,'j-2cbe51e7b259','withdraw','Salma','2031-06-01T08:00:00Z','{"action":"withdraw","at":"2031-06-01T08:00:00Z","basis":null,"by":"Salma","evidence":[],"field":null,"groups":[],"id":"j-2cbe51e7b259","reason":"misread","value":null,"withdraws":"j-800e6035da23"}');
CREATE TABLE log (
	seq INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	author TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	payload TEXT NOT NULL, 
	prev_hash TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (seq), 
	UNIQUE (prev_hash), 
	UNIQUE (hash)
);
INSERT INTO "log" VALUES(1,'2031-06-01T08:00:00Z','rasd','documents','{"documents":[{"digest":"09d500f308c951812ff77c47923869ebd0eb7a6b8ecbe116346df430e8c8cacc","id":"a","sha256":"9f2337a0e63dbe145bb010491a90c7cdcb0da584ee885d6bffd93c182c7c981e","text_sha256":"9f2337a0e63dbe145bb010491a90c7cdcb0da584ee885d6bffd93c182c7c981e"},{"digest":"b59e5cab65a4a736f8b636d9837328b7832d2645e3b868b8ea78e19a88d12c36","id":"b","sha256":"47d69678b794f6f4471b58de8923626681ba5d3834b8f7e95b4f6b1d8fcb581d","text_sha256":"47d69678b794f6f4471b58de8923626681ba5d3834b8f7e95b4f6b1d8fcb581d"},{"digest":"3d9e1c1fc8ac7b5050911ae692c3989613fd02045ba7522c463d8f0566a1166c","id":"c","sha256":"7cd604c229289402490c6b06c3de4cd838bd437002e1cfbca1c0338c9c5bdc54","text_sha256":"7cd604c229289402490c6b06c3de4cd838bd437002e1cfbca1c0338c9c5bdc54"}],"recipe":"rules/1"}','0000000000000000000000000000000000000000000000000000000000000000','4ad815bb94b17146966fa32e4fd0cc32b99fb9ed4f38d3d34cb1c7326d221ff5');
INSERT INTO "log" VALUES(2,'2031-06-01T08:00:01Z','rasd','merge','{"digest":"c1ec0a1a9d443b3eb26466ad252feb3e49e5a1eefd0bc6afc1a7a812c08662ff","events":3,"revision":1}','4ad815bb94b17146966fa32e4fd0cc32b99fb9ed4f38d3d34cb1c7326d221ff5','106153d1b206fe3dcff32c2ba12aa94c9b08b025adc4cfb07c58db8be06ae68b');
INSERT INTO "log" VALUES(3,'2031-06-01T08:00:00Z','Salma','judgement','{"action":"accept","at":"2031-06-01T08:00:00Z","basis":{"evidence":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","values":"dee1b4215f839f21551da382eb6c90dea64e621d09217e168328e750895e5bd4"},"by":"Salma","evidence":[],"field":"place","groups":[[{"doc_id":"c","mention_id":"c2","passages":[{"end":114,"field":"event","quote":"وهاجم مسلحون حاجزا في البئر","start":87}],"sub_event_type":"remote_explosive","text_sha256":"7cd604c229289402490c6b06c3de4cd838bd437002e1cfbca1c0338c9c5bdc54"}]],"id":"j-9808fed87039","reason":null,"value":null,"withdraws":null}','106153d1b206fe3dcff32c2ba12aa94c9b08b025adc4cfb07c58db8be06ae68b','17417a68362a8d40ea70d0858e93c9cb7a515013e5caaccf9589711db9097bf7');
INSERT INTO "log" VALUES(4,'2031-06-01T08:00:00Z','Salma','judgement','{"action":"edit","at":"2031-06-01T08:00:00Z","basis":{"evidence":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","values":"8992496e239bfdae26a97a61f9c2a47edaeb7da28bb3536a0c97fd64b3db72cc"},"by":"Salma","evidence":[],"field":"killed","groups":[[{"doc_id":"a","mention_id":"a0","passages":[{"end":39,"field":"event","quote":"انفجرت عبوة في تل وردة قرب السوق","start":7}],"sub_event_type":"remote_explosive","text_sha256":"9f2337a0e63dbe145bb010491a90c7cdcb0da584ee885d6bffd93c182c7c981e"},{"doc_id":"b","mention_id":"b0","passages":[{"end":39,"field":"event","quote":"انفجرت عبوة في تل وردة قرب السوق","start":7}],"sub_event_type":"remote_explosive","text_sha256":"47d69678b794f6f4471b58de8923626681ba5d3834b8f7e95b4f6b1d8fcb581d"}]],"id":"j-800e6035da23","reason":null,"value":{"max":3,"min":3,"text":""},"withdraws":null}','17417a68362a8d40ea70d0858e93c9cb7a515013e5caaccf9589711db9097bf7','95857a79d76e44d0f11d71577ec5491fc010156551153ce8f328cd98507867b9');
INSERT INTO "log" VALUES(5,'2031-06-01T08:00:00Z','Salma','judgement','{"action":"reject","at":"2031-06-01T08:00:00Z","basis":{"evidence":"f4518784326e9c3357e8ee8c03943aeeaa2e56cb12b058d90301986272b73cea","values":"ee2782f1a1e971346cc5bffc232087bbb8689c09189f0bf2bc64463bf41fd2b1"},"by":"Salma","evidence":[],"field":null,"groups":[[{"doc_id":"a","mention_id":"a1","passages":[{"end":78,"field":"event","quote":"وقصفت الطائرات قرية القصر مساء","start":48}],"sub_event_type":"remote_explosive","text_sha256":"9f2337a0e63dbe145bb010491a90c7cdcb0da584ee885d6bffd93c182c7c981e"}]],"id":"j-287ba378b29b","reason":"a film review","value":null,"withdraws":null}','95857a79d76e44d0f11d71577ec5491fc010156551153ce8f328cd98507867b9','2bb4efd71596ecb68501eca3596858a1f252c804025ccee6e90ce8ef61673acf');
INSERT INTO "log" VALUES(6,'2031-06-01T08:00:00Z','Salma','judgement','{"action":"split","at":"2031-06-01T08:00:00Z","basis":{"evidence":"777dbd00a6eea58cb89f50b183e2c434895c1560ec3a5f836a76bbc258ca78eb","values":"3ae18abcdd9affc888150667bf7bd6ae332ba3d6c2e5b01c3c2f8ac37d568022"},"by":"Salma","evidence":[],"field":null,"groups":[[{"doc_id":"a","mention_id":"a0","passages":[{"end":39,"field":"event","quote":"انفجرت عبوة في تل وردة قرب السوق","start":7}],"sub_event_type":"remote_explosive","text_sha256":"9f2337a0e63dbe145bb010491a90c7cdcb0da584ee885d6bffd93c182c7c981e"}],[{"doc_id":"b","mention_id":"b0","passages":[{"end":39,"field":"event","quote":"انفجرت عبوة في تل وردة قرب السوق","start":7}],"sub_event_type":"remote_explosive","text_sha256":"47d69678b794f6f4471b58de8923626681ba5d3834b8f7e95b4f6b1d8fcb581d"}]],"id":"j-51ce7d9cc7cc","reason":null,"value":null,"withdraws":null}','2bb4efd71596ecb68501eca3596858a1f252c804025ccee6e90ce8ef61673acf','451b05d557a23c2f6e367ebcdf726cc17e21ed943b3bd7ec3e0fa3e00b0bbf01');
INSERT INTO "log" VALUES(7,'2031-06-01T08:00:00Z','Salma','judgement','{"about":"وكالة الخيال","action":"edit","at":"2031-06-01T08:00:00Z","basis":null,"by":"Salma","evidence":[],"field":"reliability","groups":[],"id":"j-7ef81f437da0","reason":null,"value":{"reason":"judged","suggested":false,"value":"B"},"withdraws":null}','451b05d557a23c2f6e367ebcdf726cc17e21ed943b3bd7ec3e0fa3e00b0bbf01','6c28c8115e3b96fc10cb724127cc8a0b87123e1d039b1a94ce102177cf68b7e5');
INSERT INTO "log" VALUES(8,'2031-06-01T08:00:00Z','Salma','judgement','{"action":"withdraw","at":"2031-06-01T08:00:00Z","basis":null,"by":"Salma","evidence":[],"field":null,"groups":[],"id":"j-2cbe51e7b259","reason":"misread","value":null,"withdraws":"j-800e6035da23"}','6c28c8115e3b96fc10cb724127cc8a0b87123e1d039b1a94ce102177cf68b7e5','0638c26092b913ea3a32e338402e70d64057b52b6577c2e63f1dc36cd16d9d50');
INSERT INTO "log" VALUES(9,'2031-06-01T08:00:02Z','rasd','merge','{"digest":"a9a348c2c91a1d2f351929206b22b67362278d1245e951f01005124e391e593a","events":3,"revision":7}','0638c26092b913ea3a32e338402e70d64057b52b6577c2e63f1dc36cd16d9d50','7a4367a8ef0f4010232e517b087f891cd740adbd66d9fa98dcd7f1a1ba867ced');
CREATE TABLE memory (
	"key" TEXT NOT NULL, 
	value BLOB NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "memory" VALUES('9f2337a0e63dbe145bb010491a90c7cdcb0da584ee885d6bffd93c182c7c981e',X'19000000B1B4E0CF9C96AC0C0910DE97CB450B02F26A4751CA27401879C8E99F09AB525BC906E19CDBCAB0193B63105D05C71661F252C53C6B17F53482892CCE06BCA658F9DBE008F8090B3AB92C43CEF2C63D0E02000000030000000500000007000000090000000C0000000D000000100000001100000013000000');
INSERT INTO "memory" VALUES('7cd604c229289402490c6b06c3de4cd838bd437002e1cfbca1c0338c9c5bdc54',X'19000000B1B4E0CF9C96AC0C0910DE97CB450B02F26A4751CA274018FE8E9B12F2A105084925D10CD82E9507F252C53C6B17F5347471835A6C2ACD2A6385A2B4FD61681DB92C43CEF2C63D0E020000000300000005000000070000000A0000000D0000000E0000001000000013000000');
INSERT INTO "memory" VALUES('47d69678b794f6f4471b58de8923626681ba5d3834b8f7e95b4f6b1d8fcb581d',X'19000000B1B4E0CF9C96AC0C0910DE97CB450B02F26A4751CA274018BE7A4525CC22764EA0DCAB368BF1A947B14E438197C3755DF252C53C6B17F534052B65011B246F13649BD0E2A05E0F53B92C43CEF2C63D0E02000000030000000500000008000000090000000A0000000D0000000F0000001100000013000000');
INSERT INTO "memory" VALUES('7cd604c229289402490c6b06c3de4cd838bd437002e1cfbca1c0338c9c5bdc54 9f2337a0e63dbe145bb010491a90c7cdcb0da584ee885d6bffd93c182c7c981e',X'0200000018000000280000000000000007000000770000000700000077000000');
INSERT INTO "memory" VALUES('47d69678b794f6f4471b58de8923626681ba5d3834b8f7e95b4f6b1d8fcb581d 9f2337a0e63dbe145bb010491a90c7cdcb0da584ee885d6bffd93c182c7c981e',X'0200000018000000280000000000000007000000770000000700000077000000');
INSERT INTO "memory" VALUES('47d69678b794f6f4471b58de8923626681ba5d3834b8f7e95b4f6b1d8fcb581d 7cd604c229289402490c6b06c3de4cd838bd437002e1cfbca1c0338c9c5bdc54',X'0200000018000000280000000000000007000000770000000700000077000000');
INSERT INTO "memory" VALUES('merge/s/dc292749fd9c5ad1f0f518642f956acc',X'5B2272656D6F74655F6578706C6F73697665222C66616C73652C5B3734313536382C3734313536385D2C5B5B2274616C6C222C227761726461225D2C225359222C22416C2D5761726461222C226578616374222C5B33352E302C33382E305D5D2C5B5D2C5B5D2C5B37313530343133323135373934343732392C333235343838353939323936373933393733302C333537343430393132393233353835303732382C333931323235363139343538303137313031365D2C5B2261222C22D8A7D986D981D8ACD8B1D8AA222C22D8A8D98AD8B1222C22D8ADD8A7D8ACD8B2D8A7222C22D8AED8A8D8B1222C22D8B1D8AFD987222C22D8B3D988D982222C22D8B9D8A8D988222C22D982D8B5D8B1222C22D987D8A7D8ACD985225D5D');
INSERT INTO "memory" VALUES('merge/s/cbe383b1569f78e659c81fd7e4903795',X'5B2272656D6F74655F6578706C6F73697665222C66616C73652C5B3734313536382C3734313536385D2C5B5B2271617372225D2C225359222C22416C2D5761726461222C226578616374222C5B33362E302C33382E305D5D2C5B5D2C5B5D2C5B31343134383234383838363337343535313631392C31353738363938313932303836303835323432302C31363638323737303032333835313332313734355D2C5B2261222C22D8A7D986D981D8ACD8B1D8AA222C22D8A8D98AD8B1222C22D8ADD8A7D8ACD8B2D8A7222C22D8AED8A8D8B1222C22D8B1D8AFD987222C22D8B3D988D982222C22D8B9D8A8D988222C22D982D8B5D8B1222C22D987D8A7D8ACD985225D5D');
INSERT INTO "memory" VALUES('merge/s/66cbb28dedeed26dd2e09e0552705160',X'5B2272656D6F74655F6578706C6F73697665222C66616C73652C5B3734313536382C3734313536385D2C5B5B2274616C6C222C227761726461225D2C225359222C22416C2D5761726461222C226578616374222C5B33352E302C33382E305D5D2C5B5D2C5B5D2C5B37313530343133323135373934343732392C333235343838353939323936373933393733302C333537343430393132393233353835303732382C333931323235363139343538303137313031365D2C5B2262222C22D8A7D986D981D8ACD8B1D8AA222C22D8A8D98AD8B1222C22D8ADD8A7D8ACD8B2D8A7222C22D8AED8A8D8B1222C22D8B1D8AFD987222C22D8B3D988D982222C22D8B9D8A8D988222C22D982D8B5D8B1222C22D987D8A7D8ACD985225D5D');
INSERT INTO "memory" VALUES('merge/s/13fabfdc1399bd4d28af22117cdc27c8',X'5B2272656D6F74655F6578706C6F73697665222C66616C73652C5B3734313536382C3734313536385D2C5B5B22626972225D2C225359222C22416C2D5761726461222C226578616374222C5B33372E302C33382E305D5D2C5B5D2C5B5D2C5B313332313435393838383832383736323739312C31333133343639393539343938383532363839352C31333436353032323339333335323734393633315D2C5B2263222C22D8A7D986D981D8ACD8B1D8AA222C22D8A8D98AD8B1222C22D8ADD8A7D8ACD8B2D8A7222C22D8AED8A8D8B1222C22D8B1D8AFD987222C22D8B3D988D982222C22D8B9D8A8D988222C22D982D8B5D8B1222C22D987D8A7D8ACD985225D5D');
INSERT INTO "memory" VALUES('merge/p/19f2fee02ed3183f1a83a4ba3f1dccab',X'5B226230225D');
INSERT INTO "memory" VALUES('merge/p/c4a8e4bd10f49f1bc77a3a46e630329b',X'5B226130225D');
INSERT INTO "memory" VALUES('merge/e/dc6e172ce46a667a3b9063c063b27e1f',X'5B5B226576656E742D346531313935646630323064222C2235313332396130353931303534353534646132393539343837613539663166623438616666303939386438386464613939646232393638306238663161626265225D2C5B226576656E742D633032633062393635653032222C2262666661663237613262623337313362646562396566653162613565313936303238396138386261633262353738643534373462323034356139366439666266225D5D');
INSERT INTO "memory" VALUES('merge/e/5cb391f002cb98649f62ebd0ff4f1bb5',X'5B5D');
INSERT INTO "memory" VALUES('merge/e/eec3437577c2497773e0901a9cbad723',X'5B5B226576656E742D396330616265353163366536222C2261356235613436323031343834616632336361643835663762323338663361303739366430386537653334363662316166363062386436393332386232303137225D5D');
CREATE TABLE mention (
	id TEXT NOT NULL, 
	doc_id TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	event_type TEXT NOT NULL, 
	sub_event_type TEXT NOT NULL, 
	status TEXT NOT NULL, 
	date_start TEXT, 
	date_end TEXT, 
	date_precision TEXT, 
	country TEXT, 
	admin1 TEXT, 
	geonameid INTEGER, 
	lat REAL, 
	lon REAL, 
	place_precision TEXT, 
	killed_min INTEGER, 
	killed_max INTEGER, 
	wounded_min INTEGER, 
	wounded_max INTEGER, 
	confidence REAL NOT NULL, 
	record TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (doc_id, position), 
	FOREIGN KEY(doc_id) REFERENCES document (id) ON DELETE CASCADE
);
INSERT INTO "mention" VALUES('a0','a',0,'explosion','remote_explosive','reported','2031-05-06','2031-05-06','day','SY','Al-Warda',NULL,35.0,38.0,'exact',NULL,NULL,NULL,NULL,0.6,'{"schema": "rasd/1", "id": "a0", "doc_id": "a", "event_type": "explosion", "sub_event_type": "remote_explosive", "status": "reported", "date": {"start": "2031-05-06", "end": "2031-05-06", "precision": "day", "text": "date"}, "place": {"text": "Tall Warda", "name_en": "Tall Warda", "name_ar": null, "geonameid": null, "country": "SY", "admin1": "Al-Warda", "admin2": null, "lat": 35.0, "lon": 38.0, "precision": "exact"}, "perpetrators": [], "targets": [], "weapons": [], "killed": null, "wounded": null, "killed_or_wounded": null, "abducted": null, "detained": null, "harm": [], "materiel": [], "claimed_by": [], "attribution": [], "campaign": null, "confidence": 0.6, "evidence": [{"field": "event", "start": 7, "end": 39, "quote": "انفجرت عبوة في تل وردة قرب السوق"}], "conflicts": []}');
INSERT INTO "mention" VALUES('a1','a',1,'explosion','remote_explosive','reported','2031-05-06','2031-05-06','day','SY','Al-Warda',NULL,36.0,38.0,'exact',NULL,NULL,NULL,NULL,0.6,'{"schema": "rasd/1", "id": "a1", "doc_id": "a", "event_type": "explosion", "sub_event_type": "remote_explosive", "status": "reported", "date": {"start": "2031-05-06", "end": "2031-05-06", "precision": "day", "text": "date"}, "place": {"text": "Qasr", "name_en": "Qasr", "name_ar": null, "geonameid": null, "country": "SY", "admin1": "Al-Warda", "admin2": null, "lat": 36.0, "lon": 38.0, "precision": "exact"}, "perpetrators": [], "targets": [], "weapons": [], "killed": null, "wounded": null, "killed_or_wounded": null, "abducted": null, "detained": null, "harm": [], "materiel": [], "claimed_by": [], "attribution": [], "campaign": null, "confidence": 0.6, "evidence": [{"field": "event", "start": 48, "end": 78, "quote": "وقصفت الطائرات قرية القصر مساء"}], "conflicts": []}');
INSERT INTO "mention" VALUES('b0','b',0,'explosion','remote_explosive','reported','2031-05-06','2031-05-06','day','SY','Al-Warda',NULL,35.0,38.0,'exact',NULL,NULL,NULL,NULL,0.6,'{"schema": "rasd/1", "id": "b0", "doc_id": "b", "event_type": "explosion", "sub_event_type": "remote_explosive", "status": "reported", "date": {"start": "2031-05-06", "end": "2031-05-06", "precision": "day", "text": "date"}, "place": {"text": "Tall Warda", "name_en": "Tall Warda", "name_ar": null, "geonameid": null, "country": "SY", "admin1": "Al-Warda", "admin2": null, "lat": 35.0, "lon": 38.0, "precision": "exact"}, "perpetrators": [], "targets": [], "weapons": [], "killed": null, "wounded": null, "killed_or_wounded": null, "abducted": null, "detained": null, "harm": [], "materiel": [], "claimed_by": [], "attribution": [], "campaign": null, "confidence": 0.6, "evidence": [{"field": "event", "start": 7, "end": 39, "quote": "انفجرت عبوة في تل وردة قرب السوق"}], "conflicts": []}');
INSERT INTO "mention" VALUES('c2','c',0,'explosion','remote_explosive','reported','2031-05-06','2031-05-06','day','SY','Al-Warda',NULL,37.0,38.0,'exact',NULL,NULL,NULL,NULL,0.6,'{"schema": "rasd/1", "id": "c2", "doc_id": "c", "event_type": "explosion", "sub_event_type": "remote_explosive", "status": "reported", "date": {"start": "2031-05-06", "end": "2031-05-06", "precision": "day", "text": "date"}, "place": {"text": "Bir", "name_en": "Bir", "name_ar": null, "geonameid": null, "country": "SY", "admin1": "Al-Warda", "admin2": null, "lat": 37.0, "lon": 38.0, "precision": "exact"}, "perpetrators": [], "targets": [], "weapons": [], "killed": null, "wounded": null, "killed_or_wounded": null, "abducted": null, "detained": null, "harm": [], "materiel": [], "claimed_by": [], "attribution": [], "campaign": null, "confidence": 0.6, "evidence": [{"field": "event", "start": 87, "end": 114, "quote": "وهاجم مسلحون حاجزا في البئر"}], "conflicts": []}');
CREATE TABLE mention_was (
	old_id TEXT NOT NULL, 
	new_id TEXT NOT NULL, 
	PRIMARY KEY (old_id, new_id)
);
CREATE TABLE meta (
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "meta" VALUES('record_schema','rasd/1');
INSERT INTO "meta" VALUES('revision','7');
INSERT INTO "meta" VALUES('log_seq','9');
INSERT INTO "meta" VALUES('log_hash','7a4367a8ef0f4010232e517b087f891cd740adbd66d9fa98dcd7f1a1ba867ced');
INSERT INTO "meta" VALUES('events_revision','7');
INSERT INTO "meta" VALUES('memory_recipe','rules/0.1.0/ef1df60f1ed2d270/0b9af12a5854a705');
CREATE TABLE original (
	sha256 TEXT NOT NULL, 
	size INTEGER NOT NULL, 
	media_type TEXT NOT NULL, 
	PRIMARY KEY (sha256)
);
CREATE TABLE original_piece (
	sha256 TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	data BLOB NOT NULL, 
	PRIMARY KEY (sha256, position), 
	FOREIGN KEY(sha256) REFERENCES original (sha256)
);
CREATE TABLE reuse (
	doc_id TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	of_id TEXT NOT NULL, 
	share REAL NOT NULL, 
	record TEXT NOT NULL, 
	PRIMARY KEY (doc_id, position), 
	FOREIGN KEY(doc_id) REFERENCES document (id) ON DELETE CASCADE, 
	FOREIGN KEY(of_id) REFERENCES document (id) ON DELETE CASCADE
);
INSERT INTO "reuse" VALUES('b',0,'a',0.88,'{"of": "a", "share": 0.88, "spans": [{"start": 7, "end": 119, "of_start": 7, "of_end": 119}], "kind": "whole", "agency": null}');
INSERT INTO "reuse" VALUES('b',1,'c',0.88,'{"of": "c", "share": 0.88, "spans": [{"start": 7, "end": 119, "of_start": 7, "of_end": 119}], "kind": "whole", "agency": null}');
INSERT INTO "reuse" VALUES('c',0,'a',0.88,'{"of": "a", "share": 0.88, "spans": [{"start": 7, "end": 119, "of_start": 7, "of_end": 119}], "kind": "whole", "agency": null}');
CREATE TABLE search_part (
	id INTEGER NOT NULL, 
	doc_id TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	lemmas TEXT NOT NULL, 
	forms TEXT NOT NULL, 
	words INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (doc_id, position), 
	FOREIGN KEY(doc_id) REFERENCES document (id) ON DELETE CASCADE
);
INSERT INTO "search_part" VALUES(1,'a',0,' خبر  a  انفجرت  عبوة  في  تل  وردة  قرب  السوق  بحسب  a  وقصفت  الطائرات  قرية  القصر  مساء  بحسب  a  وهاجم  مسلحون  حاجزا  في  البئر  بحسب  a ',' خبر  a  انفجرت  عبوة  في  تل  وردة  قرب  السوق  بحسب  a  وقصفت  الطائرات  قرية  القصر  مساء  بحسب  a  وهاجم  مسلحون  حاجزا  في  البئر  بحسب  a ',25);
INSERT INTO "search_part" VALUES(2,'b',0,' خبر  b  انفجرت  عبوة  في  تل  وردة  قرب  السوق  بحسب  b  وقصفت  الطائرات  قرية  القصر  مساء  بحسب  b  وهاجم  مسلحون  حاجزا  في  البئر  بحسب  b ',' خبر  b  انفجرت  عبوة  في  تل  وردة  قرب  السوق  بحسب  b  وقصفت  الطائرات  قرية  القصر  مساء  بحسب  b  وهاجم  مسلحون  حاجزا  في  البئر  بحسب  b ',25);
INSERT INTO "search_part" VALUES(3,'c',0,' خبر  c  انفجرت  عبوة  في  تل  وردة  قرب  السوق  بحسب  c  وقصفت  الطائرات  قرية  القصر  مساء  بحسب  c  وهاجم  مسلحون  حاجزا  في  البئر  بحسب  c ',' خبر  c  انفجرت  عبوة  في  تل  وردة  قرب  السوق  بحسب  c  وقصفت  الطائرات  قرية  القصر  مساء  بحسب  c  وهاجم  مسلحون  حاجزا  في  البئر  بحسب  c ',25);
CREATE TABLE search_state (
	doc_id TEXT NOT NULL, 
	analysis TEXT NOT NULL, 
	PRIMARY KEY (doc_id), 
	FOREIGN KEY(doc_id) REFERENCES document (id) ON DELETE CASCADE
);
INSERT INTO "search_state" VALUES('a','plain');
INSERT INTO "search_state" VALUES('b','plain');
INSERT INTO "search_state" VALUES('c','plain');
CREATE TABLE store_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT store_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "store_version" VALUES('0005_search');
CREATE INDEX document_sha256 ON document (sha256);
CREATE INDEX document_published ON document (published);
CREATE INDEX document_outlet ON document (outlet);
CREATE INDEX mention_type ON mention (event_type, sub_event_type);
CREATE INDEX mention_place ON mention (country, admin1);
CREATE INDEX mention_date ON mention (date_start);
CREATE INDEX mention_confidence ON mention (confidence);
CREATE INDEX figure_quantity ON figure (quantity);
CREATE INDEX reuse_of ON reuse (of_id);
CREATE INDEX event_date ON event (date_key, id);
CREATE INDEX event_type ON event (event_type, sub_event_type);
CREATE INDEX event_status ON event (status);
CREATE INDEX event_place ON event (country, admin1);
CREATE INDEX event_map ON event (lat, lon);
CREATE INDEX event_confidence ON event (confidence);
CREATE INDEX event_mention_event ON event_mention (event_id);
CREATE INDEX event_document_event ON event_document (event_id);
CREATE TRIGGER judgement_no_update BEFORE UPDATE ON judgement BEGIN SELECT RAISE(ABORT, 'rows of judgement are never changed'); END;
CREATE TRIGGER judgement_no_delete BEFORE DELETE ON judgement BEGIN SELECT RAISE(ABORT, 'rows of judgement are never changed'); END;
CREATE TRIGGER log_no_update BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'rows of log are never changed'); END;
CREATE TRIGGER log_no_delete BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'rows of log are never changed'); END;
CREATE INDEX document_original_of ON document_original (sha256);
CREATE TRIGGER search_part_in AFTER INSERT ON search_part BEGIN INSERT INTO search_index (rowid, lemmas) VALUES (new.id, new.lemmas); END;
CREATE TRIGGER search_part_out AFTER DELETE ON search_part BEGIN INSERT INTO search_index (search_index, rowid, lemmas) VALUES ('delete', old.id, old.lemmas); END;
CREATE VIRTUAL TABLE search_index USING fts5(lemmas, content='search_part', content_rowid='id', tokenize='unicode61 remove_diacritics 0');
INSERT INTO search_index (search_index) VALUES('rebuild');
COMMIT;
