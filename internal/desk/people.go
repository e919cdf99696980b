package desk

import (
	"context"
	"errors"

	"verbatim/internal/actor"
	"verbatim/internal/handoff"
	"verbatim/internal/store"
)

// people resolves the staff addresses of a record to person ids: facts hold ids, never addresses. An address that nobody
// has becomes a person without a key.
type people struct {
	store store.Keys
	newID func() string
	known map[string]actor.ID
	fresh []store.Person
}

func (s *Service) people() *people {
	return &people{store: s.Store, newID: s.NewID, known: map[string]actor.ID{}}
}

// id gives the person of an address; empty for no address.
func (p *people) id(ctx context.Context, address *string) (actor.ID, error) {
	if address == nil || *address == "" {
		return "", nil
	}
	if id, ok := p.known[*address]; ok {
		return id, nil
	}
	person, err := p.store.PersonByAddress(ctx, *address)
	if errors.Is(err, store.ErrNotFound) {
		person = store.Person{ID: actor.ID(p.newID()), Name: *address, Address: *address}
		p.fresh = append(p.fresh, person)
	} else if err != nil {
		return "", err
	}
	p.known[*address] = person.ID
	return person.ID, nil
}

// hiring resolves everybody whom the record's hiring part names.
func (p *people) hiring(ctx context.Context, h *handoff.Hiring) (manager, recruiter actor.ID, err error) {
	if h == nil {
		return "", "", nil
	}
	if manager, err = p.id(ctx, h.HiringManager); err != nil {
		return "", "", err
	}
	recruiter, err = p.id(ctx, h.Recruiter)
	return manager, recruiter, err
}
