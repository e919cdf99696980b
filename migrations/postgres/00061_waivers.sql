-- +goose Up
-- Decisions that hold beyond their letter: the same rule finding the same value at the same employer and place, until a
-- time. The value stands as a digest that is keyed by the installation. The reason is the decision's comment.
CREATE TABLE waivers (
    id         TEXT COLLATE "C" PRIMARY KEY,
    offer_id   TEXT COLLATE "C" NOT NULL,
    code       TEXT COLLATE "C" NOT NULL,
    term       TEXT COLLATE "C" NOT NULL,
    value_key  TEXT COLLATE "C" NOT NULL,
    entity     TEXT COLLATE "C" NOT NULL,
    place      TEXT COLLATE "C" NOT NULL,
    author     TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE INDEX waivers_alike ON waivers (entity, place, code, expires_at);

-- +goose Down
SELECT 'there is no way down: restore a backup' FROM no_way_down;
