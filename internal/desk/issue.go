package desk

import (
	"context"
	"fmt"

	"verbatim/internal/actor"
	"verbatim/internal/fault"
	"verbatim/internal/locale"
	"verbatim/internal/offer"
	"verbatim/internal/policy"
	"verbatim/internal/review"
	"verbatim/internal/store"
	"verbatim/internal/terms"
)

// Issue gives the latest letter to the candidate. Nothing is rendered: the stored bytes are what legal saw. The rules run
// again as of today; a deviation that no flag of the letter stands for keeps it from being sent.
func (s *Service) Issue(ctx context.Context, by actor.Actor, id offer.ID, ifMatch int64, claim *store.Claim) (Result, error) {
	current, err := s.open(ctx, by, id, ifMatch)
	if err != nil {
		return Result{}, err
	}
	j, err := s.judging(ctx, scopeOf(by), id, current.Letter)
	if err != nil {
		return Result{}, err
	}
	d, err := s.draftOf(ctx, by, current, current.Letter)
	if err != nil {
		return Result{}, err
	}
	if err := s.rejudge(d, j); err != nil {
		return Result{}, err
	}
	w := s.begin(by, claim)
	w.Expect = current.Revision
	zone, err := d.entity.Location()
	if err != nil {
		return Result{}, fmt.Errorf("entity %s: %w", d.entity.ID, err)
	}
	expires, err := offer.Expiry(expiryOf(d.amended), offer.Anchors{Issued: w.at, LetterDate: d.letterDate, Start: &d.amended.Terms.Start}, zone, d.calendar)
	if err != nil {
		return Result{}, err
	}
	gate := j.gate.gate()
	next, events, err := current.Issue(gateOf(gate), w.at, expires)
	if err != nil {
		return Result{}, gate.explain(err)
	}
	w.Events = events
	if err := s.give(ctx, by, w, next); err != nil {
		return Result{}, err
	}
	r, err := s.judged(ctx, by, w, next)
	if err != nil {
		return r, err
	}
	return s.withMade(ctx, by, r)
}

func expiryOf(s terms.Sheet) *terms.When {
	if s.Terms.Offer == nil {
		return nil
	}
	return s.Terms.Offer.Expires
}

// draftOf makes of a stored version what the rules judge.
func (s *Service) draftOf(ctx context.Context, by actor.Actor, o offer.Offer, n int) (draft, error) {
	v, err := s.Store.Letter(ctx, scopeOf(by), o.ID, n)
	if err != nil {
		return draft{}, err
	}
	record, err := s.recordOf(ctx, scopeOf(by), o.ID, v.Handoff)
	if err != nil {
		return draft{}, err
	}
	lib := s.Library.Current()
	e, ok := lib.Entity(o.Entity)
	if !ok {
		return draft{}, errNoEntity(o)
	}
	words, err := locale.For(v.Lock.Language)
	if err != nil {
		return draft{}, err
	}
	amended, faults := terms.Amend(v.Verbal, v.Amendments)
	if len(faults) > 0 {
		return draft{}, fmt.Errorf("letter %d of offer %s: its amendments no longer apply", v.Number, o.ID)
	}
	bands, err := s.bandsOf(ctx, record)
	if err != nil {
		return draft{}, err
	}
	d := draft{
		order: order{
			record: record, digest: v.Lock.Handoff, amendments: v.Amendments, choices: v.Choices, pins: v.Lock.Pins, bands: bands, number: v.Number,
			letterDate: v.Lock.LetterDate, asOf: v.Lock.AsOf, mark: v.Lock.Mark,
		},
		entity: e, calendar: lib.Calendar(e.Calendar), verbal: v.Verbal, amended: amended, written: v.Written, changes: v.Changes,
		words: words, lock: v.Lock, locked: v.LockDigest, documents: v.Documents,
	}
	d.band = d.banding()
	return d, nil
}

// rejudge runs the rules as of today and refuses what the letter's flags do not cover.
func (s *Service) rejudge(d draft, j judgement) error {
	today, err := dayIn(d.entity, s.now())
	if err != nil {
		return err
	}
	all, err := s.Library.Current().Packs()
	if err != nil {
		return err
	}
	packs := policy.Select(all, today)
	result := policy.Check(d.judged(packs, today))
	var faults []fault.Fault
	for _, x := range result.Deviations {
		if x.Severity == policy.Notice || covered(j.flags, d, x) {
			continue
		}
		f := fault.Fault{Code: fault.CodeNewDeviation, Message: x.Code + ": " + x.Message}
		if len(x.Terms) > 0 {
			f.Term = string(x.Terms[0])
		}
		faults = append(faults, f)
	}
	if len(faults) == 0 {
		return nil
	}
	e := fault.New(fault.Conflict, fault.CodeNewDeviation,
		"the rules of %s find what no flag of this letter stands for: write the next version (rebase or redate), so that it can be decided on", today)
	e.Faults = faults
	return e
}

func covered(flags []review.Flag, d draft, x policy.Deviation) bool {
	sum := d.fingerprint(x)
	for _, f := range flags {
		if f.Fingerprint == sum {
			return true
		}
	}
	return false
}

func errNoEntity(o offer.Offer) error {
	return fmt.Errorf("entity %s of offer %s is not in the library: put its file back into the templates folder", o.Entity, o.ID)
}
