package desk

import (
	"fmt"
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
	told     map[toldOf]bool // what the candidate was told of, or that there is a reason not to tell
	decided  map[string]bool // decision ids
	issued   map[int]bool    // letter versions
	dropped  map[string][]terms.Pointer
	promised map[string]actor.ID       // who made the promise, by handoff
	read     map[digest.Digest]Reading // what was last said of a letter, by readSum
	book     *approval.Book            // where approvals stood
	signed   map[int]int               // how many signed for the employer, by letter
	hands    []actor.ID                // who proposed and handed over
	raised   map[string]string         // what a flag is about, by its id: alike in every letter that raises it
	assigned map[string]actor.ID       // who was last given such a flag
}

// toldOf is one thing that a candidate is told: an amendment, or a clause in another position than the standard one.
type toldOf struct {
	Amendment terms.ID `json:"amendment,omitempty"`
	Clause    string   `json:"clause,omitempty"`
	Position  string   `json:"position,omitempty"`
}

func historyOf(events []event.Event, revision int64) (history, error) {
	h := history{
		told: map[toldOf]bool{}, decided: map[string]bool{}, issued: map[int]bool{}, dropped: map[string][]terms.Pointer{},
		promised: map[string]actor.ID{}, read: map[digest.Digest]Reading{}, book: &approval.Book{},
		signed: map[int]int{}, raised: map[string]string{}, assigned: map[string]actor.ID{},
	}
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
		case event.OfferProposed, event.ProposalReplaced, event.OfferOpened, event.HandoffReceived:
			h.hands = append(h.hands, e.Actor)
		}
	}
	return h, nil
}

func (h history) add(e event.Event) {
	switch e.Type {
	case event.CandidateTold:
		if f, ok := factsOf[toldFacts](e); ok {
			h.told[f.toldOf] = true
		}
	case event.FlagRaised, event.FlagCarried:
		if f, ok := factsOf[raisedFacts](e); ok {
			h.raised[f.Flag] = aboutOf(f.Code, f.Terms)
		}
	case event.FlagAssigned:
		if f, ok := factsOf[assignedFacts](e); ok {
			h.assigned[h.raised[f.Flag]] = f.Assignee
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
	case event.ReadBackGiven, event.ReadBackOverridden:
		if p, err := payloadOf[readPayload](e); err == nil { // erased otherwise, and then nothing is issued any more
			h.read[p.Read] = Reading{Verdict: p.Verdict, By: e.Actor, At: &e.At}
		}
	case event.EmployerSigned:
		h.signed[e.Letter]++
	case event.OfferIssued:
		h.issued[e.Letter] = true
	}
}

// aboutOf names what a flag is about, whatever letter it stands in: its rule and the rule's terms.
func aboutOf(code string, about []terms.Pointer) string { return fmt.Sprint(code, about) }

// assignee is who had a flag of the same rule and terms last: it stays with that person when a further letter raises it again.
func (h history) assignee(f review.Flag) string {
	return string(h.assigned[aboutOf(f.Deviation.Code, f.Deviation.Terms)])
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
