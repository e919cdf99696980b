-- +goose Up
-- Facts stand in clear and never name the candidate; what does is in the sealed columns. Times are Unix milliseconds UTC.
CREATE TABLE people (
    id          TEXT PRIMARY KEY,
    name_key    TEXT NOT NULL,
    address_key TEXT UNIQUE,
    service     INTEGER NOT NULL,
    created_at  INTEGER NOT NULL,
    sealed      BLOB NOT NULL
) STRICT;
CREATE INDEX people_by_name ON people (name_key);

CREATE TABLE api_keys (
    id         TEXT PRIMARY KEY,
    prefix     TEXT NOT NULL UNIQUE,
    hash       BLOB NOT NULL,
    person_id  TEXT NOT NULL REFERENCES people (id),
    roles      TEXT NOT NULL,
    entities   TEXT NOT NULL,
    test       INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    revoked_at INTEGER
) STRICT;

CREATE TABLE offers (
    id         TEXT PRIMARY KEY,
    entity     TEXT NOT NULL,
    state      TEXT NOT NULL,
    revision   INTEGER NOT NULL,
    opened_at  INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    facts      TEXT NOT NULL
) STRICT;
CREATE INDEX offers_by_time ON offers (opened_at, id);
CREATE INDEX offers_by_entity ON offers (entity, opened_at, id);
CREATE INDEX offers_by_state ON offers (state, opened_at, id);

CREATE TABLE offer_sources (
    entity      TEXT NOT NULL,
    system      TEXT NOT NULL,
    account     TEXT NOT NULL,
    application TEXT NOT NULL,
    offer_id    TEXT NOT NULL,
    PRIMARY KEY (entity, system, account, application)
) STRICT;
CREATE INDEX offer_sources_by_offer ON offer_sources (offer_id);

CREATE TABLE offer_keys (
    offer_id    TEXT PRIMARY KEY,
    wrapped_key BLOB NOT NULL,
    salt        BLOB NOT NULL
) STRICT;

CREATE TABLE offer_search (
    word     TEXT NOT NULL,
    offer_id TEXT NOT NULL,
    PRIMARY KEY (word, offer_id)
) STRICT;
CREATE INDEX offer_search_by_offer ON offer_search (offer_id);

CREATE TABLE handoffs (
    offer_id    TEXT NOT NULL,
    id          TEXT NOT NULL,
    round       INTEGER NOT NULL,
    digest_key  TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    received_by TEXT NOT NULL,
    sealed      BLOB NOT NULL,
    PRIMARY KEY (offer_id, id),
    UNIQUE (offer_id, digest_key)
) STRICT;

CREATE TABLE letters (
    offer_id   TEXT NOT NULL,
    number     INTEGER NOT NULL,
    handoff_id TEXT NOT NULL,
    round      INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    author     TEXT NOT NULL,
    summary    BLOB NOT NULL,
    sealed     BLOB NOT NULL,
    PRIMARY KEY (offer_id, number)
) STRICT;

CREATE TABLE documents (
    offer_id    TEXT NOT NULL,
    letter      INTEGER NOT NULL,
    id          TEXT NOT NULL,
    blob_digest TEXT NOT NULL,
    PRIMARY KEY (offer_id, letter, id)
) STRICT;

CREATE TABLE blobs (
    offer_id TEXT NOT NULL,
    digest   TEXT NOT NULL,
    sealed   BLOB NOT NULL,
    PRIMARY KEY (offer_id, digest)
) STRICT;

CREATE TABLE flags (
    offer_id  TEXT NOT NULL,
    id        TEXT NOT NULL,
    letter    INTEGER NOT NULL,
    ordinal   INTEGER NOT NULL,
    code      TEXT NOT NULL,
    severity  TEXT NOT NULL,
    decides   TEXT NOT NULL,
    raised_at INTEGER NOT NULL,
    sealed    BLOB NOT NULL,
    PRIMARY KEY (offer_id, id),
    UNIQUE (offer_id, letter, ordinal)
) STRICT;

CREATE TABLE decisions (
    offer_id   TEXT NOT NULL,
    id         TEXT NOT NULL,
    flag_id    TEXT NOT NULL,
    letter     INTEGER NOT NULL,
    verdict    TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_at INTEGER NOT NULL,
    sealed     BLOB NOT NULL,
    PRIMARY KEY (offer_id, id),
    UNIQUE (offer_id, flag_id)
) STRICT;

CREATE TABLE events (
    offer_id TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    id       TEXT NOT NULL,
    type     TEXT NOT NULL,
    at       INTEGER NOT NULL,
    facts    TEXT NOT NULL,
    hash     TEXT NOT NULL,
    sealed   BLOB,
    PRIMARY KEY (offer_id, sequence)
) STRICT;

CREATE TABLE claims (
    owner      TEXT NOT NULL,
    operation  TEXT NOT NULL,
    key        TEXT NOT NULL,
    body       TEXT NOT NULL,
    token      TEXT NOT NULL,
    until      INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    result     TEXT,
    PRIMARY KEY (owner, operation, key)
) STRICT;
CREATE INDEX claims_by_expiry ON claims (expires_at);

CREATE TABLE library_items (
    kind        TEXT NOT NULL,
    id          TEXT NOT NULL,
    version     INTEGER NOT NULL,
    family      TEXT NOT NULL,
    digest      TEXT NOT NULL,
    status      TEXT NOT NULL,
    imported_at INTEGER NOT NULL,
    files       TEXT NOT NULL,
    PRIMARY KEY (kind, id, version)
) STRICT;

-- What is written once is never changed. Only offer_keys and offer_search lose rows, when an offer is erased.
-- +goose StatementBegin
CREATE TRIGGER handoffs_no_update BEFORE UPDATE ON handoffs BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER handoffs_no_delete BEFORE DELETE ON handoffs BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER letters_no_update BEFORE UPDATE ON letters BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER letters_no_delete BEFORE DELETE ON letters BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER documents_no_update BEFORE UPDATE ON documents BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER documents_no_delete BEFORE DELETE ON documents BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER blobs_no_update BEFORE UPDATE ON blobs BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER blobs_no_delete BEFORE DELETE ON blobs BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER flags_no_update BEFORE UPDATE ON flags BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER flags_no_delete BEFORE DELETE ON flags BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER decisions_no_update BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER decisions_no_delete BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER events_no_delete BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER library_items_no_update BEFORE UPDATE ON library_items BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER library_items_no_delete BEFORE DELETE ON library_items BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd

-- +goose Down
SELECT 'there is no way down: restore a backup' FROM no_way_down;
