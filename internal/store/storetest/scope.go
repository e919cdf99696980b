package storetest

import (
	"errors"
	"testing"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/approval"
	"verbatim/internal/digest"
	"verbatim/internal/entity"
	"verbatim/internal/offer"
	"verbatim/internal/policy"
	"verbatim/internal/review"
	"verbatim/internal/store"
)

var scopeCases = []test{
	{"OtherEntityIsNotFound", otherEntityIsNotFound},
	{"OtherPersonIsNotFound", otherPersonIsNotFound},
	{"ConfidentialIsNotFound", confidentialIsNotFound},
	{"OfferThatNamesNobody", offerThatNamesNobody},
}

// whole writes an offer that every reading method has something of: handoff, letter, a flag that waits for legal and one
// that was cleared, link, paper, card, note, and events in the log.
func whole(t *testing.T, s store.Store, change ...func(*store.Changes)) store.Changes {
	t.Helper()
	c := inQueue(t, append([]func(*store.Changes){withSource("acme-us", source), func(c *store.Changes) {
		c.Offer.Groups.HiringManager, c.Offer.Groups.Recruiter = "kim", "rob"
		c.Link = &store.Link{ID: newID(), Hash: newID(), Offer: c.Offer.ID, Letter: 1, Made: day, Expires: day}
		c.Open = &[]store.OpenApproval{{Step: "offers.a", Approver: "role:admin", Opened: day}}
		c.Attachment = &store.Attachment{ID: newID(), Content: []byte(Secrets[1])}
	}}, change...)...)
	must(t, s.Apply(t.Context(), c))
	f := c.Flags[0]
	w := decided(*c.Offer, decision(f, review.Clear))
	f.Decision = &w.Decisions[0]
	w.Precedents = []store.Precedent{{Offer: c.Offer.ID, Flag: f, At: day, Key: precedentKey(c)}}
	w.Waivers = []store.Waiver{{
		WaiverKey: store.WaiverKey{Code: f.Deviation.Code, Entity: c.Offer.Entity, Place: c.Offer.Place, Value: digest.Of([]byte("v"))},
		ID:        newID(), Offer: c.Offer.ID, Author: "decider", Created: day, Expires: day.Add(time.Hour),
	}}
	w.Privileged = []store.PrivilegedNote{{Decision: f.Decision.ID, Text: "between us"}}
	must(t, s.Apply(t.Context(), w))
	sealed(t, s, 100)
	return c
}

func precedentKey(c store.Changes) store.PrecedentKey {
	return store.PrecedentKey{Code: c.Flags[0].Deviation.Code, Place: c.Offer.Place, Wording: digest.Of([]byte("w")), Since: day}
}

// readings are every reading method that takes a scope, on an offer of whole: each says whether anything of the offer is
// found.
func readings(t *testing.T, s store.Store, c store.Changes) map[string]func(store.Scope) (bool, error) {
	ctx, id := t.Context(), c.Offer.ID
	list := func(q store.OfferQuery) func(store.Scope) (bool, error) {
		return func(sc store.Scope) (bool, error) {
			page, err := s.ListOffers(ctx, sc, q)
			return len(page.Items) > 0, err
		}
	}
	return map[string]func(store.Scope) (bool, error){
		"Offer": func(sc store.Scope) (bool, error) { o, err := s.Offer(ctx, sc, id); return o.ID == id, err },
		"OfferBySource": func(sc store.Scope) (bool, error) {
			o, err := s.OfferBySource(ctx, sc, "acme-us", source)
			return o.ID == id, err
		},
		"Handoff": func(sc store.Scope) (bool, error) {
			h, err := s.Handoff(ctx, sc, id, c.Handoff.ID)
			return h.ID != "", err
		},
		"HandoffByDigest": func(sc store.Scope) (bool, error) {
			h, err := s.HandoffByDigest(ctx, sc, id, c.Handoff.Digest)
			return h.ID != "", err
		},
		"Letter":          func(sc store.Scope) (bool, error) { v, err := s.Letter(ctx, sc, id, 1); return v.Number == 1, err },
		"ListLetters":     func(sc store.Scope) (bool, error) { l, err := s.ListLetters(ctx, sc, id); return len(l) > 0, err },
		"PDF":             func(sc store.Scope) (bool, error) { p, err := s.PDF(ctx, sc, id, 1, "letter"); return len(p) > 0, err },
		"Flags":           func(sc store.Scope) (bool, error) { f, err := s.Flags(ctx, sc, id, 1); return len(f) > 0, err },
		"Decisions":       func(sc store.Scope) (bool, error) { d, err := s.Decisions(ctx, sc, id); return len(d) > 0, err },
		"PrivilegedNotes": func(sc store.Scope) (bool, error) { n, err := s.PrivilegedNotes(ctx, sc, id); return len(n) > 0, err },
		"OfferEvents":     func(sc store.Scope) (bool, error) { e, err := s.OfferEvents(ctx, sc, id, 0, 0); return len(e) > 0, err },
		"OfferLinks":      func(sc store.Scope) (bool, error) { l, err := s.OfferLinks(ctx, sc, id); return len(l) > 0, err },
		"Attachment": func(sc store.Scope) (bool, error) {
			a, err := s.Attachment(ctx, sc, id, c.Attachment.ID)
			return len(a) > 0, err
		},
		"Cards": func(sc store.Scope) (bool, error) { m, err := s.Cards(ctx, sc, []offer.ID{id}); return len(m) > 0, err },
		"Precedents": func(sc store.Scope) (bool, error) {
			p, err := s.Precedents(ctx, sc, []store.PrecedentKey{precedentKey(c)})
			return err == nil && len(p[0]) > 0, err
		},
		"Feed":        func(sc store.Scope) (bool, error) { f, err := s.Feed(ctx, sc, 0, 100); return len(f) > 0, err },
		"ListWaivers": func(sc store.Scope) (bool, error) { l, err := s.ListWaivers(ctx, sc, day); return len(l) > 0, err },
		"Reports.Feed": func(sc store.Scope) (bool, error) {
			f, err := s.Reports().Feed(ctx, sc, 0, 100)
			return len(f) > 0, err
		},
		"CountWaiting": func(sc store.Scope) (bool, error) {
			n, err := s.CountWaiting(ctx, sc, store.WaitingQuery{}, day)
			return n.Waiting > 0, err
		},
		"OpenApprovals": func(sc store.Scope) (bool, error) {
			a, err := s.OpenApprovals(ctx, sc, []approval.Approver{"role:admin"}, 10)
			return len(a) > 0, err
		},
		"ListWaiting": func(sc store.Scope) (bool, error) {
			page, err := s.ListWaiting(ctx, sc, store.WaitingQuery{Decides: []policy.Decider{policy.ByLegal}})
			return len(page.Items) > 0, err
		},
		"LettersOf": func(sc store.Scope) (bool, error) {
			page, err := s.LettersOf(ctx, sc, store.PinQuery{Kind: "clause", IDs: []string{"opening"}})
			return len(page.Items) > 0, err
		},
		"ListOffers":           list(store.OfferQuery{}),
		"ListOffers by state":  list(store.OfferQuery{States: []offer.State{offer.InReview, offer.Issued}}),
		"ListOffers by entity": list(store.OfferQuery{Entity: "acme-us"}),
		"ListOffers by name":   list(store.OfferQuery{Name: Secrets[0]}),
		"ListOffers by source": list(store.OfferQuery{Source: source}),
		"ListOffers by paper":  list(store.OfferQuery{Paper: c.Letter.Documents[0].PDFDigest}),
	}
}

// found wants every reading to find the offer, or none.
func found(t *testing.T, s store.Store, c store.Changes, who string, sc store.Scope, want bool) {
	t.Helper()
	for name, read := range readings(t, s, c) {
		got, err := read(sc)
		if errors.Is(err, store.ErrNotFound) {
			err = nil
		}
		if err != nil || got != want {
			t.Errorf("%s, %s: found %v, want %v (%v)", who, name, got, want, err)
		}
	}
}

func otherEntityIsNotFound(t *testing.T, s store.Store) {
	c := whole(t, s)
	found(t, s, c, "everybody", all, true)
	found(t, s, c, "its entity", store.Scope{Entities: []entity.ID{"acme-uk", "acme-us"}}, true)
	found(t, s, c, "others", store.Scope{Entities: []entity.ID{"acme-uk", "acme-de"}}, false)
}

// otherPersonIsNotFound: who sees the own requisitions only finds nothing of anybody else's.
func otherPersonIsNotFound(t *testing.T, s store.Store) {
	c := whole(t, s)
	for person, want := range map[string]bool{"kim": true, "rob": false, "author": false, "": false} {
		found(t, s, c, "manager "+person, store.Scope{Person: actor.ID(person), Managed: true}, want)
	}
	asked := store.Scope{Person: "rob", Managed: true, Asks: []approval.Approver{"person:rob", "role:admin"}}
	found(t, s, c, "who is asked to approve", asked, true)
	asked.Asks = asked.Asks[:1]
	found(t, s, c, "who is not asked", asked, false)
	found(t, s, c, "manager of another entity", store.Scope{Person: "kim", Managed: true, Entities: []entity.ID{"acme-uk"}}, false)
}

func confidentialIsNotFound(t *testing.T, s store.Store) {
	c := whole(t, s, func(c *store.Changes) { c.Offer.Confidential = true })
	found(t, s, c, "legal", all, true)
	for person, want := range map[string]bool{"kim": true, "rob": true, "author": true, "ann": false, "": false} {
		found(t, s, c, "reader "+person, store.Scope{Person: actor.ID(person), Discreet: true}, want)
	}
	found(t, s, c, "its manager", store.Scope{Person: "kim", Discreet: true, Managed: true}, true)
	found(t, s, c, "another manager", store.Scope{Person: "rob", Discreet: true, Managed: true}, false)
	found(t, s, c, "a reader of another entity", store.Scope{Person: "kim", Discreet: true, Entities: []entity.ID{"acme-uk"}}, false)
	waitsFor := func(d policy.Decider) store.Scope {
		return store.Scope{Person: "ann", Discreet: true, Decides: []policy.Decider{d, policy.ByHROps}}
	}
	found(t, s, c, "who must decide", waitsFor(policy.ByLegal), true)
	found(t, s, c, "who need not", waitsFor(policy.ByTotalRewards), false)
	found(t, s, c, "who is asked to approve", store.Scope{Person: "ann", Discreet: true, Asks: []approval.Approver{"role:admin"}}, true)
	found(t, s, c, "who is not asked", store.Scope{Person: "ann", Discreet: true, Asks: []approval.Approver{"role:legal"}}, false)
	o := *c.Offer
	o.Revision++
	must(t, s.Apply(t.Context(), decided(o, decision(c.Flags[1], review.Clear))))
	found(t, s, c, "who has decided", waitsFor(policy.ByLegal), false)
}

// offerThatNamesNobody: an offer without a hiring manager is not that of a reader without a name.
func offerThatNamesNobody(t *testing.T, s store.Store) {
	nameless := whole(t, s, func(c *store.Changes) { c.Offer.Groups = offer.Groups{} })
	found(t, s, nameless, "a reader", store.Scope{Discreet: true}, true)
	found(t, s, nameless, "a manager", store.Scope{Managed: true}, false)
}
