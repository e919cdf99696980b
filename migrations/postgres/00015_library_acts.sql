-- +goose Up
-- What was done to the versions of the library: published by whom, put in force, taken out of force from a day. Each row
-- is hashed over the one before.
CREATE TABLE library_acts (
    sequence BIGINT PRIMARY KEY,
    kind     TEXT COLLATE "C" NOT NULL,
    id       TEXT COLLATE "C" NOT NULL,
    version  BIGINT NOT NULL,
    act      TEXT COLLATE "C" NOT NULL,
    facts    TEXT COLLATE "C" NOT NULL,
    hash     TEXT COLLATE "C" NOT NULL,
    UNIQUE (kind, id, version, act)
);

-- Which versions of the library each letter is made of. Letters mostly share their sets of pins: a set stands once, under
-- the digest of what it holds.
CREATE TABLE pin_sets (
    kind     TEXT COLLATE "C" NOT NULL,
    id       TEXT COLLATE "C" NOT NULL,
    version  BIGINT NOT NULL,
    pins     TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (kind, id, version, pins)
);
CREATE INDEX pin_sets_by_digest ON pin_sets (pins);

CREATE TABLE letter_pins (
    offer_id TEXT COLLATE "C" NOT NULL,
    letter   BIGINT NOT NULL,
    pins     TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (offer_id, letter)
);
CREATE INDEX letter_pins_by_set ON letter_pins (pins, offer_id, letter);

CREATE TRIGGER library_acts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON library_acts FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER pin_sets_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON pin_sets FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER letter_pins_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON letter_pins FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- +goose Down
SELECT 'there is no way down: restore a backup' FROM no_way_down;
