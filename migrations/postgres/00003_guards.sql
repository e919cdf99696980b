-- +goose Up
-- Offers, people and keys change, but no row of them goes. What an offer came from never changes.
CREATE TRIGGER offers_stay BEFORE DELETE OR TRUNCATE ON offers FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER people_stay BEFORE DELETE OR TRUNCATE ON people FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER api_keys_stay BEFORE DELETE OR TRUNCATE ON api_keys FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER offer_sources_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON offer_sources FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- +goose Down
SELECT 'there is no way down: restore a backup' FROM no_way_down;
