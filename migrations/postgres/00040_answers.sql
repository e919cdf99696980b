-- +goose Up
-- What time alone will do: a row for each thing that the clock has to look at, written with the act that made it due.
CREATE TABLE due (
    offer_id TEXT COLLATE "C" NOT NULL,
    kind     TEXT COLLATE "C" NOT NULL,
    subject  TEXT COLLATE "C" NOT NULL,
    at       BIGINT NOT NULL,
    PRIMARY KEY (offer_id, kind, subject)
);
CREATE INDEX due_by_time ON due (at, offer_id, kind, subject);
INSERT INTO due (offer_id, kind, subject, at)
    SELECT id, 'settle', '', changed_at FROM offers WHERE state IN ('drafted', 'in_review', 'approved', 'issued', 'negotiating');

-- A candidate's link. Only the SHA-256 of its token is here: whoever reads this table can open no letter.
CREATE TABLE links (
    id         TEXT COLLATE "C" PRIMARY KEY,
    hash       TEXT COLLATE "C" NOT NULL UNIQUE,
    offer_id   TEXT COLLATE "C" NOT NULL,
    letter     BIGINT NOT NULL,
    made_at    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at   BIGINT,
    ended      TEXT COLLATE "C" NOT NULL,
    opened_at  BIGINT
);
CREATE INDEX links_by_offer ON links (offer_id, made_at);

-- Mails on their way. The sealed text, which holds the link, goes with the row once the mail was handed over.
CREATE TABLE mails (
    id       TEXT COLLATE "C" PRIMARY KEY,
    offer_id TEXT COLLATE "C" NOT NULL,
    letter   BIGINT NOT NULL,
    due_at   BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    token    TEXT COLLATE "C" NOT NULL,
    until    BIGINT NOT NULL,
    sealed   BYTEA NOT NULL
);
CREATE INDEX mails_due ON mails (due_at, id);
CREATE INDEX mails_by_offer ON mails (offer_id);

-- Papers that came in beside the letter, such as one that was signed elsewhere.
CREATE TABLE attachments (
    offer_id TEXT COLLATE "C" NOT NULL,
    id       TEXT COLLATE "C" NOT NULL,
    made_at  BIGINT NOT NULL,
    sealed   BYTEA NOT NULL,
    PRIMARY KEY (offer_id, id)
);
CREATE TRIGGER attachments_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON attachments FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER links_stay BEFORE DELETE OR TRUNCATE ON links FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- +goose Down
SELECT 'there is no way down: restore a backup' FROM no_way_down;
