-- +goose Up
-- The log-wide order of events is made after their commit, by one sealer at a time. An event row never changes, so its
-- position stands in a table of its own. events_waiting is what the sealer has still to place; a trigger fills it, so
-- that a program of the version before, which does not know of it, loses nothing.
CREATE TABLE event_positions (
    position BIGINT PRIMARY KEY,
    offer_id TEXT COLLATE "C" NOT NULL,
    sequence BIGINT NOT NULL,
    UNIQUE (offer_id, sequence)
);

CREATE TABLE events_waiting (
    offer_id TEXT COLLATE "C" NOT NULL,
    sequence BIGINT NOT NULL,
    PRIMARY KEY (offer_id, sequence)
);
INSERT INTO events_waiting (offer_id, sequence) SELECT offer_id, sequence FROM events;
-- +goose StatementBegin
CREATE FUNCTION events_wait() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO events_waiting (offer_id, sequence) VALUES (NEW.offer_id, NEW.sequence);
    RETURN NULL;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER events_wait AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION events_wait();

-- A checkpoint is the hash over all positions up to its own. It is also published outside of the database.
CREATE TABLE checkpoints (
    position  BIGINT PRIMARY KEY,
    hash      TEXT COLLATE "C" NOT NULL,
    sealed_at BIGINT NOT NULL
);

CREATE TABLE leases (
    name   TEXT COLLATE "C" PRIMARY KEY,
    holder TEXT COLLATE "C" NOT NULL,
    until  BIGINT NOT NULL
);

-- Address and secrets of an endpoint are sealed under the installation's key. cursor is the last position that was
-- queued for it.
CREATE TABLE webhook_endpoints (
    id         TEXT COLLATE "C" PRIMARY KEY,
    revision   BIGINT NOT NULL,
    state      TEXT COLLATE "C" NOT NULL,
    entities   TEXT COLLATE "C" NOT NULL,
    types      TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    cursor     BIGINT NOT NULL,
    sealed     BYTEA NOT NULL
);

CREATE TABLE deliveries (
    endpoint_id TEXT COLLATE "C" NOT NULL,
    position    BIGINT NOT NULL,
    offer_id    TEXT COLLATE "C" NOT NULL,
    state       TEXT COLLATE "C" NOT NULL,
    attempts    BIGINT NOT NULL,
    due_at      BIGINT NOT NULL,
    token       TEXT COLLATE "C" NOT NULL,
    until       BIGINT NOT NULL,
    status      BIGINT NOT NULL,
    failure     TEXT COLLATE "C" NOT NULL,
    tried_at    BIGINT,
    PRIMARY KEY (endpoint_id, position)
);
CREATE INDEX deliveries_due ON deliveries (endpoint_id, due_at, position) WHERE state = 'waiting';
CREATE INDEX deliveries_of_offer ON deliveries (endpoint_id, offer_id, position) WHERE state = 'waiting';
CREATE INDEX deliveries_by_state ON deliveries (endpoint_id, state, position);

CREATE TRIGGER event_positions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event_positions FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER checkpoints_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON checkpoints FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- +goose Down
SELECT 'there is no way down: restore a backup' FROM no_way_down;
