package desk

import (
	"context"
	"slices"
	"sync"

	"verbatim/internal/actor"
	"verbatim/internal/entity"
	"verbatim/internal/funnel"
	"verbatim/internal/store"
)

// numbers are the cases of every offer, folded from the log of events as far as it was read. They are kept in memory: a
// replica that starts reads the log once, and afterwards what is new.
type numbers struct {
	mu      sync.RWMutex
	ledger  funnel.Ledger
	courses courses
	read    int64 // position of the last event that was folded
}

// numbersPage is how many events are read at a time.
const numbersPage = 1000

// catchUp folds what the log holds beyond what was read.
func (n *numbers) catchUp(ctx context.Context, f store.Reports) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.courses == nil {
		n.courses = courses{}
	}
	for {
		page, err := f.Feed(ctx, store.Scope{}, n.read, numbersPage)
		if err != nil {
			return err
		}
		for _, p := range page {
			if err := n.ledger.Take(p.Event); err != nil {
				return err
			}
			if err := n.courses.take(p.Event, p.Entity); err != nil {
				return err
			}
			n.read = p.Position
		}
		if len(page) < numbersPage {
			return nil
		}
	}
}

// FollowLog folds what the log holds beyond what was read, so that whoever asks for numbers first does not wait for the
// whole of it.
func (s *Service) FollowLog(ctx context.Context) error {
	return s.numbers.catchUp(ctx, s.Store.Reports())
}

// Equity reviews how pay stands in its bands over the offers of the actor's entities, as far as nobody can be singled out.
func (s *Service) Equity(ctx context.Context, by actor.Actor) (funnel.Equity, error) {
	if err := s.numbers.catchUp(ctx, s.Store.Reports()); err != nil {
		return funnel.Equity{}, err
	}
	s.numbers.mu.RLock()
	defer s.numbers.mu.RUnlock()
	return funnel.MeasureEquity(s.numbers.ledger.Cases(), by.Entities, s.now()), nil
}

// EquityBy reviews pay as Equity does, by attributes of offers that come with the question and are kept nowhere.
func (s *Service) EquityBy(ctx context.Context, by actor.Actor, supplied funnel.Supplied) (funnel.Equity, error) {
	if err := s.numbers.catchUp(ctx, s.Store.Reports()); err != nil {
		return funnel.Equity{}, err
	}
	s.numbers.mu.RLock()
	defer s.numbers.mu.RUnlock()
	return funnel.EquityBy(s.numbers.ledger.Cases(), by.Entities, s.now(), supplied), nil
}

// Numbers reports on the offers of the actor's entities, up to the last event that has its position in the log: within a
// second or so of the act. Confidential offers count; their ids stand in lists for those alone who may see them by role or
// by name. Query.Entities, Discreet, Reader, Calendar and Now are set here; so is Zone where it is nil.
func (s *Service) Numbers(ctx context.Context, by actor.Actor, q funnel.Query) (funnel.Report, error) {
	if err := s.numbers.catchUp(ctx, s.Store.Reports()); err != nil {
		return funnel.Report{}, err
	}
	scope := scopeOf(by)
	q.Entities, q.Discreet, q.Reader, q.Now = by.Entities, scope.Discreet, string(scope.Person), s.now()
	s.placeNumbers(&q)
	s.numbers.mu.RLock()
	defer s.numbers.mu.RUnlock()
	return funnel.Measure(s.numbers.ledger.Cases(), q), nil
}

// placeNumbers says where days of a report begin and which of them are worked: as the entities have it that it is about,
// where all of them agree; else in UTC, and from Monday to Friday.
func (s *Service) placeNumbers(q *funnel.Query) {
	var about []entity.Entity
	for _, e := range s.Library.Current().Entities() {
		only := q.Filter[funnel.ByEntity]
		if (only == "" || only == string(e.ID)) && (len(q.Entities) == 0 || slices.Contains(q.Entities, string(e.ID))) {
			about = append(about, e)
		}
	}
	if len(about) == 0 {
		return
	}
	first := about[0]
	if !slices.ContainsFunc(about, func(e entity.Entity) bool { return e.Calendar != first.Calendar }) {
		q.Calendar = s.Library.Current().Calendar(first.Calendar)
	}
	if q.Zone == nil && !slices.ContainsFunc(about, func(e entity.Entity) bool { return e.Zone != first.Zone }) {
		q.Zone, _ = first.Location() // the library refuses an entity without a zone
	}
}
