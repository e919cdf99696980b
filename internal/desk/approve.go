package desk

import (
	"context"
	"errors"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/approval"
	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/handoff"
	"verbatim/internal/offer"
	"verbatim/internal/store"
	"verbatim/internal/terms"
)

// Consent is an approver's answer to a step. Terms is the digest of the covered terms that the approver saw.
type Consent struct {
	Verdict ConsentVerdict `json:"verdict" jsonschema:"title=Verdict,example=approved"`
	Terms   digest.Digest  `json:"terms" jsonschema:"title=Digest of the terms,pattern=^sha256:[0-9a-f]{64}$"`
	Reason  string         `json:"reason,omitempty" jsonschema:"title=Reason,maxLength=2000"`
}

// ConsentVerdict is whether an approver agrees.
type ConsentVerdict string

// Enum lists the verdicts, for the schema.
func (ConsentVerdict) Enum() []string {
	return []string{string(approval.Approved), string(approval.Rejected)}
}

// Override is a request to settle a step without its approvers.
type Override struct {
	Reason string `json:"reason" jsonschema:"title=Reason,example=The board cannot meet before the candidate must answer,minLength=3,maxLength=2000"`
}

// Replacement is a request to put another approver in the place of one.
type Replacement struct {
	From   approval.Approver `json:"from" jsonschema:"title=From,example=role:legal,maxLength=60,pattern=^(role|person):[a-z0-9_-]+$"`
	To     approval.Approver `json:"to" jsonschema:"title=To,example=role:admin,maxLength=60,pattern=^(role|person):[a-z0-9_-]+$"`
	Reason string            `json:"reason" jsonschema:"title=Reason,example=On leave,minLength=3,maxLength=2000"`
}

// Approve records an approver's answer to a step. It names the terms that were seen and no revision: when another act won,
// it is judged again by what that act made of the offer.
func (s *Service) Approve(ctx context.Context, by actor.Actor, id offer.ID, step string, c Consent, claim *store.Claim) (Result, error) {
	return s.consenting(ctx, by, id, claim, func(p past, at time.Time) (approval.Book, []approval.Move, error) {
		lent, err := s.lenders(ctx, by.ID, at)
		if err != nil {
			return p.book, nil, err
		}
		d := approval.Decision{Step: step, Verdict: approval.Status(c.Verdict), Terms: c.Terms, Reason: c.Reason}
		return p.book.Decide(d, person(by), lent, p.authors, at)
	})
}

// OverrideApproval settles a step without its approvers.
func (s *Service) OverrideApproval(ctx context.Context, by actor.Actor, id offer.ID, step string, o Override, claim *store.Claim) (Result, error) {
	return s.consenting(ctx, by, id, claim, func(p past, at time.Time) (approval.Book, []approval.Move, error) {
		return p.book.Override(step, o.Reason, by.ID, p.authors, at)
	})
}

// ReplaceApprover puts another approver in the place of one; the step does not begin anew.
func (s *Service) ReplaceApprover(ctx context.Context, by actor.Actor, id offer.ID, step string, r Replacement, claim *store.Claim) (Result, error) {
	return s.consenting(ctx, by, id, claim, func(p past, at time.Time) (approval.Book, []approval.Move, error) {
		return p.book.Replace(step, r.From, r.To, r.Reason, by.ID, at)
	})
}

// past is what an act on approvals is judged by.
type past struct {
	scope   store.Scope // what the actor may see
	offer   offer.Offer
	book    approval.Book
	authors []actor.ID // people who wrote the terms: they consent to nothing
	gate    standing   // of the latest letter; zero while there is none
}

// consenting performs one act on approvals.
func (s *Service) consenting(ctx context.Context, by actor.Actor, id offer.ID, claim *store.Claim,
	act func(past, time.Time) (approval.Book, []approval.Move, error),
) (Result, error) {
	var err error
	for range attemptsToAnswer {
		var p past
		if p, err = s.pastOf(ctx, by, id); err != nil {
			return Result{}, err
		}
		w := s.begin(by, claim)
		w.Expect = p.offer.Revision
		if p.book, err = s.consented(w, &p, act); err != nil {
			return Result{}, err
		}
		var r Result
		if r, err = s.judged(ctx, by, w, p.offer); !errors.Is(err, store.ErrStale) {
			return r, err
		}
	}
	return Result{}, err
}

// consented makes the events of one act on approvals: the first is an act of the offer, and moves its state.
func (s *Service) consented(w *write, p *past, act func(past, time.Time) (approval.Book, []approval.Move, error)) (approval.Book, error) {
	book, moves, err := act(*p, w.at)
	if err != nil {
		return book, err
	}
	p.gate.approvals = book
	next, events, err := p.offer.Consented(moves[0].Type, gateOf(p.gate.gate()), w.at)
	if err != nil {
		return book, err
	}
	last := &events[len(events)-1]
	withFacts(last, moves[0].Facts)
	last.Payload = moves[0].Payload
	w.Events, p.offer = events, next
	w.consents(book, moves[1:], next.Letter)
	return book, nil
}

// pastOf reads where the approvals of an offer stand, its letter's gate, and who wrote the terms.
func (s *Service) pastOf(ctx context.Context, by actor.Actor, id offer.ID) (past, error) {
	scope, err := s.askedScope(ctx, by)
	if err != nil {
		return past{}, err
	}
	o, err := s.Store.Offer(ctx, scope, id)
	if err != nil {
		return past{}, err
	}
	h, err := s.historyNow(ctx, scope, o)
	if err != nil {
		return past{}, err
	}
	p := past{scope: scope, offer: o, book: *h.book, authors: h.hands}
	if o.Letter == 0 {
		return p, nil
	}
	j, err := s.judging(ctx, scope, id, o.Letter)
	if err != nil {
		return past{}, err
	}
	p.gate = j.gate
	for _, a := range j.gate.amendments {
		p.authors = append(p.authors, actor.ID(a.By))
	}
	return p, nil
}

// approvalDue does what the clock owes a step: a reminder, an escalation. The row goes or gets its next time.
func (s *Service) approvalDue(ctx context.Context, d store.Due) error {
	by := actor.Clock()
	p, err := s.pastOf(ctx, by, d.Offer)
	if err != nil {
		return err
	}
	w := s.begin(by, nil)
	w.Expect = p.offer.Revision
	book, moves, err := p.book.Timers(w.at)
	if err != nil {
		return err
	}
	if len(moves) == 0 || !p.offer.State.AwaitsApproval() { // another row of the offer was looked at first, or it is over
		var next time.Time
		if st := book.Find(d.Subject); st != nil && st.Due() != nil && p.offer.State.AwaitsApproval() {
			next = *st.Due()
		}
		return s.Store.PutOff(ctx, d, next)
	}
	w.consents(book, moves, p.offer.Letter)
	_, err = s.apply(ctx, w, p.offer)
	return err
}

// Approvals is where the business approvals of an offer stand.
type Approvals struct {
	Offer    offer.ID       `json:"offer_id"`
	Revision int64          `json:"revision"`
	State    offer.State    `json:"state"`
	Steps    []ApprovalStep `json:"steps"`
	// WaitedHours is how long the offer has waited for approvers, and InParallel how long it would have, had every step
	// been asked at once; whole hours, of steps that are settled.
	WaitedHours int `json:"waited_hours"`
	InParallel  int `json:"in_parallel_hours"`
}

// ApprovalStep is one step with the terms that it covers.
type ApprovalStep struct {
	approval.State
	Covered []approval.Term `json:"covered_terms"` // as they are now
	Due     *time.Time      `json:"next_timer_at,omitempty"`
	Mine    bool            `json:"asks_me"` // the reader can answer it
}

// Approvals reads where the approvals of an offer stand. Somebody without a role that reads offers sees the steps that
// ask them, and nothing else.
func (s *Service) Approvals(ctx context.Context, by actor.Actor, id offer.ID) (Approvals, error) {
	p, err := s.pastOf(ctx, by, id)
	if err != nil {
		return Approvals{}, err
	}
	sheet, err := s.currentTerms(ctx, p.scope, p.offer)
	if err != nil {
		return Approvals{}, err
	}
	lent, err := s.lenders(ctx, by.ID, s.now())
	if err != nil {
		return Approvals{}, err
	}
	all := approval.Terms(sheet)
	out := Approvals{Offer: id, Revision: p.offer.Revision, State: p.offer.State, Steps: []ApprovalStep{}}
	for _, st := range p.book.States {
		_, _, err := p.book.Decide(approval.Decision{Step: st.ID, Verdict: approval.Approved, Terms: st.Seen}, person(by), lent, p.authors, s.now())
		if err == nil || reads(by) {
			out.Steps = append(out.Steps, ApprovalStep{State: st, Covered: st.Covered(all), Due: st.Due(), Mine: err == nil})
		}
	}
	if len(out.Steps) == 0 && !reads(by) {
		return Approvals{}, store.ErrNotFound
	}
	events, err := s.allEvents(ctx, p.scope, id)
	if err != nil {
		return Approvals{}, err
	}
	var c approval.Course
	for _, e := range events {
		if err := c.Take(e); err != nil {
			return Approvals{}, err
		}
	}
	out.WaitedHours, out.InParallel = int(c.Took().Hours()), int(c.Parallel().Hours())
	return out, nil
}

// currentTerms are the terms that approvals are about: of the latest letter, else of the proposal.
func (s *Service) currentTerms(ctx context.Context, scope store.Scope, o offer.Offer) (terms.Sheet, error) {
	if o.Letter == 0 {
		record, _, err := s.proposal(ctx, scope, o)
		return record.Sheet(), err
	}
	v, err := s.Store.Letter(ctx, scope, o.ID, o.Letter)
	if err != nil {
		return terms.Sheet{}, err
	}
	sheet, faults := terms.Amend(v.Verbal, v.Amendments)
	return sheet, fault.All(fault.CodeBadAmendment, "the letter's amendments no longer apply", faults)
}

// MyApprovals gives the steps that wait for the actor, in person or by delegation, the longest waiting first.
func (s *Service) MyApprovals(ctx context.Context, by actor.Actor, limit int) ([]store.OpenApproval, error) {
	scope, err := s.askedScope(ctx, by)
	if err != nil {
		return nil, err
	}
	return s.Store.OpenApprovals(ctx, scope, scope.Asks, limit)
}

// ApprovalPlan is which approvals a record would need today, and why.
type ApprovalPlan struct {
	Steps []approval.Planned `json:"steps"` // asked or not, each with its reason
}

// PreviewApprovals says which approvals a proposal would need today. It stores nothing.
func (s *Service) PreviewApprovals(ctx context.Context, by actor.Actor, raw []byte) (ApprovalPlan, error) {
	p, err := handoff.ParseProposal(raw, s.Validator)
	if err != nil {
		return ApprovalPlan{}, err
	}
	record := p.Record()
	if err := s.mayUse(by, record.Employer.Entity); err != nil {
		return ApprovalPlan{}, err
	}
	j, err := s.judgedOf(ctx, record)
	if err != nil {
		return ApprovalPlan{}, err
	}
	manager, recruiter, err := s.people().hiring(ctx, record.Hiring)
	if err != nil {
		return ApprovalPlan{}, err
	}
	facts, err := j.facts(offer.Groups{HiringManager: string(manager), Recruiter: string(recruiter)}, s.now())
	if err != nil {
		return ApprovalPlan{}, err
	}
	chains, err := s.Library.Current().Chains()
	if err != nil {
		return ApprovalPlan{}, err
	}
	steps, err := approval.Plan(approval.Select(chains, facts, nil), facts)
	if steps == nil {
		steps = []approval.Planned{}
	}
	return ApprovalPlan{Steps: steps}, err
}

// judgedOf makes of a record what approvals are planned on.
func (s *Service) judgedOf(ctx context.Context, r handoff.Record) (judgedTerms, error) {
	e, err := s.entityOf(r)
	if err != nil {
		return judgedTerms{}, err
	}
	lib := s.Library.Current()
	j := judgedTerms{record: r, sheet: r.Sheet(), entity: e, calendar: lib.Calendar(e.Calendar)}
	j.standing, err = s.standing(ctx, j)
	return j, err
}
