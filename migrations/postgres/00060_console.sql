-- +goose Up
-- Who is signed in to the console: the digest of a token, and the key that it stands for.
CREATE TABLE sessions (
    id         TEXT COLLATE "C" PRIMARY KEY,
    key_id     TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_end ON sessions (expires_at);

-- Whom an offer is for, in short and sealed: lists show it without opening a letter.
CREATE TABLE offer_cards (
    offer_id TEXT COLLATE "C" PRIMARY KEY,
    sealed   BYTEA NOT NULL
);

-- The flags that wait for a decision now. The rows follow from flags and decisions, which stay: these come and go.
-- answer_by is far in the future where no candidate waits.
CREATE TABLE review_queue (
    offer_id  TEXT COLLATE "C" NOT NULL,
    flag_id   TEXT COLLATE "C" NOT NULL,
    letter    BIGINT NOT NULL,
    code      TEXT COLLATE "C" NOT NULL,
    decides   TEXT COLLATE "C" NOT NULL,
    entity    TEXT COLLATE "C" NOT NULL,
    place     TEXT COLLATE "C" NOT NULL,
    raised_at BIGINT NOT NULL,
    due_at    BIGINT NOT NULL,
    answer_by BIGINT NOT NULL,
    said_at   BIGINT NOT NULL,
    assignee  TEXT COLLATE "C" NOT NULL,
    reviewers TEXT COLLATE "C" NOT NULL,
    wording   TEXT COLLATE "C" NOT NULL,
    step      BIGINT NOT NULL,
    next_at   BIGINT,
    PRIMARY KEY (offer_id, flag_id)
);
CREATE INDEX review_queue_by_harm ON review_queue (answer_by, said_at, due_at, flag_id);
CREATE INDEX review_queue_by_decider ON review_queue (decides, answer_by, said_at, due_at, flag_id);
CREATE INDEX review_queue_by_assignee ON review_queue (assignee, answer_by, said_at, due_at, flag_id);
CREATE INDEX review_queue_by_step ON review_queue (next_at) WHERE next_at IS NOT NULL;

-- Flags that were cleared, by what makes another one like them.
CREATE TABLE precedents (
    offer_id    TEXT COLLATE "C" NOT NULL,
    flag_id     TEXT COLLATE "C" NOT NULL,
    decision_id TEXT COLLATE "C" NOT NULL,
    code        TEXT COLLATE "C" NOT NULL,
    place       TEXT COLLATE "C" NOT NULL,
    wording     TEXT COLLATE "C" NOT NULL,
    entity      TEXT COLLATE "C" NOT NULL,
    decided_at  BIGINT NOT NULL,
    PRIMARY KEY (offer_id, decision_id)
);
CREATE INDEX precedents_alike ON precedents (code, place, wording, decided_at);

-- Legal's own notes: apart from decisions, so that nothing which reads those can show them.
CREATE TABLE privileged_notes (
    offer_id    TEXT COLLATE "C" NOT NULL,
    decision_id TEXT COLLATE "C" NOT NULL,
    sealed      BYTEA NOT NULL,
    PRIMARY KEY (offer_id, decision_id)
);
CREATE TRIGGER privileged_notes_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON privileged_notes FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER precedents_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON precedents FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- +goose Down
SELECT 'there is no way down: restore a backup' FROM no_way_down;
