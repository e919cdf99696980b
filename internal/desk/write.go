package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/event"
	"verbatim/internal/offer"
	"verbatim/internal/review"
	"verbatim/internal/store"
)

// write is one act on its way into the store: what it changes, and the events that say so.
type write struct {
	store.Changes
	by     actor.Actor
	at     time.Time
	newID  func() string
	status int // of the answer, kept with the claim
	letter int // the version that the answer is about; 0 is the latest
}

func (s *Service) begin(by actor.Actor, claim *store.Claim) *write {
	return &write{by: by, at: s.now(), newID: s.NewID, status: statusOK, Changes: store.Changes{Claim: claim}}
}

// tell adds an event to those of the act itself.
func (w *write) tell(typ event.Type, letter int, facts, payload any) {
	e := event.Event{Type: typ, At: w.at, Letter: letter}
	if facts != nil {
		e.Facts = factsJSON(facts)
	}
	if payload != nil {
		e.Payload = factsJSON(payload)
	}
	w.Events = append(w.Events, e)
}

// raise adds the flags of a version and an event for each.
func (w *write) raise(flags []review.Flag) {
	w.Flags = flags
	for _, f := range flags {
		typ := event.FlagRaised
		if f.Carried != nil {
			typ = event.FlagCarried
		}
		w.Events = append(w.Events, event.Event{Type: typ, At: w.at, Letter: f.Letter, Facts: f.Facts()})
	}
}

// apply stamps the events, sets the offer's new revision and writes everything at once.
func (s *Service) apply(ctx context.Context, w *write, next offer.Offer) (offer.Offer, error) {
	w.stamp(w.Events, next.ID)
	if b := w.Beside; b != nil {
		w.stamp(b.Events, b.Offer.ID)
		b.Offer.Revision, b.Offer.Changed = b.Expect+int64(len(b.Events)), w.at
	}
	next.Revision = w.Expect + int64(len(w.Events))
	next.Changed = w.at
	w.Offer = &next
	w.Due = append(w.Due, s.dueAfter(w.Events, next)...)
	if !next.State.AwaitsApproval() {
		w.Open = &[]store.OpenApproval{}
	}
	for i := range w.Due {
		w.Due[i].Offer = next.ID
	}
	w.Result = store.ClaimResult{Alike: w.Result.Alike, Offer: next.ID, Revision: next.Revision, Letter: cmp.Or(w.letter, next.Letter), Status: w.status}
	return next, s.Store.Apply(ctx, w.Changes)
}

// stamp says of events whose they are, who acted, and when it was recorded.
func (w *write) stamp(events []event.Event, id offer.ID) {
	for i := range events {
		e := &events[i]
		e.ID, e.Offer, e.Recorded = w.newID(), string(id), w.at
		e.Actor, e.Roles, e.Via, e.Behalf = w.by.ID, w.by.Roles, w.by.Via, w.by.OnBehalfOf
	}
}

// withFact adds one fact to an event that an act of the offer made.
func withFact(e *event.Event, name string, value any) {
	withFacts(e, map[string]any{name: value})
}

// withFacts adds the fields of an object to the facts of an event that an act of the offer made.
func withFacts(e *event.Event, object any) {
	facts := map[string]json.RawMessage{}
	for _, raw := range []json.RawMessage{e.Facts, factsJSON(object)} {
		if len(raw) == 0 {
			continue
		}
		if err := json.Unmarshal(raw, &facts); err != nil {
			panic("desk: an act's facts are no object: " + err.Error()) // offer and desk write objects
		}
	}
	e.Facts = factsJSON(facts)
}

// open reads an offer that an act is about to change and holds its revision against If-Match.
func (s *Service) open(ctx context.Context, by actor.Actor, id offer.ID, ifMatch int64) (offer.Offer, error) {
	o, err := s.Store.Offer(ctx, scopeOf(by), id)
	if err != nil {
		return offer.Offer{}, err
	}
	if o.Revision != ifMatch {
		return offer.Offer{}, store.ErrStale
	}
	return o, nil
}

// gateOf gives the gate in the words of the offer's life.
func gateOf(g Gate) offer.Gate {
	var out offer.Gate
	for _, r := range g.Reasons {
		switch r.Code {
		case ReasonOpen:
			out.Open = append(out.Open, r.Flag)
		case ReasonChanges, ReasonRefused, ReasonFallback:
			out.Refused = append(out.Refused, r.Flag)
		case ReasonBlocked:
			out.Blocked = append(out.Blocked, r.Flag)
		case ReasonNotTold:
			if r.Clause != "" {
				out.Reworded = append(out.Reworded, r.Clause)
			} else {
				out.NotTold = append(out.NotTold, r.Amendment)
			}
		case ReasonStale:
			out.StaleDate = true
		case ReasonApproval:
			out.Approvals = append(out.Approvals, r.Step)
		case ReasonRejected:
			out.Rejected = append(out.Rejected, r.Step)
		case ReasonUnread:
			out.Unread = true
		case ReasonUnsigned:
			out.Unsigned = true
		case ReasonObjected:
			out.Objected = true
		case ReasonNoLetter:
			out.NoLetter = true
		}
	}
	return out
}
