package desk

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"verbatim/internal/actor"
	"verbatim/internal/cal"
	"verbatim/internal/clause/source"
	"verbatim/internal/letter"
	"verbatim/internal/library"
	"verbatim/internal/library/lint"
	"verbatim/internal/policy"
	"verbatim/internal/store"
)

// ReadLibrary reads folders of wording into one Snapshot without storing anything: for the command line. base is what is
// compiled already or known to be in order; nil is nothing.
func ReadLibrary(base *library.Snapshot, folders ...fs.FS) (*library.Snapshot, []source.Finding, error) {
	items, err := LibraryItems(folders...)
	if err != nil {
		return nil, nil, err
	}
	s, findings := library.BuildOn(base, items)
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

// LintLibrary says everything that is wrong with a library on a day: files, wording, samples, rules. It is the gate
// before anything is published. base is what is compiled already; nil compiles everything.
func LintLibrary(base *library.Snapshot, items []library.Item, today cal.Date, r Renderer) []source.Finding {
	base, _ = library.BuildOn(base, items) // lint.Judge says what is wrong
	findings := lint.Judge(items, lint.Options{AsOf: today, Base: base, Draws: func(c rune) bool { return draws(r, c) }})
	packs, err := base.Packs()
	if err != nil {
		findings = append(findings, source.Finding{Code: "not_compiled", Severity: source.Error, Message: err.Error()})
	}
	for _, pack := range packs {
		findings = append(findings, policy.Lint(pack, today)...)
	}
	source.Sort(findings)
	return findings
}

// draws says whether the fonts hold a character.
func draws(r Renderer, c rune) bool {
	probe := letter.Document{Blocks: []letter.Block{{Kind: letter.Paragraph, Runs: []letter.Run{{Text: string(c)}}}}}
	return len(r.Check(probe)) == 0
}

// Statuses of stored library items.
const (
	Published = "published"
	Offered   = "offered" // came with a newer program or was sent by somebody; not in force until it is adopted
	Withdrawn = "withdrawn"
)

// ImportLibrary adds the versions of the folders to what the store has and puts all that is published into use. It only
// ever adds: a version that the store has under another digest stops the start. Into a store without any wording
// everything comes in as published; later additions are offered, unless adopt is set, which adopts whatever came with a
// program and waits.
func (s *Service) ImportLibrary(ctx context.Context, by actor.Actor, adopt bool, folders ...fs.FS) error {
	items, err := LibraryItems(folders...)
	if err != nil {
		return err
	}
	incoming, findings := library.BuildOn(s.Library.Current(), items)
	if err := source.Refuse(findings); err != nil {
		return err
	}
	before, err := s.shelf(ctx)
	if err != nil {
		return err
	}
	status := Published
	if len(before.versions) > 0 {
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
	after, err := s.shelf(ctx)
	if err != nil {
		return err
	}
	if adopt && after.waiting(true) != nil {
		_, err := s.AdoptAll(ctx, by)
		return err
	}
	if after.are(incoming) { // what was read is what is in force: it need not be read again
		s.Library.Swap(incoming, after.state)
		return nil
	}
	return s.use(after)
}

// UseLibrary puts all that the store has in force into use, where that has changed since it was read.
func (s *Service) UseLibrary(ctx context.Context) error {
	state, err := s.Store.LibraryState(ctx)
	if err != nil || state == s.Library.State() {
		return err
	}
	shelf, err := s.shelf(ctx)
	if err != nil {
		return err
	}
	return s.use(shelf)
}

func (s *Service) use(from shelf) error {
	snapshot, findings := library.BuildOn(s.Library.Current(), from.inForce())
	if err := source.Refuse(findings); err != nil {
		return fmt.Errorf("the stored library: %w", err)
	}
	s.Library.Swap(snapshot, from.state)
	return nil
}

// tryAct applies a write of acts again when another act came in between; ErrExists is left when the act itself has.
func (s *Service) tryAct(ctx context.Context, make func(shelf) (store.Changes, error)) error {
	var err error
	for range openAttempts {
		var now shelf
		if now, err = s.shelf(ctx); err != nil {
			return err
		}
		var c store.Changes
		if c, err = make(now); err != nil {
			return err
		}
		if len(c.Library) == 0 && len(c.LibraryActs) == 0 {
			return nil
		}
		if err = s.Store.Apply(ctx, c); !errors.Is(err, store.ErrExists) {
			break
		}
	}
	if err != nil {
		return err
	}
	return s.UseLibrary(ctx)
}
