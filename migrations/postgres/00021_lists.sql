-- +goose Up
-- The offers of an entity in a state, newest first.
CREATE INDEX offers_by_entity_state ON offers (entity, state, opened_at, id);

-- +goose Down
SELECT 'there is no way down: restore a backup' FROM no_way_down;
