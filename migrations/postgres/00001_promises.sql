-- +goose Up
-- Facts stand in clear and never name the candidate; what does is in the sealed columns. Times are Unix milliseconds UTC.
-- Text is compared by its bytes (COLLATE "C"), so that order and indexes do not depend on the locale data of the machine.
CREATE TABLE people (
    id          TEXT COLLATE "C" PRIMARY KEY,
    name_key    TEXT COLLATE "C" NOT NULL,
    address_key TEXT COLLATE "C" UNIQUE,
    service     BIGINT NOT NULL,
    created_at  BIGINT NOT NULL,
    sealed      BYTEA NOT NULL
);
CREATE INDEX people_by_name ON people (name_key);

CREATE TABLE api_keys (
    id         TEXT COLLATE "C" PRIMARY KEY,
    prefix     TEXT COLLATE "C" NOT NULL UNIQUE,
    hash       BYTEA NOT NULL,
    person_id  TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    roles      TEXT COLLATE "C" NOT NULL,
    entities   TEXT COLLATE "C" NOT NULL,
    test       BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    revoked_at BIGINT
);

CREATE TABLE offers (
    id         TEXT COLLATE "C" PRIMARY KEY,
    entity     TEXT COLLATE "C" NOT NULL,
    state      TEXT COLLATE "C" NOT NULL,
    revision   BIGINT NOT NULL,
    opened_at  BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    facts      TEXT COLLATE "C" NOT NULL
);
CREATE INDEX offers_by_time ON offers (opened_at, id);
CREATE INDEX offers_by_entity ON offers (entity, opened_at, id);
CREATE INDEX offers_by_state ON offers (state, opened_at, id);

CREATE TABLE offer_sources (
    entity      TEXT COLLATE "C" NOT NULL,
    system      TEXT COLLATE "C" NOT NULL,
    account     TEXT COLLATE "C" NOT NULL,
    application TEXT COLLATE "C" NOT NULL,
    offer_id    TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (entity, system, account, application)
);
CREATE INDEX offer_sources_by_offer ON offer_sources (offer_id);

CREATE TABLE offer_keys (
    offer_id    TEXT COLLATE "C" PRIMARY KEY,
    wrapped_key BYTEA NOT NULL,
    salt        BYTEA NOT NULL
);

CREATE TABLE offer_search (
    word     TEXT COLLATE "C" NOT NULL,
    offer_id TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (word, offer_id)
);
CREATE INDEX offer_search_by_offer ON offer_search (offer_id);

CREATE TABLE handoffs (
    offer_id    TEXT COLLATE "C" NOT NULL,
    id          TEXT COLLATE "C" NOT NULL,
    round       BIGINT NOT NULL,
    digest_key  TEXT COLLATE "C" NOT NULL,
    received_at BIGINT NOT NULL,
    received_by TEXT COLLATE "C" NOT NULL,
    sealed      BYTEA NOT NULL,
    PRIMARY KEY (offer_id, id),
    UNIQUE (offer_id, digest_key)
);

CREATE TABLE letters (
    offer_id   TEXT COLLATE "C" NOT NULL,
    number     BIGINT NOT NULL,
    handoff_id TEXT COLLATE "C" NOT NULL,
    round      BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    author     TEXT COLLATE "C" NOT NULL,
    summary    BYTEA NOT NULL,
    sealed     BYTEA NOT NULL,
    PRIMARY KEY (offer_id, number)
);

CREATE TABLE documents (
    offer_id    TEXT COLLATE "C" NOT NULL,
    letter      BIGINT NOT NULL,
    id          TEXT COLLATE "C" NOT NULL,
    blob_digest TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (offer_id, letter, id)
);

CREATE TABLE blobs (
    offer_id TEXT COLLATE "C" NOT NULL,
    digest   TEXT COLLATE "C" NOT NULL,
    sealed   BYTEA NOT NULL,
    PRIMARY KEY (offer_id, digest)
);

CREATE TABLE flags (
    offer_id  TEXT COLLATE "C" NOT NULL,
    id        TEXT COLLATE "C" NOT NULL,
    letter    BIGINT NOT NULL,
    ordinal   BIGINT NOT NULL,
    code      TEXT COLLATE "C" NOT NULL,
    severity  TEXT COLLATE "C" NOT NULL,
    decides   TEXT COLLATE "C" NOT NULL,
    raised_at BIGINT NOT NULL,
    sealed    BYTEA NOT NULL,
    PRIMARY KEY (offer_id, id),
    UNIQUE (offer_id, letter, ordinal)
);

CREATE TABLE decisions (
    offer_id   TEXT COLLATE "C" NOT NULL,
    id         TEXT COLLATE "C" NOT NULL,
    flag_id    TEXT COLLATE "C" NOT NULL,
    letter     BIGINT NOT NULL,
    verdict    TEXT COLLATE "C" NOT NULL,
    decided_by TEXT COLLATE "C" NOT NULL,
    decided_at BIGINT NOT NULL,
    sealed     BYTEA NOT NULL,
    PRIMARY KEY (offer_id, id),
    UNIQUE (offer_id, flag_id)
);

CREATE TABLE events (
    offer_id TEXT COLLATE "C" NOT NULL,
    sequence BIGINT NOT NULL,
    id       TEXT COLLATE "C" NOT NULL,
    type     TEXT COLLATE "C" NOT NULL,
    at       BIGINT NOT NULL,
    facts    TEXT COLLATE "C" NOT NULL,
    hash     TEXT COLLATE "C" NOT NULL,
    sealed   BYTEA,
    PRIMARY KEY (offer_id, sequence)
);

CREATE TABLE claims (
    owner      TEXT COLLATE "C" NOT NULL,
    operation  TEXT COLLATE "C" NOT NULL,
    key        TEXT COLLATE "C" NOT NULL,
    body       TEXT COLLATE "C" NOT NULL,
    token      TEXT COLLATE "C" NOT NULL,
    until      BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    result     TEXT COLLATE "C",
    PRIMARY KEY (owner, operation, key)
);
CREATE INDEX claims_by_expiry ON claims (expires_at);

CREATE TABLE library_items (
    kind        TEXT COLLATE "C" NOT NULL,
    id          TEXT COLLATE "C" NOT NULL,
    version     BIGINT NOT NULL,
    family      TEXT COLLATE "C" NOT NULL,
    digest      TEXT COLLATE "C" NOT NULL,
    status      TEXT COLLATE "C" NOT NULL,
    imported_at BIGINT NOT NULL,
    files       TEXT COLLATE "C" NOT NULL,
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
