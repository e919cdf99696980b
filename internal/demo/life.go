package demo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/answer"
	"verbatim/internal/approval"
	"verbatim/internal/desk"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/offer"
	"verbatim/internal/policy"
	"verbatim/internal/review"
	"verbatim/internal/terms"
)

// life leads one offer through its acts.
type life struct {
	plan
	desk  *desk.Service
	clock *time.Time // the desk's own
	until time.Time
	staff staff
	last  desk.Result
}

// errFuture ends a life whose next act lies in the future: the offer stays as it is.
var errFuture = errors.New("demo: the next act has not happened yet")

// at moves the clock on by days; errFuture when that is later than now.
func (l *life) at(days float64) error {
	t := later(*l.clock, days)
	if t.After(l.until) {
		return errFuture
	}
	*l.clock = t
	return nil
}

// live performs the plan. An offer that is still going on ends without an error.
func (l *life) live(ctx context.Context) error {
	*l.clock = l.verbal
	err := l.acts(ctx)
	if errors.Is(err, errFuture) {
		return nil
	}
	return err
}

func (l *life) acts(ctx context.Context) error {
	for round := 1; round <= l.rounds; round++ {
		done, err := l.write(ctx, round)
		if done || err != nil {
			return err
		}
		if round < l.rounds {
			if err := l.ask(ctx); err != nil {
				return err
			}
		}
	}
	return l.finish(ctx)
}

// write brings a round from the call to the issued letter; done when the offer ended before.
func (l *life) write(ctx context.Context, round int) (done bool, err error) {
	if err := l.at(l.toDesk); err != nil {
		return false, err
	}
	raw, err := json.Marshal(l.record(round))
	if err != nil {
		return false, err
	}
	if round == 1 {
		l.last, err = l.desk.Receive(ctx, l.staff.recruiter(l.team.recruiter), raw, nil)
	} else {
		l.last, err = l.desk.HandOver(ctx, l.staff.recruiter(l.team.recruiter), l.last.Offer, l.last.Revision, raw, nil)
	}
	if err != nil {
		return false, fmt.Errorf("offer %d, round %d: %w", l.number, round, err)
	}
	if round == 1 && (l.end == cancelled || l.end == refuses) {
		return true, l.endEarly(ctx)
	}
	if round == 1 && l.mistake {
		if err := l.err(ctx); err != nil {
			return false, err
		}
	}
	return false, l.send(ctx)
}

// endEarly ends an offer before its letter was sent.
func (l *life) endEarly(ctx context.Context) (err error) {
	if err := l.at(l.review + l.toIssue); err != nil {
		return err
	}
	if l.end == cancelled {
		l.last, err = l.desk.Cancel(ctx, l.staff.hr, l.last.Offer, l.last.Revision, desk.Ending{ReasonCode: l.endCode, Reason: "the requisition was closed"}, nil)
		return err
	}
	return l.decline(ctx)
}

// err writes less pay than was said, and finds it or not.
func (l *life) err(ctx context.Context) error {
	pay := l.pay / 100 * 100
	currency := "USD"
	if places[l.place].entity == "acme-uk" {
		currency = "GBP"
	}
	rate := func(n int) map[string]any {
		return map[string]any{"amount": fmt.Sprint(n), "currency": currency, "per": "year"}
	}
	if err := l.amend(ctx, "a1", rate(pay), rate(pay-5000)); err != nil {
		return err
	}
	if l.caught {
		if err := l.at(0.5); err != nil {
			return err
		}
		if err := l.amend(ctx, "a2", rate(pay-5000), rate(pay)); err != nil {
			return err
		}
		return l.tell(ctx, "a1", "a2")
	}
	return l.tell(ctx, "a1")
}

func (l *life) amend(ctx context.Context, id string, expect, value any) error {
	raw, err := json.Marshal(map[string]any{"amendments": []any{map[string]any{
		"id": id, "op": "set", "term": "/terms/base_pay/rate", "expect": expect, "value": value, "reason_code": "correction", "reason": "typed from an older note",
	}}})
	if err != nil {
		return err
	}
	l.last, err = l.desk.Revise(ctx, l.staff.recruiter(l.team.recruiter), l.last.Offer, l.last.Revision, raw, nil)
	return err
}

func (l *life) tell(ctx context.Context, amendments ...string) (err error) {
	for _, a := range amendments {
		at := *l.clock
		if l.last, err = l.desk.Tell(ctx, l.staff.hr, l.last.Offer, l.last.Letter.Version, desk.Told{Amendment: terms.ID(a), At: &at}, nil); err != nil {
			return err
		}
	}
	return nil
}

// send decides on what waits, dates the letter anew where it got old, and issues it.
func (l *life) send(ctx context.Context) error {
	for _, f := range l.last.Flags {
		if f.Status != review.Open {
			continue
		}
		if err := l.at(l.review); err != nil {
			return err
		}
		var err error
		l.last, err = l.desk.Decide(ctx, l.staff.decider(f.Deviation.Decides), l.last.Offer, l.last.Letter.Version, f.ID,
			desk.Ruling{Verdict: review.Clear, Fingerprint: f.Fingerprint, Comment: "as agreed"}, nil)
		if err != nil {
			return fmt.Errorf("offer %d: decide on %s: %w", l.number, f.Deviation.Code, err)
		}
	}
	if err := l.approve(ctx); err != nil {
		return err
	}
	if err := l.at(l.toIssue); err != nil {
		return err
	}
	hr := l.staff.hr
	issued, err := l.desk.Issue(ctx, hr, l.last.Offer, l.last.Revision, nil)
	if hasCode(err, fault.CodeLetterStale) {
		if l.last, err = l.desk.Revise(ctx, l.staff.recruiter(l.team.recruiter), l.last.Offer, l.last.Revision, []byte(`{"redate":true}`), nil); err != nil {
			return err
		}
		issued, err = l.desk.Issue(ctx, hr, l.last.Offer, l.last.Revision, nil)
	}
	if err != nil {
		return fmt.Errorf("offer %d: issue: %w", l.number, err)
	}
	l.last = issued
	return nil
}

// approve has total rewards agree to what the company's chain asks: pay above the band.
func (l *life) approve(ctx context.Context) error {
	if !slices.ContainsFunc(l.last.Gate.Reasons, func(r desk.Reason) bool { return r.Code == "approval_missing" }) {
		return nil
	}
	asked, err := l.desk.Approvals(ctx, l.staff.hr, l.last.Offer)
	if err != nil {
		return err
	}
	for _, step := range asked.Steps {
		if step.Status != approval.Waiting {
			continue
		}
		if err := l.at(l.review); err != nil {
			return err
		}
		l.last, err = l.desk.Approve(ctx, l.staff.rewards, l.last.Offer, step.ID, desk.Consent{Verdict: desk.ConsentVerdict(approval.Approved), Terms: step.Seen}, nil)
		if err != nil {
			return fmt.Errorf("offer %d: approve %s: %w", l.number, step.ID, err)
		}
	}
	return nil
}

func hasCode(err error, code fault.Code) bool {
	var e *fault.Error
	return errors.As(err, &e) && e.Code == code
}

// ask has the candidate ask for more.
func (l *life) ask(ctx context.Context) (err error) {
	if err := l.at(min(l.toReply, 4)); err != nil {
		return err
	}
	l.last, err = l.desk.RequestChanges(ctx, l.staff.hr, l.last.Offer,
		desk.Wish{Asks: []desk.Ask{{Term: "/terms/base_pay", Text: "Could the base pay be a little higher?"}}}, desk.Seen{}, nil)
	return err
}

// finish answers the last letter.
func (l *life) finish(ctx context.Context) error {
	if l.stopped {
		if err := l.stop(ctx); err != nil {
			return err
		}
	}
	if l.end == silent {
		return nil // the clock does the rest
	}
	if err := l.at(min(l.toReply, 6)); err != nil {
		return err
	}
	switch {
	case l.end == declines:
		return l.decline(ctx)
	case l.end == rescinded && !l.late:
		return l.rescind(ctx)
	}
	if err := l.accept(ctx); err != nil {
		return err
	}
	switch {
	case l.end == rescinded:
		return l.rescind(ctx)
	case l.reneges:
		if err := l.at(9); err != nil {
			return err
		}
		_, err := l.desk.Renege(ctx, l.staff.hr, l.last.Offer, l.last.Revision, desk.Backout{ReasonCode: offer.RenegeReason("counter_offer")}, nil)
		return err
	}
	return nil
}

// stop lets the clock stand still for a day, as the candidate asked.
func (l *life) stop(ctx context.Context) (err error) {
	id := l.last.Offer
	if l.last, err = l.desk.StopClock(ctx, l.staff.recruiter(l.team.recruiter), id, l.last.Revision, desk.Stopping{ReasonCode: "candidate_asked_for_time"}, nil); err != nil {
		return err
	}
	if l.last, err = l.desk.ConfirmClock(ctx, l.staff.hr, id, l.last.Revision, nil); err != nil {
		return err
	}
	if err := l.at(1); err != nil {
		return err
	}
	l.last, err = l.desk.ResumeClock(ctx, l.staff.hr, id, l.last.Revision, nil)
	return err
}

func (l *life) decline(ctx context.Context) (err error) {
	l.last, err = l.desk.Decline(ctx, l.staff.hr, l.last.Offer, desk.Refusal{Reason: event.DeclinedBecause{Code: l.reason}}, desk.Seen{}, nil)
	return err
}

func (l *life) rescind(ctx context.Context) (err error) {
	l.last, err = l.desk.Rescind(ctx, l.staff.hr, l.last.Offer, l.last.Revision, desk.Ending{ReasonCode: l.endCode, Reason: "the plan changed"}, nil)
	return err
}

func (l *life) accept(ctx context.Context) (err error) {
	l.last, err = l.desk.Accept(ctx, l.staff.hr, l.last.Offer, desk.Acceptance{
		Letter: l.last.Letter.Version, PDF: l.last.Letter.PDF, Form: answer.WetInk, Name: l.given + " " + l.family,
	}, desk.Seen{}, nil)
	if err != nil {
		return fmt.Errorf("offer %d: accept: %w", l.number, err)
	}
	return nil
}

// staff are the people who act.
type staff struct {
	hr, legal, rewards actor.Actor
	recruiters         map[string]actor.Actor
}

func (s staff) recruiter(address string) actor.Actor { return s.recruiters[address] }

// decider is somebody who may decide on a flag, and is never its author.
func (s staff) decider(d policy.Decider) actor.Actor {
	switch d {
	case policy.ByHROps:
		return s.hr
	case policy.ByTotalRewards:
		return s.rewards
	}
	return s.legal
}
