-- +goose Up
-- The log-wide order of events is made after their commit, by one sealer at a time. An event row never changes, so its
-- position stands in a table of its own. events_waiting is what the sealer has still to place; a trigger fills it, so
-- that a program of the version before, which does not know of it, loses nothing.
CREATE TABLE event_positions (
    position INTEGER PRIMARY KEY,
    offer_id TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    UNIQUE (offer_id, sequence)
) STRICT;

CREATE TABLE events_waiting (
    offer_id TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    PRIMARY KEY (offer_id, sequence)
) STRICT;
INSERT INTO events_waiting (offer_id, sequence) SELECT offer_id, sequence FROM events;
-- +goose StatementBegin
CREATE TRIGGER events_wait AFTER INSERT ON events BEGIN
    INSERT INTO events_waiting (offer_id, sequence) VALUES (NEW.offer_id, NEW.sequence);
END;
-- +goose StatementEnd

-- A checkpoint is the hash over all positions up to its own. It is also published outside of the database.
CREATE TABLE checkpoints (
    position  INTEGER PRIMARY KEY,
    hash      TEXT NOT NULL,
    sealed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE leases (
    name   TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    until  INTEGER NOT NULL
) STRICT;

-- Address and secrets of an endpoint are sealed under the installation's key. cursor is the last position that was
-- queued for it.
CREATE TABLE webhook_endpoints (
    id         TEXT PRIMARY KEY,
    revision   INTEGER NOT NULL,
    state      TEXT NOT NULL,
    entities   TEXT NOT NULL,
    types      TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    cursor     INTEGER NOT NULL,
    sealed     BLOB NOT NULL
) STRICT;

CREATE TABLE deliveries (
    endpoint_id TEXT NOT NULL,
    position    INTEGER NOT NULL,
    offer_id    TEXT NOT NULL,
    state       TEXT NOT NULL,
    attempts    INTEGER NOT NULL,
    due_at      INTEGER NOT NULL,
    token       TEXT NOT NULL,
    until       INTEGER NOT NULL,
    status      INTEGER NOT NULL,
    failure     TEXT NOT NULL,
    tried_at    INTEGER,
    PRIMARY KEY (endpoint_id, position)
) STRICT;
CREATE INDEX deliveries_due ON deliveries (endpoint_id, due_at, position) WHERE state = 'waiting';
CREATE INDEX deliveries_of_offer ON deliveries (endpoint_id, offer_id, position) WHERE state = 'waiting';
CREATE INDEX deliveries_by_state ON deliveries (endpoint_id, state, position);

-- +goose StatementBegin
CREATE TRIGGER event_positions_no_update BEFORE UPDATE ON event_positions BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER event_positions_no_delete BEFORE DELETE ON event_positions BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER checkpoints_no_update BEFORE UPDATE ON checkpoints BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER checkpoints_no_delete BEFORE DELETE ON checkpoints BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd

-- +goose Down
SELECT 'there is no way down: restore a backup' FROM no_way_down;
