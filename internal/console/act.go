package console

import (
	"context"
	"encoding/json"
	"time"

	"verbatim/internal/answer"
	"verbatim/internal/desk"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/handoff"
	"verbatim/internal/offer"
	"verbatim/internal/terms"
)

// onOffer performs an act at the revision that the form was made at, and goes back to the offer.
func onOffer(k *call, done string, act func(id offer.ID, revision int64) error) (reply, error) {
	id, err := k.offer()
	if err != nil {
		return reply{}, err
	}
	revision, err := k.revision()
	if err != nil {
		return reply{}, err
	}
	if err := act(id, revision); err != nil {
		return reply{}, err
	}
	return reply{goTo: Root + "offers/" + string(id) + "?done=" + done}, nil
}

// issue sends the letter. Where candidates have links, the page that answers is the only one that shows the new one.
func issue(ctx context.Context, c *Console, k *call) (reply, error) {
	var given *desk.GivenLink
	r, err := onOffer(k, "issued", func(id offer.ID, revision int64) error {
		issued, err := c.Desk.Issue(ctx, k.by, id, revision, nil)
		given = issued.Link
		return err
	})
	return linkPage(k, r, given), err
}

// renewLink gives the candidate another link; the one before ends.
func renewLink(ctx context.Context, c *Console, k *call) (reply, error) {
	var given *desk.GivenLink
	r, err := onOffer(k, "told", func(id offer.ID, _ int64) error {
		renewed, err := c.Desk.RenewLink(ctx, k.by, id, nil)
		given = renewed.Link
		return err
	})
	return linkPage(k, r, given), err
}

// revokeLink ends the candidate's link.
func revokeLink(ctx context.Context, c *Console, k *call) (reply, error) {
	return onOffer(k, "unlinked", func(id offer.ID, _ int64) error {
		_, err := c.Desk.RevokeLink(ctx, k.by, id, nil)
		return err
	})
}

// verbal records that a proposed offer was made aloud, or what the candidate said to it.
func verbal(ctx context.Context, c *Console, k *call) (reply, error) {
	return onOffer(k, "told_verbal", func(id offer.ID, revision int64) error {
		at, err := k.instant("at", c.zoneOf(ctx, k, id))
		if err != nil {
			return err
		}
		v := desk.Verbal{At: at, Channel: handoff.Channel(k.text("channel")), By: k.text("by"), Answer: desk.VerbalAnswer(k.text("answer")), Note: k.text("reason")}
		_, err = c.Desk.Verbal(ctx, k.by, id, revision, v, nil)
		return err
	})
}

func linkPage(k *call, r reply, given *desk.GivenLink) reply {
	if given == nil {
		return r
	}
	data := struct {
		*desk.GivenLink
		Offer string
	}{given, k.PathValue("offer")}
	return reply{view: &view{Page: "link", Title: wordIssuedTitle, Nav: "offers", Data: data}}
}

func revise(ctx context.Context, c *Console, k *call) (reply, error) {
	return onOffer(k, "revised", func(id offer.ID, revision int64) error {
		raw, err := json.Marshal(desk.Revision{Redate: k.text("how") == "redate", Rebase: k.text("how") == "rebase"})
		if err != nil {
			return err
		}
		_, err = c.Desk.Revise(ctx, k.by, id, revision, raw, nil)
		return err
	})
}

func tell(ctx context.Context, c *Console, k *call) (reply, error) {
	return onOffer(k, "told", func(id offer.ID, _ int64) error {
		o, err := c.Desk.Offer(ctx, k.by, id)
		if err != nil {
			return err
		}
		told := desk.Told{Amendment: terms.ID(k.text("amendment")), Clause: k.text("clause"), Position: k.text("position")}
		if now := c.Now(); k.text("how") == "told" {
			told.At = &now
		} else {
			told.Reason = k.text("reason")
		}
		_, err = c.Desk.Tell(ctx, k.by, id, o.Letter, told, nil)
		return err
	})
}

func extend(ctx context.Context, c *Console, k *call) (reply, error) {
	return onOffer(k, "extended", func(id offer.ID, revision int64) error {
		until, err := k.instant("until", c.zoneOf(ctx, k, id))
		if err != nil {
			return err
		}
		x := desk.Extension{Expires: until, ReasonCode: offer.ExtendReason(k.text("reason_code")), Reason: k.text("reason")}
		_, err = c.Desk.Extend(ctx, k.by, id, revision, x, nil)
		return err
	})
}

func pause(ctx context.Context, c *Console, k *call) (reply, error) {
	return onOffer(k, "paused", func(id offer.ID, revision int64) error {
		_, err := c.Desk.Pause(ctx, k.by, id, revision, desk.Pausing{ReasonCode: offer.PauseReason(k.text("reason_code")), Reason: k.text("reason")}, nil)
		return err
	})
}

func resume(ctx context.Context, c *Console, k *call) (reply, error) {
	return onOffer(k, "resumed", func(id offer.ID, revision int64) error {
		_, err := c.Desk.Resume(ctx, k.by, id, revision, nil)
		return err
	})
}

func stopClock(ctx context.Context, c *Console, k *call) (reply, error) {
	return onOffer(k, "clock", func(id offer.ID, revision int64) error {
		_, err := c.Desk.StopClock(ctx, k.by, id, revision, desk.Stopping{ReasonCode: offer.StopReason(k.text("reason_code")), Reason: k.text("reason")}, nil)
		return err
	})
}

func confirmClock(ctx context.Context, c *Console, k *call) (reply, error) {
	return onOffer(k, "clock", func(id offer.ID, revision int64) error {
		_, err := c.Desk.ConfirmClock(ctx, k.by, id, revision, nil)
		return err
	})
}

func resumeClock(ctx context.Context, c *Console, k *call) (reply, error) {
	return onOffer(k, "clock", func(id offer.ID, revision int64) error {
		_, err := c.Desk.ResumeClock(ctx, k.by, id, revision, nil)
		return err
	})
}

func (k *call) ending() desk.Ending {
	return desk.Ending{ReasonCode: offer.EndReason(k.text("reason_code")), Reason: k.text("reason")}
}

func rescind(ctx context.Context, c *Console, k *call) (reply, error) {
	return onOffer(k, "rescinded", func(id offer.ID, revision int64) error {
		_, err := c.Desk.Rescind(ctx, k.by, id, revision, k.ending(), nil)
		return err
	})
}

func cancel(ctx context.Context, c *Console, k *call) (reply, error) {
	return onOffer(k, "cancelled", func(id offer.ID, revision int64) error {
		_, err := c.Desk.Cancel(ctx, k.by, id, revision, k.ending(), nil)
		return err
	})
}

func renege(ctx context.Context, c *Console, k *call) (reply, error) {
	return onOffer(k, "reneged", func(id offer.ID, revision int64) error {
		_, err := c.Desk.Renege(ctx, k.by, id, revision, desk.Backout{ReasonCode: offer.RenegeReason(k.text("reason_code")), Reason: k.text("reason")}, nil)
		return err
	})
}

// accept records an answer that the candidate gave on paper or by a provider, for the letter that was last issued.
func accept(ctx context.Context, c *Console, k *call) (reply, error) {
	return onOffer(k, "accepted", func(id offer.ID, _ int64) error {
		o, err := c.Desk.Offer(ctx, k.by, id)
		if err != nil {
			return err
		}
		if o.Issued == nil {
			return fault.New(fault.Conflict, fault.CodeState, wordNothingIssued)
		}
		at, err := k.instant("at", c.zoneOf(ctx, k, id))
		if err != nil {
			return err
		}
		a := desk.Acceptance{
			Letter: o.Issued.Version, PDF: o.Issued.PDF, Form: answer.Form(k.text("form")), At: &at, Name: k.text("name"), Comment: k.text("reason"),
		}
		_, err = c.Desk.Accept(ctx, k.by, id, a, desk.Seen{}, nil)
		return err
	})
}

// signForEmployer records that somebody signed for the employer.
func signForEmployer(ctx context.Context, c *Console, k *call) (reply, error) {
	return onOffer(k, "signed", func(id offer.ID, _ int64) error {
		at, err := k.instant("at", c.zoneOf(ctx, k, id))
		if err != nil {
			return err
		}
		x := desk.EmployerSigning{Signatory: k.text("signatory"), Title: k.text("title"), Form: answer.Form(k.text("form")), At: &at}
		_, err = c.Desk.SignForEmployer(ctx, k.by, id, x, nil)
		return err
	})
}

func decline(ctx context.Context, c *Console, k *call) (reply, error) {
	return onOffer(k, "declined", func(id offer.ID, _ int64) error {
		r := desk.Refusal{Reason: event.DeclinedBecause{Code: event.DeclineReason(k.text("reason_code"))}, Comment: k.text("reason")}
		_, err := c.Desk.Decline(ctx, k.by, id, r, desk.Seen{}, nil)
		return err
	})
}

// instant reads a date and time as a browser's field writes it, in the zone of the employer.
func (k *call) instant(name string, zone *time.Location) (time.Time, error) {
	for _, form := range []string{"2006-01-02T15:04", "2006-01-02T15:04:05"} {
		if t, err := time.ParseInLocation(form, k.text(name), zone); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fault.All(fault.CodeInvalidRequest, wordFormFaults, []fault.Fault{{
		Code: fault.CodeBadDate, Pointer: fault.Pointer("/" + name), Message: wordBadInstant,
	}})
}

// zoneOf is the zone of an offer's employer.
func (c *Console) zoneOf(ctx context.Context, k *call, id offer.ID) *time.Location {
	o, err := c.Desk.Offer(ctx, k.by, id)
	if err == nil {
		if e, ok := c.Desk.Library.Current().Entity(o.Entity); ok {
			if zone, err := e.Location(); err == nil {
				return zone
			}
		}
	}
	return time.UTC
}
