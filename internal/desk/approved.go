package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"verbatim/internal/actor"
	"verbatim/internal/letter"
	"verbatim/internal/locale"
	"verbatim/internal/offer"
	"verbatim/internal/store"
	"verbatim/internal/terms"
)

// approvedSaid compares the offer's proposal with the verbal terms of a letter; nil when nobody proposed.
func (s *Service) approvedSaid(ctx context.Context, scope store.Scope, o offer.Offer, v letter.Version) (*ApprovedSaid, error) {
	proposal, ok, err := s.proposal(ctx, scope, o)
	if err != nil || !ok {
		return nil, err
	}
	words, err := locale.For(v.Lock.Language)
	if err != nil {
		return nil, err
	}
	out := &ApprovedSaid{}
	if out.Terms, err = termsDigest(proposal); err != nil {
		return nil, err
	}
	out.Rows, err = approvedRows(proposal.Sheet(), v.Verbal, words)
	return out, err
}

// approvedRows lists where said differs from approved.
func approvedRows(approved, said terms.Sheet, words *locale.Locale) ([]ApprovedRow, error) {
	changes, _, err := sheetChanges(approved, said, words)
	if err != nil {
		return nil, err
	}
	back, _, err := sheetChanges(said, approved, words)
	if err != nil {
		return nil, err
	}
	less := map[terms.Pointer]bool{} // what is certain to be less in the proposal than what was said
	for _, c := range back {
		less[c.Term] = c.Worse
	}
	out := []ApprovedRow{}
	for _, c := range changes {
		if c.Class == terms.EqualByRounding {
			continue
		}
		out = append(out, ApprovedRow{
			Term: c.Term, Label: c.Label, Approved: c.FromText, Said: c.ToText, Delta: c.Delta,
			SaidMore: less[c.Term] || c.Class == terms.Added && gain(c.Term),
		})
	}
	return out, nil
}

// gain says whether a term by itself can only be to the candidate's advantage: money, shares, pay on leaving.
func gain(p terms.Pointer) bool {
	e, _ := terms.Lookup(p)
	return slices.Contains([]terms.Topic{terms.TopicPay, terms.TopicEquity, terms.TopicExit}, e.Topic) && !strings.Contains(string(p), "/repayment")
}

// LatestRecord gives the bytes of the handoff in force as they came, or of the proposal where nothing was handed over yet.
func (s *Service) LatestRecord(ctx context.Context, by actor.Actor, id offer.ID) ([]byte, error) {
	o, err := s.Store.Offer(ctx, scopeOf(by), id)
	if err != nil {
		return nil, err
	}
	h, err := s.Store.Handoff(ctx, scopeOf(by), id, cmp.Or(o.Handoff, o.Proposal))
	return h.Raw, err
}

// ProposalRecord gives the bytes of an offer's proposal as they came.
func (s *Service) ProposalRecord(ctx context.Context, by actor.Actor, id offer.ID) ([]byte, error) {
	o, err := s.Store.Offer(ctx, scopeOf(by), id)
	if err != nil {
		return nil, err
	}
	if o.Proposal == "" {
		return nil, store.ErrNotFound
	}
	h, err := s.Store.Handoff(ctx, scopeOf(by), id, o.Proposal)
	return h.Raw, err
}
