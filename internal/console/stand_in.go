package console

import (
	"context"
	"time"

	"verbatim/internal/approval"
	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/fault"
)

// standIn is a delegation in words.
type standIn struct {
	approval.Delegation
	Giver, Taker string
	Mine         bool // the person gave it, and it has not ended
}

// standIns are the delegations from and to the person that have not ended.
func (c *Console) standIns(ctx context.Context, k *call) ([]standIn, error) {
	if !k.may(auth.ListDelegations) {
		return nil, nil
	}
	all, err := c.Desk.Delegations(ctx, k.by)
	if err != nil {
		return nil, err
	}
	var out []standIn
	for _, d := range all {
		if d.Ended == nil && d.End.After(c.Now()) {
			out = append(out, standIn{d, c.name(ctx, string(d.From)), c.name(ctx, string(d.To)), d.From == k.by.ID})
		}
	}
	return out, nil
}

// delegate lets somebody decide on approvals for the person; the days are whole ones, counted as UTC has them.
func delegate(ctx context.Context, c *Console, k *call) (reply, error) {
	var faults []fault.Fault
	day := func(name string) time.Time {
		t, err := time.Parse(time.DateOnly, k.text(name))
		if err != nil {
			faults = append(faults, fault.Fault{Code: fault.CodeBadDate, Pointer: fault.Pointer("/" + name), Message: wordBadDay})
		}
		return t
	}
	d := desk.Delegating{To: k.text("to"), Start: day("from"), End: day("until").AddDate(0, 0, 1)}
	if len(faults) > 0 {
		return reply{}, fault.All(fault.CodeInvalidRequest, wordFormFaults, faults)
	}
	if _, err := c.Desk.Delegate(ctx, k.by, d); err != nil {
		return reply{}, err
	}
	return reply{goTo: Root + "approvals?done=delegated"}, nil
}

// endDelegation takes a delegation back.
func endDelegation(ctx context.Context, c *Console, k *call) (reply, error) {
	if err := c.Desk.EndDelegation(ctx, k.by, k.PathValue("delegation")); err != nil {
		return reply{}, err
	}
	return reply{goTo: Root + "approvals?done=saved"}, nil
}

// override settles a step without its approvers.
func override(ctx context.Context, c *Console, k *call) (reply, error) {
	return c.onStep(k, func(step string) error {
		id, err := k.offer()
		if err != nil {
			return err
		}
		_, err = c.Desk.OverrideApproval(ctx, k.by, id, step, desk.Override{Reason: k.text("reason")}, nil)
		return err
	})
}

// replace puts another approver in the place of one.
func replace(ctx context.Context, c *Console, k *call) (reply, error) {
	return c.onStep(k, func(step string) error {
		id, err := k.offer()
		if err != nil {
			return err
		}
		r := desk.Replacement{From: approval.Approver(k.text("from")), To: approval.Approver(k.text("to")), Reason: k.text("reason")}
		if address := k.text("person"); address != "" {
			p, err := c.Desk.Store.PersonByAddress(ctx, address)
			if err != nil {
				return err
			}
			r.To = approval.OfPerson(p.ID)
		}
		_, err = c.Desk.ReplaceApprover(ctx, k.by, id, step, r, nil)
		return err
	})
}

// onStep performs an act on a step of an offer's approvals, and goes back to them. Both acts need a reason.
func (c *Console) onStep(k *call, act func(step string) error) (reply, error) {
	if len(k.text("reason")) < 3 {
		return reply{}, fault.All(fault.CodeInvalidRequest, wordFormFaults, []fault.Fault{{
			Code: fault.CodeReasonMissing, Pointer: "/reason", Message: wordReasonNeeded,
		}})
	}
	if err := act(k.PathValue("step")); err != nil {
		return reply{}, err
	}
	return reply{goTo: Root + "approvals/" + k.PathValue("offer") + "?done=decided"}, nil
}
