-- +goose Up
-- Decisions that hold beyond their letter: the same rule finding the same value at the same employer and place, until a
-- time. The value stands as a digest that is keyed by the installation. The reason is the decision's comment.
CREATE TABLE waivers (
    id         TEXT PRIMARY KEY,
    offer_id   TEXT NOT NULL,
    code       TEXT NOT NULL,
    term       TEXT NOT NULL,
    value_key  TEXT NOT NULL,
    entity     TEXT NOT NULL,
    place      TEXT NOT NULL,
    author     TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;
CREATE INDEX waivers_alike ON waivers (entity, place, code, expires_at);

-- +goose Down
SELECT 'there is no way down: restore a backup' FROM no_way_down;
