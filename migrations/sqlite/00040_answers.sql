-- +goose Up
-- What time alone will do: a row for each thing that the clock has to look at, written with the act that made it due.
CREATE TABLE due (
    offer_id TEXT NOT NULL,
    kind     TEXT NOT NULL,
    subject  TEXT NOT NULL,
    at       INTEGER NOT NULL,
    PRIMARY KEY (offer_id, kind, subject)
) STRICT;
CREATE INDEX due_by_time ON due (at, offer_id, kind, subject);
INSERT INTO due (offer_id, kind, subject, at)
    SELECT id, 'settle', '', changed_at FROM offers WHERE state IN ('drafted', 'in_review', 'approved', 'issued', 'negotiating');

-- A candidate's link. Only the SHA-256 of its token is here: whoever reads this table can open no letter.
CREATE TABLE links (
    id         TEXT PRIMARY KEY,
    hash       TEXT NOT NULL UNIQUE,
    offer_id   TEXT NOT NULL,
    letter     INTEGER NOT NULL,
    made_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at   INTEGER,
    ended      TEXT NOT NULL,
    opened_at  INTEGER
) STRICT;
CREATE INDEX links_by_offer ON links (offer_id, made_at);

-- Mails on their way. The sealed text, which holds the link, goes with the row once the mail was handed over.
CREATE TABLE mails (
    id       TEXT PRIMARY KEY,
    offer_id TEXT NOT NULL,
    letter   INTEGER NOT NULL,
    due_at   INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    token    TEXT NOT NULL,
    until    INTEGER NOT NULL,
    sealed   BLOB NOT NULL
) STRICT;
CREATE INDEX mails_due ON mails (due_at, id);
CREATE INDEX mails_by_offer ON mails (offer_id);

-- Papers that came in beside the letter, such as one that was signed elsewhere.
CREATE TABLE attachments (
    offer_id TEXT NOT NULL,
    id       TEXT NOT NULL,
    made_at  INTEGER NOT NULL,
    sealed   BLOB NOT NULL,
    PRIMARY KEY (offer_id, id)
) STRICT;
-- +goose StatementBegin
CREATE TRIGGER attachments_no_update BEFORE UPDATE ON attachments BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER attachments_no_delete BEFORE DELETE ON attachments BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER links_no_delete BEFORE DELETE ON links BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd

-- +goose Down
SELECT 'there is no way down: restore a backup' FROM no_way_down;
