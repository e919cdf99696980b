package desk

import (
	"encoding/json"
	"slices"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/approval"
	"verbatim/internal/bundle"
	"verbatim/internal/digest"
	"verbatim/internal/event"
)

// approvalRecord is approvals.json: where each step stands, and every act on it with its reason.
type approvalRecord struct {
	Steps []approval.State `json:"steps"`
	Acts  []approvalAct    `json:"acts"`
}

// approvalAct is one event of an approval. Facts are those of the event; reason and digest of the terms were sealed with it.
type approvalAct struct {
	Sequence int64           `json:"sequence"`
	Type     event.Type      `json:"type"`
	At       time.Time       `json:"at"`
	By       actor.ID        `json:"by"`
	Facts    json.RawMessage `json:"facts"`
	Reason   string          `json:"reason,omitempty"`
	Terms    digest.Digest   `json:"terms,omitempty"` // of the terms that were asked about
}

// approved packs the business approvals, where any were asked for.
func (p *packing) approved(events []event.Event) {
	h, err := historyOf(events, events[len(events)-1].Sequence)
	p.fail(err)
	out := approvalRecord{Acts: []approvalAct{}}
	for _, e := range events {
		if !slices.Contains(event.Approvals(), e.Type) {
			continue
		}
		a := approvalAct{Sequence: e.Sequence, Type: e.Type, At: e.At, By: e.Actor, Facts: e.Facts}
		if len(e.Payload) > 0 {
			kept, err := payloadOf[struct {
				Reason string        `json:"reason"`
				Terms  digest.Digest `json:"terms"`
			}](e)
			p.fail(err)
			a.Reason, a.Terms = kept.Reason, kept.Terms
		}
		out.Acts = append(out.Acts, a)
	}
	if len(out.Acts) > 0 && err == nil {
		out.Steps = h.book.States
		p.json(bundle.Approvals, out)
	}
}
