package desk

import (
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/approval"
	"verbatim/internal/cal"
	"verbatim/internal/digest"
	"verbatim/internal/entity"
	"verbatim/internal/event"
	"verbatim/internal/offer"
	"verbatim/internal/review"
	"verbatim/internal/terms"
)

// history is what an offer's events up to a revision say: versions, flags and decisions are rows that never change, so
// how things stood then follows from which events had happened.
type history struct {
	at       time.Time // of the last event
	state    offer.State
	told     map[terms.ID]bool // amendments that the candidate was told of, or that there is a reason not to tell
	decided  map[string]bool   // decision ids
	issued   map[int]bool      // letter versions
	dropped  map[string][]terms.Pointer
	promised map[string]actor.ID           // who made the promise, by handoff
	read     map[digest.Digest]ReadVerdict // what was last said of a letter, by readSum
	book     *approval.Book                // where approvals stood
	hands    []actor.ID                    // who proposed and handed over
}

func historyOf(events []event.Event, revision int64) (history, error) {
	h := history{told: map[terms.ID]bool{}, decided: map[string]bool{}, issued: map[int]bool{}, dropped: map[string][]terms.Pointer{}, promised: map[string]actor.ID{}, read: map[digest.Digest]ReadVerdict{}, book: &approval.Book{}}
	for _, e := range events {
		if e.Sequence > revision {
			break
		}
		h.at = e.Recorded
		if e.To != "" {
			h.state = offer.State(e.To)
		}
		h.add(e)
		if err := h.book.Take(e); err != nil {
			return h, err
		}
		switch e.Type {
		case event.OfferProposed, event.OfferOpened, event.HandoffReceived:
			h.hands = append(h.hands, e.Actor)
		}
	}
	return h, nil
}

func (h history) add(e event.Event) {
	switch e.Type {
	case event.CandidateTold:
		if f, ok := factsOf[toldFacts](e); ok {
			h.told[f.Amendment] = true
		}
	case event.FlagDecided:
		if f, ok := factsOf[decidedFacts](e); ok {
			h.decided[f.Decision] = true
		}
	case event.HandoffReceived:
		if f, ok := factsOf[handoffFacts](e); ok {
			h.dropped[f.Handoff] = f.Dropped
			if f.Agreed != nil {
				h.promised[f.Handoff] = f.Agreed.By
			}
		}
	case event.ReadBackGiven:
		if p, err := payloadOf[readPayload](e); err == nil { // erased otherwise, and then nothing is issued any more
			h.read[p.Read] = p.Verdict
		}
	case event.OfferIssued:
		h.issued[e.Letter] = true
	}
}

// flagsThen takes away the decisions that had not been made yet.
func (h history) flagsThen(flags []review.Flag) []review.Flag {
	out := make([]review.Flag, len(flags))
	for i, f := range flags {
		if f.Decision != nil && !h.decided[f.Decision.ID] {
			f.Decision = nil
		}
		f.Status = review.StatusOf(f)
		out[i] = f
	}
	return out
}

// dayIn is the day at an instant in an entity's zone: what its letters are dated by.
func dayIn(e entity.Entity, at time.Time) (cal.Date, error) {
	zone, err := e.Location()
	if err != nil {
		return cal.Date{}, err
	}
	return cal.DateOf(at.In(zone)), nil
}
