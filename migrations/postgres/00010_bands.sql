-- +goose Up
-- Bands of base pay: a version is never changed; a correction is the next version of its slot. They name no candidate.
CREATE TABLE bands (
    slot            TEXT COLLATE "C" NOT NULL,
    version         BIGINT NOT NULL,
    entity          TEXT COLLATE "C" NOT NULL,
    level           TEXT COLLATE "C" NOT NULL,
    place           TEXT COLLATE "C" NOT NULL,
    job_family      TEXT COLLATE "C" NOT NULL,
    minimum         TEXT COLLATE "C" NOT NULL,
    midpoint        TEXT COLLATE "C" NOT NULL,
    maximum         TEXT COLLATE "C" NOT NULL,
    currency        TEXT COLLATE "C" NOT NULL,
    per             TEXT COLLATE "C" NOT NULL,
    bonus_limit     TEXT COLLATE "C",
    effective_from  TEXT COLLATE "C" NOT NULL,
    effective_until TEXT COLLATE "C",
    source          TEXT COLLATE "C" NOT NULL,
    digest          TEXT COLLATE "C" NOT NULL,
    imported_at     BIGINT NOT NULL,
    imported_by     TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (slot, version)
);
CREATE INDEX bands_by_level ON bands (level, place);
CREATE TRIGGER bands_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON bands FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- Who an offer names, and whether only they may see it: read out of its facts, so that no writer can leave it out.
ALTER TABLE offers ADD COLUMN confidential BIGINT GENERATED ALWAYS AS (CASE WHEN facts::jsonb ->> 'confidential' = 'true' THEN 1 ELSE 0 END) STORED;
ALTER TABLE offers ADD COLUMN hiring_manager TEXT COLLATE "C" GENERATED ALWAYS AS (coalesce(facts::jsonb #>> '{groups,hiring_manager}', '')) STORED;
ALTER TABLE offers ADD COLUMN recruiter TEXT COLLATE "C" GENERATED ALWAYS AS (coalesce(facts::jsonb #>> '{groups,recruiter}', '')) STORED;
ALTER TABLE offers ADD COLUMN author TEXT COLLATE "C" GENERATED ALWAYS AS (coalesce(facts::jsonb ->> 'author', '')) STORED;
CREATE INDEX offers_by_hiring_manager ON offers (hiring_manager, opened_at, id);

-- The source's own version of a handoff, keyed by the offer: one version, one content.
ALTER TABLE handoffs ADD COLUMN version_key TEXT COLLATE "C";
CREATE UNIQUE INDEX handoffs_by_version ON handoffs (offer_id, version_key);

-- +goose Down
SELECT 'there is no way down: restore a backup' FROM no_way_down;
