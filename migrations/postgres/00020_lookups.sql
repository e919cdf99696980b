-- +goose Up
-- PDFs may stand in an object store; which of its objects belong to a letter is asked by their digests.
CREATE INDEX documents_by_blob ON documents (blob_digest);
-- An offer is looked for by what it came from, whatever its entity.
CREATE INDEX offer_sources_by_application ON offer_sources (application, system, account);
-- Deliveries that arrived are kept for a while, and then go.
CREATE INDEX deliveries_arrived ON deliveries (tried_at) WHERE state = 'delivered';

-- +goose Down
SELECT 'there is no way down: restore a backup' FROM no_way_down;
