package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"verbatim/internal/actor"
	"verbatim/internal/digest"
	"verbatim/internal/entity"
	"verbatim/internal/funnel"
	"verbatim/internal/offer"
	"verbatim/internal/place"
	"verbatim/internal/store"
)

// imports is the system that an imported offer names as its source.
const imports = "import"

// ImportHistory writes offers that ended in another system, each as an offer of its own that is marked imported: numbers
// have a baseline before there are any of our own. Sending the same lines again writes nothing: it gives how many were
// written and how many were known.
func (s *Service) ImportHistory(ctx context.Context, by actor.Actor, history []funnel.History) (written, known int, err error) {
	seen := map[string]int{}
	for _, h := range history {
		application, err := lineKey(h, seen)
		if err != nil {
			return written, known, err
		}
		switch err := s.importOne(ctx, by, h, application); {
		case errors.Is(err, store.ErrExists):
			known++
		case err != nil:
			return written, known, fmt.Errorf("line %d: %w", h.Line, err)
		default:
			written++
		}
	}
	return written, known, nil
}

// lineKey names a line: by the other system's id, or by its content and by how many lines before it were equal.
func lineKey(h funnel.History, seen map[string]int) (string, error) {
	if h.ID != "" {
		return "id:" + h.ID, nil
	}
	line := struct {
		funnel.History
		Groups        funnel.Groups
		Place, Entity string
	}{h, h.Groups, h.Place, h.Entity}
	raw, err := json.Marshal(line)
	if err != nil {
		return "", err
	}
	sum := string(digest.Of(raw))
	seen[sum]++
	return sum + "/" + strconv.Itoa(seen[sum]), nil
}

func (s *Service) importOne(ctx context.Context, by actor.Actor, h funnel.History, application string) error {
	w := s.begin(by, nil)
	people := s.people()
	manager, err := people.id(ctx, &h.Groups.HiringManager)
	if err != nil {
		return err
	}
	recruiter, err := people.id(ctx, &h.Groups.Recruiter)
	if err != nil {
		return err
	}
	w.People = people.fresh
	next, events, err := offer.Import(offer.Offer{
		ID: offer.ID(w.newID()), Entity: entity.ID(h.Entity), Place: place.Code(h.Place), Kind: "standard", Author: string(by.ID),
		Source: offer.Source{System: imports, Account: "history", Application: application},
		Groups: offer.Groups{
			Department: h.Groups.Department, JobFamily: h.Groups.JobFamily, Level: h.Groups.Level,
			HiringManager: string(manager), Recruiter: string(recruiter),
		},
	}, offer.State(h.Outcome), w.at)
	if err != nil {
		return err
	}
	withFact(&events[0], "history", h)
	w.Events = events
	_, err = s.apply(ctx, w, next)
	return err
}
