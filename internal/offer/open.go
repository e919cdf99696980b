package offer

import (
	"cmp"
	"time"

	"verbatim/internal/cal"
	"verbatim/internal/event"
	"verbatim/internal/place"
)

// Propose opens an offer whose terms are still being agreed. o names it: id, entity, source, groups, place, kind, author.
func Propose(o Offer, at time.Time) (Offer, []event.Event, error) {
	return o.do(ActPropose, at, event.OfferProposed, func(n *Offer) facts {
		n.State, n.Round, n.Opened = Proposed, 1, at.UTC().Truncate(time.Millisecond)
		return n.identity().with("proposal_id", n.Proposal)
	})
}

// Repropose puts another package of terms in the place of the proposal, before any handoff. What was said aloud of the one
// before is not an answer to this one.
func (o Offer) Repropose(h Handoff, at time.Time) (Offer, []event.Event, error) {
	return o.do(ActRepropose, at, event.ProposalReplaced, func(n *Offer) facts {
		n.Proposal, n.Start, n.Author = h.ID, h.Start, h.Author
		n.Kind, n.Place = cmp.Or(h.Kind, n.Kind), cmp.Or(h.Place, n.Place)
		return facts{"proposal_id": n.Proposal}
	})
}

// Open opens an offer by its first handoff. o names it, with its handoff, its first letter and the counts of it.
func Open(o Offer, g Gate, at time.Time) (Offer, []event.Event, error) {
	return o.do(ActOpen, at, event.OfferOpened, func(n *Offer) facts {
		n.State, n.Round, n.Opened = StateOf(g), 1, at.UTC().Truncate(time.Millisecond)
		f := n.counts()
		for k, v := range n.identity() {
			f[k] = v
		}
		return f
	})
}

// identity is what of an offer is settled when it is opened and never changes.
func (o Offer) identity() facts {
	f := facts{"entity": o.Entity, "place": o.Place, "kind": o.Kind, "author": o.Author, "groups": o.Groups, "source": o.Source}
	if o.Start != nil {
		f["start_date"] = o.Start
	}
	if o.Mark != "" {
		f["mark"] = o.Mark
	}
	if o.Confidential {
		f["confidential"] = true
	}
	if o.Amends != nil {
		f["amends"] = o.Amends
	}
	return f
}

// VerbalOffer records that the terms were offered aloud.
func (o Offer) VerbalOffer(channel string, at time.Time) (Offer, []event.Event, error) {
	return o.do(ActVerbalOffer, at, event.VerbalOffered, func(*Offer) facts { return facts{"channel": channel} })
}

// VerbalAnswer records what the candidate said to it: accepted, asked_for_changes, thinking. A verbal no is Decline.
func (o Offer) VerbalAnswer(answer string, at time.Time) (Offer, []event.Event, error) {
	return o.do(ActVerbalAnswer, at, event.VerbalAnswered, func(*Offer) facts { return facts{"answer": answer} })
}

// Handoff is what an offer keeps of a handoff, or of a proposal: its id, the letter version written from it, and who handed over.
type Handoff struct {
	ID     string
	Letter int        // the letter version written from it
	Kind   string     // kind of letter; empty keeps the one before
	Place  place.Code // where the work is done; empty keeps the one before
	Start  *cal.Date  // when the record gives a date
	Author string     // person id
}

// Handover takes a further handoff. It begins a new round when the candidate asked for other terms, declined, or let the
// offer expire; any other handoff is a correction within the round. A letter that was issued stays answerable.
func (o Offer) Handover(h Handoff, g Gate, at time.Time) (Offer, []event.Event, error) {
	return o.do(ActHandOver, at, event.HandoffReceived, func(n *Offer) facts {
		correction := !n.Asked && n.State != Declined && n.State != Expired && n.State != Proposed
		if n.Asked || n.State == Declined || n.State == Expired {
			n.Round++
		}
		n.Asked = false
		n.Handoff, n.Letter, n.Start, n.Author = h.ID, h.Letter, h.Start, h.Author
		n.Kind, n.Place = cmp.Or(h.Kind, n.Kind), cmp.Or(h.Place, n.Place)
		n.State = StateOf(g)
		return n.counts().with("correction", correction)
	})
}

// NextRound says which round a handoff at a time would belong to.
func (o Offer) NextRound(at time.Time) int {
	o, _ = o.settle(at)
	if o.Round == 0 {
		return 1
	}
	if o.Asked || o.State == Declined || o.State == Expired {
		return o.Round + 1
	}
	return o.Round
}
