package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/cal"
	"verbatim/internal/offer"
	"verbatim/internal/policy"
	"verbatim/internal/review"
	"verbatim/internal/store"
)

// groupOf finds the reviewers to whom a flag of an offer comes.
func (s *Service) groupOf(o offer.Offer, x policy.Deviation) (review.Group, error) {
	lib := s.Library.Current()
	packs, err := lib.Packs()
	if err != nil {
		return review.Group{}, err
	}
	about := review.About{Severity: x.Severity, Decides: x.Decides, Place: o.Place, Rule: x.Code, Entity: o.Entity}
	for _, p := range packs {
		if fmt.Sprintf("%s@%d", p.ID, p.Version) == x.Pack {
			about.Owner = p.Owner
		}
	}
	return review.GroupOf(lib.Reviewers(), about), nil
}

// paceOf is how long the flags of a group may wait, by its id; the ordinary pace where the group is no more.
func (s *Service) paceOf(group string) review.Pace {
	for _, g := range s.Library.Current().Reviewers() {
		if g.ID == group {
			return g.Pace
		}
	}
	return review.OrdinaryPace
}

// ReviewGroups are the ids of the groups of reviewers that the actor is in.
func (s *Service) ReviewGroups(ctx context.Context, by actor.Actor) ([]string, error) {
	groups, address := s.Library.Current().Reviewers(), ""
	if slices.ContainsFunc(groups, func(g review.Group) bool { return len(g.People) > 0 }) {
		p, err := s.Store.Person(ctx, by.ID)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return nil, err
		}
		address = p.Address
	}
	return review.GroupsOf(groups, by, address), nil
}

// Mine narrows a query of the queue to what is the actor's to see to: the flags of the groups that the actor is in, and for
// somebody in none those that were given to the actor.
func (s *Service) Mine(ctx context.Context, by actor.Actor, q store.WaitingQuery) (store.WaitingQuery, error) {
	groups, err := s.ReviewGroups(ctx, by)
	if len(groups) == 0 {
		q.Assignee = string(by.ID)
		return q, err
	}
	q.Groups = groups
	return q, err
}

// endOfDay is 17:00 in the entity's zone, some business days after the day of an instant.
func (d draft) endOfDay(at time.Time, days int) time.Time {
	zone, err := d.entity.Location()
	if err != nil { // the library refuses an entity without a zone
		zone = time.UTC
	}
	return d.calendar.AddBusinessDays(cal.DateOf(at.In(zone)), days).In(zone, 17, 0).UTC()
}

// wait puts the open and the blocking flags of a draft into the queue of their reviewers. One that an earlier letter of the
// offer raised stays with the person who had it there.
func (s *Service) wait(d draft, w *write, o offer.Offer, flags []review.Flag, past history) error {
	w.Said = d.record.Agreed.At.UTC()
	for _, f := range flags {
		if !waits(f) {
			continue
		}
		g, err := s.groupOf(o, f.Deviation)
		if err != nil {
			return err
		}
		remind := d.endOfDay(w.at, g.Pace.Remind)
		w.Waiting = append(w.Waiting, store.Waiting{
			Offer: o.ID, Flag: f.ID, Letter: f.Letter, Code: f.Deviation.Code, Decides: f.Deviation.Decides, Entity: string(o.Entity),
			Place: o.Place, Raised: f.Raised, Due: *f.Due, Said: w.Said, Wording: f.Wording, Group: g.ID, Next: &remind,
			Assignee: past.assignee(f),
		})
	}
	return nil
}

// waits says whether a flag waits for somebody: for a decision, or, where it blocks, for another letter.
func waits(f review.Flag) bool { return f.Status == review.Open || f.Status == review.Blocked }

// lateAt is when a flag is escalated: some business days after it was due.
func (s *Service) lateAt(o offer.Offer, w store.Waiting) time.Time {
	lib, days := s.Library.Current(), s.paceOf(w.Group).Escalate
	e, ok := lib.Entity(o.Entity)
	if !ok {
		return w.Due.AddDate(0, 0, days)
	}
	return draft{entity: e, calendar: lib.Calendar(e.Calendar)}.endOfDay(w.Due, days)
}
