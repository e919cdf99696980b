package desk

import (
	"context"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/approval"
	"verbatim/internal/cal"
	"verbatim/internal/entity"
	"verbatim/internal/event"
	"verbatim/internal/handoff"
	"verbatim/internal/offer"
	"verbatim/internal/policy"
	"verbatim/internal/store"
	"verbatim/internal/terms"
)

// dueApproval is the kind of the clock's rows for reminders and escalations of approvals; the subject is the step.
const dueApproval store.DueKind = "approval"

// plan says what the chains of approvals make of a draft: where the steps of its offer stand then, and what changes.
func (s *Service) plan(d draft, o offer.Offer, book approval.Book, at time.Time) (approval.Book, []approval.Move, error) {
	return s.planned(judgedTerms{record: d.record, sheet: d.amended, entity: d.entity, calendar: d.calendar, standing: d.result.Standing}, o.Groups, book, at)
}

// judgedTerms are terms that may need consent.
type judgedTerms struct {
	record   handoff.Record
	sheet    terms.Sheet
	entity   entity.Entity
	calendar cal.Calendar
	standing policy.Standing // of base pay in its band
}

// facts are what conditions of approvals look at.
func (j judgedTerms) facts(g offer.Groups, at time.Time) (approval.Facts, error) {
	day, err := dayIn(j.entity, at)
	var band *approval.Band
	if j.standing.Position != "" {
		band = &approval.Band{Position: j.standing.Position}
	}
	return approval.Facts{
		Band: band, Sheet: j.sheet, Hiring: j.record.Hiring, Letter: j.record.Letter, Entity: j.entity, Calendar: j.calendar, Day: day,
		Manager: actor.ID(g.HiringManager), Recruits: actor.ID(g.Recruiter),
	}, err
}

func (s *Service) planned(j judgedTerms, g offer.Groups, book approval.Book, at time.Time) (approval.Book, []approval.Move, error) {
	facts, err := j.facts(g, at)
	if err != nil {
		return book, nil, err
	}
	chains, err := s.Library.Current().Chains()
	if err != nil {
		return book, nil, err
	}
	plan, err := approval.Plan(approval.Select(chains, facts, book.Pins()), facts)
	if err != nil {
		return book, nil, err
	}
	return book.Next(plan, j.sheet, at)
}

// missing lists the steps that keep a letter back.
func missing(b approval.Book) []Reason {
	var out []Reason
	for _, st := range b.States {
		switch {
		case st.Settled():
		case st.Status == approval.Rejected:
			out = append(out, Reason{Code: ReasonRejected, Step: st.ID, Message: "Approval " + st.ID + " was rejected: change the terms."})
		default:
			out = append(out, Reason{Code: ReasonApproval, Step: st.ID, Message: "Approval " + st.ID + " is missing."})
		}
	}
	return out
}

// consents adds what approvals bring about to a write: the events, who is asked, and when the clock looks again.
func (w *write) consents(b approval.Book, moves []approval.Move, letter int) {
	for _, m := range moves {
		w.Events = append(w.Events, event.Event{Type: m.Type, At: w.at, Letter: letter, Facts: m.Facts, Payload: m.Payload})
	}
	w.queue(b)
}

// queue says who is asked now, and when the clock looks again. The rows of the clock name the offer once it is known.
func (w *write) queue(b approval.Book) {
	open := []store.OpenApproval{}
	for _, st := range b.States {
		due := store.Due{Kind: dueApproval, Subject: st.ID}
		if at := st.Due(); at != nil {
			due.At = *at
		}
		w.Due = append(w.Due, due)
		if st.Status != approval.Waiting {
			continue
		}
		for _, a := range st.Approvers {
			open = append(open, store.OpenApproval{Step: st.ID, Approver: a, Opened: st.Opened})
		}
	}
	w.Open = &open
}

// person is an actor as approvals see it: the roles are those that the actor's key has.
func person(by actor.Actor) approval.Person { return approval.Person{ID: by.ID, Roles: by.Roles} }

// lenders are the people who have delegated to a person for now, with the roles of their keys.
func (s *Service) lenders(ctx context.Context, to actor.ID, at time.Time) ([]approval.Person, error) {
	delegations, err := s.Store.Delegations(ctx, to)
	if err != nil {
		return nil, err
	}
	var from []actor.ID
	for _, d := range delegations {
		if d.To == to && d.Holds(at) {
			from = append(from, d.From)
		}
	}
	if len(from) == 0 {
		return nil, nil
	}
	keys, err := s.Store.ListKeys(ctx)
	if err != nil {
		return nil, err
	}
	var out []approval.Person
	for _, id := range from {
		p := approval.Person{ID: id}
		for _, k := range keys {
			if k.Person == id && k.Revoked == nil && (k.Expires == nil || at.Before(*k.Expires)) {
				p.Roles = append(p.Roles, k.Roles...)
			}
		}
		out = append(out, p)
	}
	return out, nil
}
