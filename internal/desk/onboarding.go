package desk

import (
	"context"
	"encoding/json"
	"fmt"

	"verbatim/internal/actor"
	"verbatim/internal/event"
	"verbatim/internal/letter"
	"verbatim/internal/offer"
	"verbatim/internal/onboarding"
	"verbatim/internal/store"
	"verbatim/internal/terms"
)

// handOn puts the hand-over into the write of an acceptance: one event, once for each acceptance, or neither. What is handed
// over is sealed with it and never made anew.
func (s *Service) handOn(ctx context.Context, by actor.Actor, w *write, next offer.Offer, v letter.Version, sheet terms.Sheet, kept Evidence) error {
	record, err := s.recordOf(ctx, scopeOf(by), next.ID, v.Handoff)
	if err != nil {
		return err
	}
	e, ok := s.Library.Current().Entity(next.Entity)
	if !ok {
		return errNoEntity(next)
	}
	accepted, err := acceptedTerms(v, sheet)
	if err != nil {
		return err
	}
	x := onboarding.Export{
		Schema: onboarding.Schema, Offer: string(next.ID), Kind: next.Kind, Accepted: kept.At, Form: kept.Form, Person: record.Candidate,
		Employer: onboarding.Employer{Entity: string(e.ID), Name: e.Name}, Hiring: record.Hiring, Start: sheet.Terms.Start, Terms: accepted,
		Choices: kept.Choices, Letter: v.Number, LetterDate: v.Lock.LetterDate, Lock: v.LockDigest, Documents: []onboarding.Document{},
	}
	if next.Amends != nil {
		x.Amends = &onboarding.Amends{Offer: string(next.Amends.Offer), Letter: next.Amends.Letter}
	}
	if src := next.Source; src.System != "" {
		x.Source = &onboarding.Source{System: src.System, Account: src.Account, Application: src.Application}
	}
	if x.Start.Type == terms.OnDate {
		x.StartDate = x.Start.Date
	}
	for _, p := range kept.Documents {
		x.Documents = append(x.Documents, onboarding.Document(p))
	}
	w.tell(event.OnboardingReady, v.Number, onboardingFacts{Round: next.Round}, x)
	return nil
}

type onboardingFacts struct {
	Round int `json:"round"`
}

// acceptedTerms is what the letter says, with what the candidate chose and filled in: a settled value counts where the
// letter prints its term, or where the candidate's answer made it.
func acceptedTerms(v letter.Version, settled terms.Sheet) (json.RawMessage, error) {
	amended, faults := terms.Amend(v.Verbal, v.Amendments)
	if len(faults) > 0 {
		return nil, fmt.Errorf("letter %d of offer %s: its amendments no longer apply", v.Number, v.Offer)
	}
	before := map[terms.Pointer]terms.Leaf{}
	for _, l := range amended.Leaves() {
		before[l.Term] = l
	}
	written := map[terms.Pointer]bool{}
	for _, l := range v.Written.Leaves {
		written[l.Term] = true
	}
	var kept []terms.WrittenLeaf
	done := map[terms.Pointer]bool{}
	for _, l := range settled.Leaves() {
		was, known := before[l.Term]
		if written[l.Term] && known && was.Equal(l) {
			continue // as the letter writes it, below
		}
		if written[l.Term] || !known || !was.Equal(l) {
			kept = append(kept, terms.WrittenLeaf{Term: l.Term, Value: l.JSON()})
			done[l.Term] = true
		}
	}
	for _, l := range v.Written.Leaves {
		if !done[l.Term] {
			kept = append(kept, l)
		}
	}
	sheet, err := terms.Written{Leaves: kept}.SheetJSON()
	if err != nil {
		return nil, err
	}
	var parts struct {
		Terms json.RawMessage `json:"terms"`
	}
	return parts.Terms, json.Unmarshal(sheet, &parts)
}

// Onboarding gives the hand-over of an offer's latest acceptance, as it was made then.
func (s *Service) Onboarding(ctx context.Context, by actor.Actor, id offer.ID) (onboarding.Export, error) {
	if _, err := s.Store.Offer(ctx, scopeOf(by), id); err != nil {
		return onboarding.Export{}, err
	}
	events, err := s.allEvents(ctx, scopeOf(by), id)
	if err != nil {
		return onboarding.Export{}, err
	}
	for i := len(events) - 1; i >= 0; i-- {
		if events[i].Type == event.OnboardingReady {
			return payloadOf[onboarding.Export](events[i])
		}
	}
	return onboarding.Export{}, store.ErrNotFound.With("nothing was handed over: the offer was not accepted")
}
