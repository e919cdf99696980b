package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"verbatim/internal/actor"
	"verbatim/internal/cal"
	"verbatim/internal/entity"
	"verbatim/internal/fault"
	"verbatim/internal/handoff"
	"verbatim/internal/policy"
	"verbatim/internal/store"
)

// BandImport is what came of an import of bands.
type BandImport struct {
	// Added are the versions that were written, in the order given.
	Added []policy.BandVersion `json:"added"`
	// Unchanged counts the bands that said what was kept already.
	Unchanged int `json:"unchanged"`
}

// ImportBands keeps bands of pay, all of them or none. A band that says what the newest version of its slot says is left
// alone; any other is written as the next version. Letters that exist keep the bands that their locks name.
func (s *Service) ImportBands(ctx context.Context, by actor.Actor, bands []policy.Band) (BandImport, error) {
	if err := s.checkBands(by, bands); err != nil {
		return BandImport{}, err
	}
	for range openAttempts {
		out, err := s.freshBands(ctx, by, bands)
		if err != nil || len(out.Added) == 0 {
			return out, err
		}
		err = s.Store.Apply(ctx, store.Changes{Bands: out.Added})
		if !errors.Is(err, store.ErrExists) { // somebody else imported in the meantime: look again
			return out, err
		}
	}
	return BandImport{}, store.ErrExists
}

// checkBands finds everything that is wrong with bands of which each field has its form.
func (s *Service) checkBands(by actor.Actor, bands []policy.Band) error {
	var faults []fault.Fault
	lib := s.Library.Current()
	seen := map[string]int{}
	for i, b := range bands {
		at := fault.Pointer("/bands").Child(strconv.Itoa(i))
		faults = append(faults, b.Faults(at)...)
		if first, twice := seen[b.Slot()]; twice {
			message := fmt.Sprintf("band %d is for the same entity, level, place, job family and day as band %d", i+1, first+1)
			faults = append(faults, fault.Fault{Code: fault.CodeContradiction, Pointer: at, Message: message})
		} else {
			seen[b.Slot()] = i
		}
		switch _, known := lib.Entity(entity.ID(b.Entity)); {
		case len(by.Entities) > 0 && !slices.Contains(by.Entities, b.Entity):
			return fault.New(fault.Forbidden, fault.CodeForbidden, "your key covers bands of its own entities only, and no band of all entities")
		case b.Entity != "" && !known:
			faults = append(faults, fault.Fault{Code: fault.CodeUnknownEntity, Pointer: at.Child("entity"), Message: "no entity has this key: there are " + lib.EntityKeys()})
		}
	}
	return fault.All(fault.CodeInvalidRequest, "the bands are at fault", faults)
}

// freshBands makes versions of the bands that say something new.
func (s *Service) freshBands(ctx context.Context, by actor.Actor, bands []policy.Band) (BandImport, error) {
	kept, err := s.Store.Bands(ctx, store.Scope{}, store.BandQuery{})
	if err != nil {
		return BandImport{}, err
	}
	newest := map[string]policy.BandVersion{}
	for _, b := range policy.CurrentBands(kept) {
		newest[b.Slot()] = b
	}
	out := BandImport{Added: []policy.BandVersion{}}
	for _, b := range bands {
		sum, err := b.Sum()
		if err != nil {
			return BandImport{}, fmt.Errorf("band: %w", err)
		}
		before := newest[b.Slot()] // version 0 when there is none
		if before.Digest == sum {
			out.Unchanged++
			continue
		}
		out.Added = append(out.Added, policy.BandVersion{Band: b, Version: before.Version + 1, Digest: sum, Imported: s.now(), By: string(by.ID)})
	}
	return out, nil
}

// Bands gives the bands that a query asks for: the newest version of each, or (every) all versions; where a day is given,
// those that hold on it.
func (s *Service) Bands(ctx context.Context, by actor.Actor, q store.BandQuery, day cal.Date, every bool) ([]policy.BandVersion, error) {
	rows, err := s.Store.Bands(ctx, scopeOf(by), q)
	if err != nil {
		return nil, err
	}
	if !every {
		rows = policy.CurrentBands(rows)
	}
	return slices.DeleteFunc(rows, func(b policy.BandVersion) bool { return !day.IsZero() && !b.Holds(day) }), nil
}

// bandRows are the rows of bands that a letter can fall under.
type bandRows struct {
	kept bool // the employer keeps bands
	rows []policy.BandVersion
}

// bandsOf reads what the bands of its employer have for a record.
func (s *Service) bandsOf(ctx context.Context, r handoff.Record) (bandRows, error) {
	from := s.BandsFrom
	if from == nil {
		if s.Store == nil {
			return bandRows{}, nil
		}
		from = s.Store
	}
	q := store.BandQuery{Entity: entity.ID(r.Employer.Entity)}
	if r.Hiring != nil && r.Hiring.Level != nil {
		q.Level = *r.Hiring.Level
		rows, err := from.Bands(ctx, store.Scope{}, q)
		if err != nil || len(rows) > 0 {
			return bandRows{kept: len(rows) > 0, rows: rows}, err
		}
	}
	any, err := from.Bands(ctx, store.Scope{}, store.BandQuery{Entity: q.Entity, Limit: 1})
	return bandRows{kept: len(any) > 0}, err
}

// banding is how the letter stands to the bands: those that the lock of the version before names, or those kept now.
func (d *draft) banding() policy.Banding {
	q := policy.BandQueryOf(d.record, d.amended, d.asOf)
	if d.pins != nil {
		if u, ok := policy.PinnedBanding(d.bands.rows, d.pins, q); ok {
			return u
		}
	}
	return policy.BandingOf(d.bands.rows, d.bands.kept, q)
}

// standing is where the base pay of terms without a letter stands in its band today.
func (s *Service) standing(ctx context.Context, j judgedTerms) (policy.Standing, error) {
	day, err := dayIn(j.entity, s.now())
	if err != nil {
		return policy.Standing{}, err
	}
	bands, err := s.bandsOf(ctx, j.record)
	if err != nil {
		return policy.Standing{}, err
	}
	banding := policy.BandingOf(bands.rows, bands.kept, policy.BandQueryOf(j.record, j.sheet, day))
	return policy.StandingOf(policy.Input{
		Record: j.record, Verbal: j.sheet, Entity: j.entity, Calendar: j.calendar, AsOf: day, Banding: banding,
	}), nil
}
