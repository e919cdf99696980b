package desk

import (
	"context"
	"slices"

	"verbatim/internal/actor"
	"verbatim/internal/entity"
	"verbatim/internal/store"
)

// scopeOf is what an actor may see: offers of its entities. Confidential ones are seen by legal and admins, by the people whom
// they name, and by whoever has to decide on a flag or a step of approval, as long as it waits: otherwise a gate could be one
// that nobody opens. A hiring manager who has no other role that reads offers sees those of the own requisitions.
func scopeOf(by actor.Actor) store.Scope {
	s := doneScope(by)
	if by.ID == actor.CandidateID || by.ID == actor.Clock().ID { // they act on one offer, which the program found
		return s
	}
	s.Person = by.ID
	s.Managed = by.Has(actor.HiringManager) && !reads(by)
	if s.Discreet = !by.Has(actor.Legal) && !by.Has(actor.Admin); s.Discreet {
		s.Decides = Deciders(by)
	}
	if s.Discreet && !s.Managed {
		s.Asks = person(by).Names()
	}
	return s
}

// doneScope is what an act that is done is answered from: the actor was let see the offer before it, and the act itself may
// be what ends that, as a decision on the flag that waited.
func doneScope(by actor.Actor) store.Scope {
	var s store.Scope
	for _, e := range by.Entities {
		s.Entities = append(s.Entities, entity.ID(e))
	}
	return s
}

// askedScope is what an actor may see who is asked for approvals: the offers of these too, whatever role it is by, in person
// or by delegation.
func (s *Service) askedScope(ctx context.Context, by actor.Actor) (store.Scope, error) {
	scope := scopeOf(by)
	lent, err := s.lenders(ctx, by.ID, s.now())
	if err != nil {
		return scope, err
	}
	scope.Asks = nil
	for _, p := range append(lent, person(by)) {
		scope.Asks = append(scope.Asks, p.Names()...)
	}
	return scope, nil
}

// reads says whether an actor has a role that reads offers, whoever is named in them.
func reads(by actor.Actor) bool {
	return slices.ContainsFunc([]actor.Role{actor.Admin, actor.HROps, actor.Legal, actor.TotalRewards, actor.Recruiter, actor.ATS}, by.Has)
}
