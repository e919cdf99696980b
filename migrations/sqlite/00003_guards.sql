-- +goose Up
-- Offers, people and keys change, but no row of them goes. What an offer came from never changes.
-- +goose StatementBegin
CREATE TRIGGER offers_no_delete BEFORE DELETE ON offers BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER people_no_delete BEFORE DELETE ON people BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER api_keys_no_delete BEFORE DELETE ON api_keys BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER offer_sources_no_delete BEFORE DELETE ON offer_sources BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER offer_sources_no_update BEFORE UPDATE ON offer_sources BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- +goose StatementEnd

-- +goose Down
SELECT 'there is no way down: restore a backup' FROM no_way_down;
