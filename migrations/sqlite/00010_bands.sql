-- +goose Up
-- Bands of base pay: a version is never changed; a correction is the next version of its slot. They name no candidate.
CREATE TABLE bands (
    slot            TEXT NOT NULL,
    version         INTEGER NOT NULL,
    entity          TEXT NOT NULL,
    level           TEXT NOT NULL,
    place           TEXT NOT NULL,
    job_family      TEXT NOT NULL,
    minimum         TEXT NOT NULL,
    midpoint        TEXT NOT NULL,
    maximum         TEXT NOT NULL,
    currency        TEXT NOT NULL,
    per             TEXT NOT NULL,
    bonus_limit     TEXT,
    effective_from  TEXT NOT NULL,
    effective_until TEXT,
    source          TEXT NOT NULL,
    digest          TEXT NOT NULL,
    imported_at     INTEGER NOT NULL,
    imported_by     TEXT NOT NULL,
    PRIMARY KEY (slot, version)
) STRICT;
CREATE INDEX bands_by_level ON bands (level, place);
-- +goose StatementBegin
CREATE TRIGGER bands_no_update BEFORE UPDATE ON bands BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER bands_no_delete BEFORE DELETE ON bands BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd

-- Who an offer names, and whether only they may see it: read out of its facts, so that no writer can leave it out.
ALTER TABLE offers ADD COLUMN confidential INTEGER GENERATED ALWAYS AS (coalesce(json_extract(facts, '$.confidential'), 0)) VIRTUAL;
ALTER TABLE offers ADD COLUMN hiring_manager TEXT GENERATED ALWAYS AS (coalesce(json_extract(facts, '$.groups.hiring_manager'), '')) VIRTUAL;
ALTER TABLE offers ADD COLUMN recruiter TEXT GENERATED ALWAYS AS (coalesce(json_extract(facts, '$.groups.recruiter'), '')) VIRTUAL;
ALTER TABLE offers ADD COLUMN author TEXT GENERATED ALWAYS AS (coalesce(json_extract(facts, '$.author'), '')) VIRTUAL;
CREATE INDEX offers_by_hiring_manager ON offers (hiring_manager, opened_at, id);

-- The source's own version of a handoff, keyed by the offer: one version, one content.
ALTER TABLE handoffs ADD COLUMN version_key TEXT;
CREATE UNIQUE INDEX handoffs_by_version ON handoffs (offer_id, version_key);

-- +goose Down
SELECT 'there is no way down: restore a backup' FROM no_way_down;
