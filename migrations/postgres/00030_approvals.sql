-- +goose Up
-- The steps that wait for somebody, a row for each approver who is asked: what a queue reads. It follows from the events.
CREATE TABLE approvals_open (
    offer_id  TEXT COLLATE "C" NOT NULL,
    step      TEXT COLLATE "C" NOT NULL,
    approver  TEXT COLLATE "C" NOT NULL,
    entity    TEXT COLLATE "C" NOT NULL,
    opened_at BIGINT NOT NULL,
    PRIMARY KEY (offer_id, step, approver)
);
CREATE INDEX approvals_open_by_approver ON approvals_open (approver, opened_at);

-- Who may decide for whom, and when. Only ended_at is ever set later.
CREATE TABLE delegations (
    id          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    from_person TEXT COLLATE "C" NOT NULL,
    to_person   TEXT COLLATE "C" NOT NULL,
    start_at    BIGINT NOT NULL,
    end_at      BIGINT NOT NULL,
    created_at  BIGINT NOT NULL,
    ended_at    BIGINT
);
CREATE INDEX delegations_to ON delegations (to_person);
CREATE INDEX delegations_from ON delegations (from_person);

-- +goose Down
SELECT 'there is no way down: restore a backup' FROM no_way_down;
