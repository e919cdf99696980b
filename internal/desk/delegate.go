package desk

import (
	"context"
	"slices"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/approval"
	"verbatim/internal/fault"
	"verbatim/internal/store"
)

// Delegating is a request to let somebody decide on approvals for the actor, from Start and until before End.
type Delegating struct {
	// To is the staff address of who decides.
	To    string    `json:"to" jsonschema:"title=To,example=kim.park@acme.example,minLength=3,maxLength=200"`
	Start time.Time `json:"start_at" jsonschema:"title=From,example=2026-12-20T00:00:00Z"`
	End   time.Time `json:"end_at" jsonschema:"title=Until,example=2027-01-04T00:00:00Z"`
}

// longestDelegation bounds a delegation: who is away for longer is replaced.
const longestDelegation = 180 * 24 * time.Hour

// Delegate lets somebody decide on approvals for the actor for a time.
func (s *Service) Delegate(ctx context.Context, by actor.Actor, d Delegating) (approval.Delegation, error) {
	people := s.people()
	to, err := people.id(ctx, &d.To)
	if err != nil {
		return approval.Delegation{}, err
	}
	now := s.now()
	var faults []fault.Fault
	add := func(p fault.Pointer, message string) {
		faults = append(faults, fault.Fault{Code: fault.CodeOutOfRange, Pointer: p, Message: message})
	}
	switch {
	case to == by.ID:
		add("/to", "nobody delegates to oneself")
	case !d.End.After(d.Start) || !d.End.After(now):
		add("/end_at", "a delegation ends after it starts, and in the future")
	case d.End.Sub(d.Start) > longestDelegation:
		add("/end_at", "a delegation lasts at most 180 days")
	}
	if len(faults) > 0 {
		return approval.Delegation{}, fault.All(fault.CodeInvalidRequest, "the request is at fault", faults)
	}
	out := approval.Delegation{
		ID: s.NewID(), From: by.ID, To: to, Created: now,
		Start: d.Start.UTC().Truncate(time.Millisecond), End: d.End.UTC().Truncate(time.Millisecond),
	}
	return out, s.Store.Apply(ctx, store.Changes{People: people.fresh, Approving: store.Approving{Delegation: &out}})
}

// Delegations gives those from and to the actor, newest first.
func (s *Service) Delegations(ctx context.Context, by actor.Actor) ([]approval.Delegation, error) {
	return s.Store.Delegations(ctx, by.ID)
}

// EndDelegation takes back a delegation of the actor's own.
func (s *Service) EndDelegation(ctx context.Context, by actor.Actor, id string) error {
	all, err := s.Store.Delegations(ctx, by.ID)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(d approval.Delegation) bool { return d.ID == id && d.From == by.ID && d.Ended == nil })
	if i < 0 {
		return store.ErrNotFound
	}
	now := s.now()
	all[i].Ended = &now
	return s.Store.Apply(ctx, store.Changes{Approving: store.Approving{Delegation: &all[i]}})
}
