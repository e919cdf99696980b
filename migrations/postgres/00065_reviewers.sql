-- +goose Up
-- Every flag that waits has reviewers: those of no other group wait for the role that decides.
UPDATE review_queue SET reviewers = 'role:' || decides WHERE reviewers = '';
CREATE INDEX review_queue_by_reviewers ON review_queue (reviewers, answer_by, said_at, due_at, flag_id);

-- +goose Down
SELECT 'there is no way down: restore a backup' FROM no_way_down;
