-- +goose Up
-- Facts stand in clear and never name the candidate; what does is in the sealed columns. Times are Unix milliseconds UTC.
CREATE TABLE people (
    id          TEXT PRIMARY KEY,
    name_key    TEXT NOT NULL,
    address_key TEXT UNIQUE,
    service     BIGINT NOT NULL,
    created_at  BIGINT NOT NULL,
    sealed      BYTEA NOT NULL
);
CREATE INDEX people_by_name ON people (name_key);

CREATE TABLE api_keys (
    id         TEXT PRIMARY KEY,
    prefix     TEXT NOT NULL UNIQUE,
    hash       BYTEA NOT NULL,
    person_id  TEXT NOT NULL REFERENCES people (id),
    roles      TEXT NOT NULL,
    entities   TEXT NOT NULL,
    test       BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    revoked_at BIGINT
);

CREATE TABLE offers (
    id         TEXT PRIMARY KEY,
    entity     TEXT NOT NULL,
    state      TEXT NOT NULL,
    revision   BIGINT NOT NULL,
    opened_at  BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    facts      TEXT NOT NULL
);
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
);
CREATE INDEX offer_sources_by_offer ON offer_sources (offer_id);

CREATE TABLE offer_keys (
    offer_id    TEXT PRIMARY KEY,
    wrapped_key BYTEA NOT NULL,
    salt        BYTEA NOT NULL
);

CREATE TABLE offer_search (
    word     TEXT NOT NULL,
    offer_id TEXT NOT NULL,
    PRIMARY KEY (word, offer_id)
);
CREATE INDEX offer_search_by_offer ON offer_search (offer_id);

CREATE TABLE handoffs (
    offer_id    TEXT NOT NULL,
    id          TEXT NOT NULL,
    round       BIGINT NOT NULL,
    digest_key  TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    received_by TEXT NOT NULL,
    sealed      BYTEA NOT NULL,
    PRIMARY KEY (offer_id, id),
    UNIQUE (offer_id, digest_key)
);

CREATE TABLE letters (
    offer_id   TEXT NOT NULL,
    number     BIGINT NOT NULL,
    handoff_id TEXT NOT NULL,
    round      BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    author     TEXT NOT NULL,
    summary    BYTEA NOT NULL,
    sealed     BYTEA NOT NULL,
    PRIMARY KEY (offer_id, number)
);

CREATE TABLE documents (
    offer_id    TEXT NOT NULL,
    letter      BIGINT NOT NULL,
    id          TEXT NOT NULL,
    blob_digest TEXT NOT NULL,
    PRIMARY KEY (offer_id, letter, id)
);

CREATE TABLE blobs (
    offer_id TEXT NOT NULL,
    digest   TEXT NOT NULL,
    sealed   BYTEA NOT NULL,
    PRIMARY KEY (offer_id, digest)
);

CREATE TABLE flags (
    offer_id  TEXT NOT NULL,
    id        TEXT NOT NULL,
    letter    BIGINT NOT NULL,
    ordinal   BIGINT NOT NULL,
    code      TEXT NOT NULL,
    severity  TEXT NOT NULL,
    decides   TEXT NOT NULL,
    raised_at BIGINT NOT NULL,
    sealed    BYTEA NOT NULL,
    PRIMARY KEY (offer_id, id),
    UNIQUE (offer_id, letter, ordinal)
);

CREATE TABLE decisions (
    offer_id   TEXT NOT NULL,
    id         TEXT NOT NULL,
    flag_id    TEXT NOT NULL,
    letter     BIGINT NOT NULL,
    verdict    TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_at BIGINT NOT NULL,
    sealed     BYTEA NOT NULL,
    PRIMARY KEY (offer_id, id),
    UNIQUE (offer_id, flag_id)
);

CREATE TABLE events (
    offer_id TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    id       TEXT NOT NULL,
    type     TEXT NOT NULL,
    at       BIGINT NOT NULL,
    facts    TEXT NOT NULL,
    hash     TEXT NOT NULL,
    sealed   BYTEA,
    PRIMARY KEY (offer_id, sequence)
);

CREATE TABLE claims (
    owner      TEXT NOT NULL,
    operation  TEXT NOT NULL,
    key        TEXT NOT NULL,
    body       TEXT NOT NULL,
    token      TEXT NOT NULL,
    until      BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    result     TEXT,
    PRIMARY KEY (owner, operation, key)
);
CREATE INDEX claims_by_expiry ON claims (expires_at);

CREATE TABLE library_items (
    kind        TEXT NOT NULL,
    id          TEXT NOT NULL,
    version     BIGINT NOT NULL,
    family      TEXT NOT NULL,
    digest      TEXT NOT NULL,
    status      TEXT NOT NULL,
    imported_at BIGINT NOT NULL,
    files       TEXT NOT NULL,
    PRIMARY KEY (kind, id, version)
);

-- What is written once is never changed. Only offer_keys and offer_search lose rows, when an offer is erased.
-- +goose StatementBegin
CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append-only' USING ERRCODE = 'P0001';
END
$$;
-- +goose StatementEnd
CREATE TRIGGER handoffs_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON handoffs FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER letters_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON letters FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER documents_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON documents FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER blobs_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON blobs FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER flags_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON flags FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER decisions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON decisions FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER library_items_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON library_items FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- +goose Down
SELECT 'there is no way down: restore a backup' FROM no_way_down;
