-- +goose Up
-- Who is signed in to the console: the digest of a token, and the key that it stands for.
CREATE TABLE sessions (
    id         TEXT PRIMARY KEY,
    key_id     TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_by_end ON sessions (expires_at);

-- Whom an offer is for, in short and sealed: lists show it without opening a letter.
CREATE TABLE offer_cards (
    offer_id TEXT PRIMARY KEY,
    sealed   BLOB NOT NULL
) STRICT;

-- The flags that wait for a decision now. The rows follow from flags and decisions, which stay: these come and go.
-- answer_by is far in the future where no candidate waits.
CREATE TABLE review_queue (
    offer_id  TEXT NOT NULL,
    flag_id   TEXT NOT NULL,
    letter    INTEGER NOT NULL,
    code      TEXT NOT NULL,
    decides   TEXT NOT NULL,
    entity    TEXT NOT NULL,
    place     TEXT NOT NULL,
    raised_at INTEGER NOT NULL,
    due_at    INTEGER NOT NULL,
    answer_by INTEGER NOT NULL,
    said_at   INTEGER NOT NULL,
    assignee  TEXT NOT NULL,
    reviewers TEXT NOT NULL,
    wording   TEXT NOT NULL,
    step      INTEGER NOT NULL,
    next_at   INTEGER,
    PRIMARY KEY (offer_id, flag_id)
) STRICT;
CREATE INDEX review_queue_by_harm ON review_queue (answer_by, said_at, due_at, flag_id);
CREATE INDEX review_queue_by_decider ON review_queue (decides, answer_by, said_at, due_at, flag_id);
CREATE INDEX review_queue_by_assignee ON review_queue (assignee, answer_by, said_at, due_at, flag_id);
CREATE INDEX review_queue_by_step ON review_queue (next_at) WHERE next_at IS NOT NULL;

-- Flags that were cleared, by what makes another one like them.
CREATE TABLE precedents (
    offer_id    TEXT NOT NULL,
    flag_id     TEXT NOT NULL,
    decision_id TEXT NOT NULL,
    code        TEXT NOT NULL,
    place       TEXT NOT NULL,
    wording     TEXT NOT NULL,
    entity      TEXT NOT NULL,
    decided_at  INTEGER NOT NULL,
    PRIMARY KEY (offer_id, decision_id)
) STRICT;
CREATE INDEX precedents_alike ON precedents (code, place, wording, decided_at);

-- Legal's own notes: apart from decisions, so that nothing which reads those can show them.
CREATE TABLE privileged_notes (
    offer_id    TEXT NOT NULL,
    decision_id TEXT NOT NULL,
    sealed      BLOB NOT NULL,
    PRIMARY KEY (offer_id, decision_id)
) STRICT;
-- +goose StatementBegin
CREATE TRIGGER privileged_notes_no_update BEFORE UPDATE ON privileged_notes BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER privileged_notes_no_delete BEFORE DELETE ON privileged_notes BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER precedents_no_update BEFORE UPDATE ON precedents BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER precedents_no_delete BEFORE DELETE ON precedents BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd

-- +goose Down
SELECT 'there is no way down: restore a backup' FROM no_way_down;
