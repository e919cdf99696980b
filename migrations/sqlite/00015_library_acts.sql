-- +goose Up
-- What was done to the versions of the library: published by whom, put in force, taken out of force from a day. Each row
-- is hashed over the one before.
CREATE TABLE library_acts (
    sequence INTEGER PRIMARY KEY,
    kind     TEXT NOT NULL,
    id       TEXT NOT NULL,
    version  INTEGER NOT NULL,
    act      TEXT NOT NULL,
    facts    TEXT NOT NULL,
    hash     TEXT NOT NULL,
    UNIQUE (kind, id, version, act)
) STRICT;

-- Which versions of the library each letter is made of. Letters mostly share their sets of pins: a set stands once, under
-- the digest of what it holds.
CREATE TABLE pin_sets (
    kind     TEXT NOT NULL,
    id       TEXT NOT NULL,
    version  INTEGER NOT NULL,
    pins     TEXT NOT NULL,
    PRIMARY KEY (kind, id, version, pins)
) STRICT;
CREATE INDEX pin_sets_by_digest ON pin_sets (pins);

CREATE TABLE letter_pins (
    offer_id TEXT NOT NULL,
    letter   INTEGER NOT NULL,
    pins     TEXT NOT NULL,
    PRIMARY KEY (offer_id, letter)
) STRICT;
CREATE INDEX letter_pins_by_set ON letter_pins (pins, offer_id, letter);

-- +goose StatementBegin
CREATE TRIGGER library_acts_no_update BEFORE UPDATE ON library_acts BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER library_acts_no_delete BEFORE DELETE ON library_acts BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER pin_sets_no_update BEFORE UPDATE ON pin_sets BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER pin_sets_no_delete BEFORE DELETE ON pin_sets BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER letter_pins_no_update BEFORE UPDATE ON letter_pins BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER letter_pins_no_delete BEFORE DELETE ON letter_pins BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd

-- +goose Down
SELECT 'there is no way down: restore a backup' FROM no_way_down;
