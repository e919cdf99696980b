-- +goose Up
-- The steps that wait for somebody, a row for each approver who is asked: what a queue reads. It follows from the events.
CREATE TABLE approvals_open (
    offer_id  TEXT NOT NULL,
    step      TEXT NOT NULL,
    approver  TEXT NOT NULL,
    entity    TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    PRIMARY KEY (offer_id, step, approver)
) STRICT;
CREATE INDEX approvals_open_by_approver ON approvals_open (approver, opened_at);

-- Who may decide for whom, and when. Only ended_at is ever set later.
CREATE TABLE delegations (
    id          TEXT NOT NULL PRIMARY KEY,
    from_person TEXT NOT NULL,
    to_person   TEXT NOT NULL,
    start_at    INTEGER NOT NULL,
    end_at      INTEGER NOT NULL,
    created_at  INTEGER NOT NULL,
    ended_at    INTEGER
) STRICT;
CREATE INDEX delegations_to ON delegations (to_person);
CREATE INDEX delegations_from ON delegations (from_person);

-- +goose Down
SELECT 'there is no way down: restore a backup' FROM no_way_down;
