package desk

import (
	"context"
	"slices"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/fault"
	"verbatim/internal/letter"
	"verbatim/internal/offer"
	"verbatim/internal/review"
	"verbatim/internal/store"
	"verbatim/internal/terms"
)

// judgement is what an act on the gate of the latest version needs: the offer, the version's gate as it stands, its flags.
type judgement struct {
	offer    offer.Offer
	flags    []review.Flag
	version  letter.Version
	promised actor.ID // who made the promise that the version words
	past     history
	gate     standing
}

// judging reads the latest version's gate; another version is refused, since nothing can be decided on it any more.
func (s *Service) judging(ctx context.Context, scope store.Scope, id offer.ID, n int) (judgement, error) {
	o, err := s.Store.Offer(ctx, scope, id)
	if err != nil {
		return judgement{}, err
	}
	v, err := s.Store.Letter(ctx, scope, id, n)
	if err != nil {
		return judgement{}, err
	}
	if v.Number != o.Letter {
		return judgement{}, fault.New(fault.Conflict, fault.CodeNotLatest, "letter %d is the latest: decide there", o.Letter)
	}
	flags, err := s.Store.Flags(ctx, scope, id, v.Number)
	if err != nil {
		return judgement{}, err
	}
	past, err := s.historyNow(ctx, scope, o)
	if err != nil {
		return judgement{}, err
	}
	e, ok := s.Library.Current().Entity(o.Entity)
	if !ok {
		return judgement{}, errNoEntity(o)
	}
	st := standingFrom(e, v, past, flags)
	if st.read, err = past.readingOf(e, v); err != nil {
		return judgement{}, err
	}
	st.today, err = dayIn(e, s.now())
	return judgement{offer: o, flags: flags, version: v, promised: past.promised[v.Handoff], past: past, gate: st}, err
}

// Decide records a decision on a flag of the latest version. It binds to the fingerprint that the decider saw. One for a
// fallback makes the next version, worded in it, in the same act.
func (s *Service) Decide(ctx context.Context, by actor.Actor, id offer.ID, n int, flag string, r Ruling, claim *store.Claim) (Result, error) {
	j, err := s.judging(ctx, scopeOf(by), id, n)
	if err != nil {
		return Result{}, err
	}
	i := flagIndex(j.flags, flag)
	if i < 0 {
		return Result{}, store.ErrNotFound
	}
	w := s.begin(by, claim)
	w.status, w.Expect = statusCreated, j.offer.Revision
	d, err := review.Decide(j.flags[i], j.offer.Letter, by, review.Answer{
		ID: w.newID(), Verdict: r.Verdict, Fingerprint: r.Fingerprint, Position: r.Position, Comment: r.Comment,
	}, w.at)
	if err != nil {
		return Result{}, err
	}
	j.flags[i].Decision = &d
	j.flags[i].Status = review.StatusOf(j.flags[i])
	next, err := j.decided(w, d)
	if err != nil {
		return Result{}, err
	}
	if err := w.note(by, d, r.Privileged); err != nil {
		return Result{}, err
	}
	if err := w.waive(j.offer, j.flags[i], r.Until); err != nil {
		return Result{}, err
	}
	w.precede(j.offer, j.flags[i])
	if d.Verdict == review.ClearFallback && j.flags[i].Position != d.Position {
		if next, err = s.reword(ctx, w, j, next, j.flags[i]); err != nil {
			return Result{}, err
		}
	}
	return s.judged(ctx, by, w, next)
}

// decided is the offer after a decision, with its event.
func (j judgement) decided(w *write, d review.Decision) (offer.Offer, error) {
	gate := j.gate.gate()
	o := j.offer
	o.OpenFlags, o.BlockedFlags = counts(j.flags)
	next, events, err := o.Decided(gateOf(gate), w.at)
	if err != nil {
		return next, err
	}
	last := &events[len(events)-1]
	for name, value := range map[string]any{"decision_id": d.ID, "flag_id": d.Flag, "code": d.Code, "decision": d.Verdict} {
		withFact(last, name, value)
	}
	w.Events, w.Decisions = events, []review.Decision{d}
	return next, nil
}

// Tell records that the candidate was told of an amendment or a fallback, or the reason why not. The version itself never
// changes.
func (s *Service) Tell(ctx context.Context, by actor.Actor, id offer.ID, n int, t Told, claim *store.Claim) (Result, error) {
	j, err := s.judging(ctx, scopeOf(by), id, n)
	if err != nil {
		return Result{}, err
	}
	w := s.begin(by, claim)
	w.status, w.Expect = statusCreated, j.offer.Revision
	if err := t.check(j.gate, w.at); err != nil {
		return Result{}, err
	}
	j.gate.told[t.of()] = true
	next, events, err := j.offer.Told(gateOf(j.gate.gate()), w.at)
	if err != nil {
		return Result{}, err
	}
	last := &events[len(events)-1]
	facts := toldFacts{toldOf: t.of(), Told: t.At != nil}
	if t.At != nil {
		at := t.At.UTC()
		facts.ToldAt = &at
	} else {
		last.Payload = factsJSON(map[string]string{"reason": t.Reason})
	}
	withFacts(last, facts)
	w.Events = events
	return s.judged(ctx, by, w, next)
}

func (s *Service) judged(ctx context.Context, by actor.Actor, w *write, next offer.Offer) (Result, error) {
	next, err := s.apply(ctx, w, next)
	if err != nil {
		return Result{}, err
	}
	r, err := s.result(ctx, doneScope(by), next, next.Letter, next.Revision)
	r.Created = true
	return r, err
}

// of is what was told.
func (t Told) of() toldOf {
	return toldOf{Amendment: t.Amendment, Clause: t.Clause, Position: t.Position}
}

// check says what is wrong with a request to record that the candidate was told.
func (t Told) check(s standing, now time.Time) error {
	var faults []fault.Fault
	add := func(code fault.Code, p fault.Pointer, message string) {
		faults = append(faults, fault.Fault{Code: code, Pointer: p, Message: message})
	}
	switch {
	case t.Amendment == "" && t.Clause == "":
		add(fault.CodeRequired, "/amendment", "name the amendment that the candidate was told of, or the clause and its position")
	case t.Amendment != "" && (t.Clause != "" || t.Position != ""):
		add(fault.CodeContradiction, "/clause", "a request is about an amendment or about a clause: send one of them")
	case t.Amendment != "" && !slices.ContainsFunc(s.amendments, func(a terms.Amendment) bool { return a.ID == t.Amendment }):
		add(fault.CodeBadReference, "/amendment", "the letter has no amendment of this id")
	case t.Clause != "" && !slices.ContainsFunc(s.reworded, func(r rewording) bool { return r.toldOf == t.of() }):
		add(fault.CodeBadReference, "/clause", "the letter has no clause of this id in this position that carries a material term")
	}
	switch {
	case t.At == nil && t.Reason == "":
		add(fault.CodeRequired, "/at", "say when the candidate was told, or give in reason why not")
	case t.At != nil && t.Reason != "":
		add(fault.CodeContradiction, "/reason", "a reason is for not telling: send either at or reason")
	case t.At != nil && t.At.After(now):
		add(fault.CodeOutOfRange, "/at", "the candidate cannot have been told in the future")
	}
	return fault.All(fault.CodeInvalidRecord, "the request is at fault", faults)
}

func flagIndex(flags []review.Flag, id string) int {
	for i, f := range flags {
		if f.ID == id {
			return i
		}
	}
	return -1
}
