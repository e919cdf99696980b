package console

import (
	"context"

	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/fault"
	"verbatim/internal/offer"
)

// target is the offer that a form's record is the next handoff of; its zero value opens a new offer.
type target struct {
	Offer    offer.ID
	Revision int64
	Title    string // whose offer it is
	Proposed bool   // its terms are still a proposal, in whose place others can be put
	Amends   bool   // the offer is accepted: the record opens an amendment of it
}

// targetOf reads the offer that a form was made for, at the revision that it was made at.
func (k *call) targetOf() (target, error) {
	id := k.text("offer")
	if id == "" {
		return target{}, nil
	}
	if !uuidForm.MatchString(id) {
		return target{}, fault.New(fault.NotFound, fault.CodeNotFound, wordNotFound)
	}
	revision, err := k.revision()
	return target{Offer: offer.ID(id), Revision: revision, Title: k.text("title"), Amends: k.text("amends") != "", Proposed: k.text("proposed") != ""}, err
}

// nextHandoff is the form of a record, filled with what an offer holds: the handoff in force, or its proposal. For an
// accepted offer it becomes an amendment of the letter in force.
func nextHandoff(ctx context.Context, c *Console, k *call) (reply, error) {
	id, err := k.offer()
	if err != nil {
		return reply{}, err
	}
	o, err := c.Desk.Offer(ctx, k.by, id)
	if err != nil {
		return reply{}, err
	}
	raw, err := c.Desk.LatestRecord(ctx, k.by, id)
	if err != nil {
		return reply{}, err
	}
	t, err := readTree(raw)
	if err != nil {
		return reply{}, err
	}
	t["schema"] = "handoff/v1"
	if source, ok := t["source"].(map[string]any); ok {
		delete(source, "version") // it names the record that the source sent, and this is another
	}
	v := &handoffView{Form: c.NewID(), Propose: k.may(auth.ReplaceProposal), Target: target{Offer: id, Revision: o.Revision, Title: c.titleOf(ctx, k, id), Amends: o.State == offer.Accepted, Proposed: o.State == offer.Proposed}}
	if v.Target.Amends {
		inForce := o.InForce()
		t.put("/letter/kind", "amendment")
		t.put("/letter/amends", map[string]any{"offer": string(inForce.Offer), "letter": inForce.Letter})
	}
	if err := c.lay(k, v, t, nil); err != nil {
		return reply{}, err
	}
	return v.page(), nil
}

// titleOf is whose offer it is; its id when that cannot be read.
func (c *Console) titleOf(ctx context.Context, k *call, id offer.ID) string {
	if cards, err := c.Desk.Cards(ctx, k.by, []offer.ID{id}); err == nil && cards[id].Candidate != "" {
		return cards[id].Candidate
	}
	if name := c.proposedFor(ctx, k, id); name != "" {
		return name
	}
	return string(id)
}

// handedOver sends a record where its form says: to an offer, to a new one, or up for approval.
func (c *Console) handedOver(ctx context.Context, k *call, to target, t tree) (offer.ID, error) {
	act := auth.CreateHandoff
	switch {
	case k.text("do") == "propose":
		if act = auth.ProposeOffer; to.Offer != "" {
			act = auth.ReplaceProposal
		}
		t["schema"] = "proposal/v1"
		delete(t, "agreed")
		delete(t, "approved")
	case to.Amends:
		act = auth.AmendOffer
	case to.Offer != "":
		act = auth.HandOver
	}
	if p, ok := auth.Permit(act); !ok || !p.Allows(k.by) {
		return "", p.Forbidden()
	}
	raw, err := t.bytes()
	if err != nil {
		return "", err
	}
	var r desk.Result
	switch act {
	case auth.ProposeOffer:
		r, err = c.Desk.Propose(ctx, k.by, raw, nil)
	case auth.ReplaceProposal:
		r, err = c.Desk.Repropose(ctx, k.by, to.Offer, to.Revision, raw, nil)
	case auth.AmendOffer:
		r, err = c.Desk.Amend(ctx, k.by, to.Offer, to.Revision, raw, nil)
	case auth.HandOver:
		r, err = c.Desk.HandOver(ctx, k.by, to.Offer, to.Revision, raw, nil)
	default:
		r, err = c.Desk.Receive(ctx, k.by, raw, nil)
	}
	return r.Offer, err
}
