package desk

import (
	"context"
	"errors"

	"verbatim/internal/actor"
	"verbatim/internal/offer"
	"verbatim/internal/policy"
	"verbatim/internal/review"
	"verbatim/internal/store"
	"verbatim/internal/terms"
)

// NextHandoff is what a record would change on an offer if it were handed over now.
type NextHandoff struct {
	Round    int             `json:"round"`    // the round that it would belong to
	Same     bool            `json:"same"`     // the offer holds this record already: nothing would happen
	Changes  []terms.Change  `json:"changes"`  // of what was said, since the offer's latest letter
	Carried  []review.Flag   `json:"carried"`  // flags whose decision would be carried over
	Reopened []review.Flag   `json:"reopened"` // flags that were decided and would wait again
	Raised   []review.Flag   `json:"raised"`   // flags that no flag of the latest letter stands for
	Gone     []string        `json:"gone"`     // codes of rules that would no longer be raised
	Dropped  []terms.Pointer `json:"dropped_amendments"`
}

// PreviewNext makes the letter that the next handoff of an offer would give now, stores nothing, and says what would
// change: terms, and which flags carry over, reopen, come and go.
func (s *Service) PreviewNext(ctx context.Context, by actor.Actor, id offer.ID, raw []byte) (Preview, error) {
	record, sum, err := s.parse(raw)
	if err != nil {
		return Preview{}, err
	}
	current, err := s.Store.Offer(ctx, scopeOf(by), id)
	if err != nil {
		return Preview{}, err
	}
	if err := sameOffer(current, record); err != nil {
		return Preview{}, err
	}
	o, err := s.first(ctx, by, record, sum, current.Letter+1)
	if err != nil {
		return Preview{}, err
	}
	d, err := s.make(o)
	if err != nil {
		return Preview{}, err
	}
	prev, dropped, err := s.previous(ctx, by, current)
	if err != nil {
		return Preview{}, err
	}
	flags := d.unstored()
	if prev != nil {
		flags = review.Carry(prev.flags, flags)
	}
	next, err := s.next(ctx, by, current, d, flags)
	if err != nil {
		return Preview{}, err
	}
	if prev != nil {
		next.against(prev.flags, flags)
	}
	next.Dropped = append([]terms.Pointer{}, dropped...)
	_, err = s.Store.HandoffByDigest(ctx, scopeOf(by), id, sum)
	if next.Same = err == nil; err != nil && !errors.Is(err, store.ErrNotFound) {
		return Preview{}, err
	}
	p := d.preview(flags)
	p.Next = &next
	return p, nil
}

// next holds what was said against the latest letter's and finds the round; the offer's state must allow a handoff.
func (s *Service) next(ctx context.Context, by actor.Actor, current offer.Offer, d draft, flags []review.Flag) (NextHandoff, error) {
	out := NextHandoff{Changes: []terms.Change{}, Carried: []review.Flag{}, Reopened: []review.Flag{}, Raised: []review.Flag{}, Gone: []string{}}
	past, err := s.historyNow(ctx, scopeOf(by), current)
	if err != nil {
		return out, err
	}
	book, _, err := s.plan(d, current, *past.book, s.now())
	if err != nil {
		return out, err
	}
	gate := d.standing(flags, nil, book, Reading{}).gate()
	after, _, err := current.Handover(offer.Handoff{ID: "preview", Letter: d.number, Place: d.record.Terms.Place.Jurisdiction, Start: startDate(d.record), Author: string(by.ID)}, gateOf(gate), s.now())
	if err != nil {
		return out, err
	}
	out.Round = after.Round
	if current.Letter == 0 {
		return out, nil
	}
	v, err := s.Store.Letter(ctx, scopeOf(by), current.ID, current.Letter)
	if err != nil {
		return out, err
	}
	out.Changes, _, err = sheetChanges(v.Verbal, d.verbal, d.words)
	return out, err
}

// against sorts the flags of the next version by what they were on the one before.
func (n *NextHandoff) against(prev, flags []review.Flag) {
	before, now := map[string]review.Flag{}, map[string]bool{}
	for _, p := range prev {
		before[subject(p)] = p
	}
	for _, f := range flags {
		p, known := before[subject(f)]
		now[subject(f)] = true
		switch {
		case f.Carried != nil:
			n.Carried = append(n.Carried, f)
		case !known:
			n.Raised = append(n.Raised, f)
		case p.Decision != nil || p.Carried != nil:
			n.Reopened = append(n.Reopened, f)
		}
	}
	for _, p := range prev {
		if !now[subject(p)] {
			n.Gone = append(n.Gone, p.Deviation.Code)
			now[subject(p)] = true
		}
	}
}

// subject is what a flag is about: the rule, and the first term that it names.
func subject(f review.Flag) string {
	if len(f.Deviation.Terms) == 0 {
		return f.Deviation.Code
	}
	return f.Deviation.Code + " " + string(f.Deviation.Terms[0])
}

// unstored makes a flag of each deviation, without ids and authors.
func (d *draft) unstored() []review.Flag {
	flags := make([]review.Flag, 0, len(d.result.Deviations))
	for _, x := range d.result.Deviations {
		f := review.Flag{Letter: d.number, Deviation: x, Fingerprint: d.fingerprint(x), Position: d.position(x.Clause)}
		f.Status = review.StatusOf(f)
		flags = append(flags, f)
	}
	return flags
}

// preview is the draft as it is shown and not stored.
func (d *draft) preview(flags []review.Flag) Preview {
	v := d.version()
	gate := standing{
		entity: d.entity, today: d.letterDate, letterDate: d.letterDate, flags: flags, read: Reading{Required: d.entity.ReadBack},
		unsigned: signsFirst(d.written.Sheet),
	}.gate()
	return Preview{
		Version: v, Letter: letterOf(v), Changes: rows(d.changes), Flags: flags, Trace: d.result.Trace,
		Verdict: policy.VerdictOf(d.changes, unknownTerms(flags), sending(gate, false)),
	}
}
