// Package library owns the published wording and settings that letters are made of, as one immutable Snapshot: clauses,
// letter templates, policy packs, entities, calendars and images. It reads them from files or from stored items, checks
// that no published version has changed, and is swapped whole by its Holder. It hands wording to letter and packs to
// policy; it knows no offer.
package library

//go:generate sh -c "cd ../.. && go run ./internal/library/write"
