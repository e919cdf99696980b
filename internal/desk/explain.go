package desk

import (
	"context"

	"verbatim/internal/actor"
	"verbatim/internal/cal"
	"verbatim/internal/offer"
	"verbatim/internal/policy"
)

// Explanation is what every rule came to on one letter: those that fired, those that did not, those that could not be
// judged, and those that were not about it.
type Explanation struct {
	// AsOf is the day on which the packs are in force.
	AsOf cal.Date `json:"as_of"`
	// Packs are the rule packs, as id@version.
	Packs []string `json:"packs"`
	// Band is the employer's band of pay that the letter falls under; absent where there is none.
	Band *policy.BandVersion `json:"band,omitempty"`
	// Rules holds an outcome for each rule, or for each item that a rule judges by itself, in the order of the packs.
	Rules []policy.Trace `json:"rules"`
}

// Explain judges a record by the rules in force today and stores and draws nothing. The actor must be allowed to see the
// record's entity.
func (s *Service) Explain(ctx context.Context, by actor.Actor, raw []byte) (Explanation, error) {
	record, sum, err := s.parse(raw)
	if err != nil {
		return Explanation{}, err
	}
	if err := s.mayUse(by, record.Employer.Entity); err != nil {
		return Explanation{}, err
	}
	o, err := s.first(ctx, by, record, sum, 1)
	if err != nil {
		return Explanation{}, err
	}
	d, err := s.check(o, s.Library.Current())
	if err != nil {
		return Explanation{}, err
	}
	return d.explanation(), nil
}

// Trace judges a stored letter version once more by the packs that its lock names, as of its own day: what was found when
// it was written, whatever has been published since.
func (s *Service) Trace(ctx context.Context, by actor.Actor, id offer.ID, n int) (Explanation, error) {
	o, err := s.Store.Offer(ctx, scopeOf(by), id)
	if err != nil {
		return Explanation{}, err
	}
	d, err := s.draftOf(ctx, by, o, n)
	if err != nil {
		return Explanation{}, err
	}
	if err := d.check(s.Library.Current()); err != nil {
		return Explanation{}, err
	}
	return d.explanation(), nil
}

func (d *draft) explanation() Explanation {
	e := Explanation{AsOf: d.asOf, Packs: []string{}, Band: d.band.Band, Rules: d.result.Trace}
	for _, p := range d.packs {
		e.Packs = append(e.Packs, p.Ref())
	}
	return e
}
