package desk

import (
	"context"
	"fmt"
	"io/fs"

	"verbatim/internal/clause/source"
	"verbatim/internal/library"
	"verbatim/internal/store"
)

// ReadLibrary reads folders of wording into one Snapshot without storing anything: for the command line.
func ReadLibrary(folders ...fs.FS) (*library.Snapshot, []source.Finding, error) {
	items, err := LibraryItems(folders...)
	if err != nil {
		return nil, nil, err
	}
	s, findings := library.Build(items)
	return s, findings, nil
}

// LibraryItems reads every version in folders of wording. Of two versions of one id the earlier folder's counts.
func LibraryItems(folders ...fs.FS) ([]library.Item, error) {
	var all [][]library.Item
	for _, f := range folders {
		items, err := library.Items(f)
		if err != nil {
			return nil, err
		}
		all = append(all, items)
	}
	return library.Merge(all...), nil
}

// Statuses of stored library items.
const (
	Published = "published"
	Offered   = "offered" // came with a newer program; not in force until it is adopted
)

// ImportLibrary adds the versions of the folders to what the store has and puts all that is published into use. It only
// ever adds: a version that the store has under another digest stops the start. Into a store without any wording
// everything comes in as published; later additions are offered, unless adopt is set.
func (s *Service) ImportLibrary(ctx context.Context, adopt bool, folders ...fs.FS) error {
	items, err := LibraryItems(folders...)
	if err != nil {
		return err
	}
	incoming, findings := library.Build(items)
	if err := source.Refuse(findings); err != nil {
		return err
	}
	stored, err := s.Store.LibraryItems(ctx)
	if err != nil {
		return err
	}
	status := Published
	if len(stored) > 0 && !adopt {
		status = Offered
	}
	var changes store.Changes
	for _, i := range items {
		changes.Library = append(changes.Library, store.LibraryItem{
			Kind: i.Kind, ID: i.ID, Version: i.Version, Digest: incoming.Digest(i), Status: status, Files: i.Files, Family: i.Family, Imported: s.now(),
		})
	}
	if err := s.Store.Apply(ctx, changes); err != nil {
		return err
	}
	if allPublished(stored, changes.Library) { // what was read is what is in force: it need not be read again
		s.Library.Swap(incoming)
		return nil
	}
	return s.UseLibrary(ctx)
}

// allPublished says whether the incoming versions are in force now and the store has no others.
func allPublished(stored, incoming []store.LibraryItem) bool {
	type key struct {
		kind, id string
		version  int
	}
	before := map[key]string{}
	for _, i := range stored {
		before[key{i.Kind, i.ID, i.Version}] = i.Status
	}
	for _, i := range incoming {
		k := key{i.Kind, i.ID, i.Version}
		status, known := before[k]
		if !known {
			status = i.Status
		}
		if status != Published {
			return false
		}
		delete(before, k)
	}
	return len(before) == 0
}

// UseLibrary reads all that the store has published and puts it into use.
func (s *Service) UseLibrary(ctx context.Context) error {
	stored, err := s.Store.LibraryItems(ctx)
	if err != nil {
		return err
	}
	var items []library.Item
	for _, i := range stored {
		if i.Status == Published {
			items = append(items, library.Item{Kind: i.Kind, ID: i.ID, Version: i.Version, Family: i.Family, Files: i.Files})
		}
	}
	snapshot, findings := library.Build(items)
	if err := source.Refuse(findings); err != nil {
		return fmt.Errorf("the stored library: %w", err)
	}
	s.Library.Swap(snapshot)
	return nil
}
