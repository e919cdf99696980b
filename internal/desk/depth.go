package desk

import (
	"context"
	"errors"
	"strings"

	"verbatim/internal/actor"
	"verbatim/internal/fault"
	"verbatim/internal/letter"
	"verbatim/internal/offer"
	"verbatim/internal/review"
	"verbatim/internal/store"
)

// note keeps legal's own note on a decision apart from it; only its digest becomes a fact of the event.
func (w *write) note(by actor.Actor, d review.Decision, text string) error {
	if text = strings.TrimSpace(text); text == "" {
		return nil
	}
	if !by.Has(actor.Legal) {
		return fault.All(fault.CodeInvalidRecord, "the decision is at fault", []fault.Fault{{
			Code: fault.CodeNotAllowed, Pointer: "/privileged_note", Message: "only the role legal can leave a privileged note",
		}})
	}
	n := store.PrivilegedNote{Decision: d.ID, Text: text}
	withFact(&w.Events[len(w.Events)-1], "privileged_note", n.Digest())
	w.Privileged = append(w.Privileged, n)
	return nil
}

// precede makes a precedent of a flag that was cleared as it is.
func (w *write) precede(o offer.Offer, f review.Flag) {
	if f.Decision.Verdict != review.Clear || f.Wording == "" || o.Mark != "" {
		return
	}
	w.Precedents = append(w.Precedents, store.Precedent{
		Offer: o.ID, Flag: f, At: w.at, Key: store.PrecedentKey{Code: f.Deviation.Code, Place: o.Place, Wording: f.Wording},
	})
}

// reword adds the next version of a letter to a decision: the flag's clause in the fallback that was chosen.
func (s *Service) reword(ctx context.Context, w *write, j judgement, current offer.Offer, f review.Flag) (offer.Offer, error) {
	clause, _, _ := strings.Cut(f.Deviation.Clause, "@")
	if clause == "" {
		return offer.Offer{}, noFallback("the flag concerns no clause, so there is no fallback to use")
	}
	rev := Revision{Choices: []letter.Choice{{Clause: clause, Position: f.Decision.Position, Decision: f.Decision.ID}}}
	o, err := s.orderOf(ctx, w.by, current, rev)
	if err != nil {
		return offer.Offer{}, err
	}
	d, err := s.make(o)
	if err != nil {
		return offer.Offer{}, atPosition(err)
	}
	return s.rewritten(ctx, w, current, d, &before{flags: j.flags}, j.past, rev)
}

// atPosition puts the fault of a position that the clause does not have where the decision names it.
func atPosition(err error) error {
	var e *fault.Error
	if errors.As(err, &e) {
		for i, f := range e.Faults {
			if strings.HasPrefix(string(f.Pointer), "/choices/") {
				e.Faults[i].Pointer = "/position"
			}
		}
	}
	return err
}

func noFallback(message string) error {
	return fault.All(fault.CodeInvalidRecord, "the decision is at fault", []fault.Fault{{
		Code: fault.CodeBadReference, Pointer: "/position", Message: message,
	}})
}

// PrivilegedNotes gives legal's own notes on an offer's flags, by decision id; nobody else gets any.
func (s *Service) PrivilegedNotes(ctx context.Context, by actor.Actor, id offer.ID) (map[string]store.PrivilegedNote, error) {
	if !by.Has(actor.Legal) {
		return nil, nil
	}
	return s.Store.PrivilegedNotes(ctx, scopeOf(by), id)
}
