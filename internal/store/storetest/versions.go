package storetest

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"verbatim/internal/audit"
	"verbatim/internal/digest"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/review"
	"verbatim/internal/store"
)

var versionCases = []test{
	{"VersionRoundTrip", versionRoundTrip},
	{"VersionNumbersHaveNoGaps", versionNumbersHaveNoGaps},
	{"SameHandoffReturnsStored", sameHandoffReturnsStored},
	{"PartsBelongToOneOffer", partsBelongToOneOffer},
	{"FlagsBelongToOneVersion", flagsBelongToOneVersion},
	{"DecisionOnOldDigestRefused", decisionOnOldDigestRefused},
	{"OneDecisionForEachFlag", oneDecisionForEachFlag},
	{"TimesAreUTC", timesAreUTC},
	{"AmountsExact", amountsExact},
	{"UnicodeNamesKept", unicodeNamesKept},
	{"ChainVerifies", chainVerifies},
}

var all store.Scope

func versionRoundTrip(t *testing.T, s store.Store) {
	c := opened(t)
	must(t, s.Apply(t.Context(), c))
	v, err := s.Letter(t.Context(), all, c.Offer.ID, 1)
	must(t, err)
	want := *c.Letter
	if !sameJSON(t, v, want) {
		t.Fatalf("a version comes back changed: %+v", v)
	}
	pdf, err := s.PDF(t.Context(), all, c.Offer.ID, 1, "letter")
	must(t, err)
	if !bytes.Equal(pdf, c.Letter.Documents[0].PDF) {
		t.Fatal("a PDF comes back changed")
	}
	latest, err := s.Letter(t.Context(), all, c.Offer.ID, 0)
	must(t, err)
	short, err := s.ListLetters(t.Context(), all, c.Offer.ID)
	must(t, err)
	if latest.Number != 1 || len(short) != 1 || short[0].LockDigest != want.LockDigest || short[0].Documents[0].PDFDigest != digest.Of(pdf) {
		t.Fatalf("list: %+v", short)
	}
}

func versionNumbersHaveNoGaps(t *testing.T, s store.Store) {
	c := opened(t)
	must(t, s.Apply(t.Context(), c))
	must(t, s.Apply(t.Context(), revised(t, *c.Offer, 2)))
	again := revised(t, *c.Offer, 2)
	again.Offer.Revision, again.Expect = 6, 5
	if err := s.Apply(t.Context(), again); !errors.Is(err, store.ErrExists) {
		t.Fatalf("a number is given twice: %v", err)
	}
	far := revised(t, *c.Offer, 4)
	far.Offer.Revision, far.Expect = 6, 5
	if err := s.Apply(t.Context(), far); err == nil {
		t.Fatal("a number is left out")
	}
	if err := s.Apply(t.Context(), opened(t, func(c *store.Changes) { c.Letter.Number, c.Flags = 2, nil })); err == nil {
		t.Fatal("an offer begins with letter 2")
	}
	list, err := s.ListLetters(t.Context(), all, c.Offer.ID)
	must(t, err)
	if len(list) != 2 || list[0].Number != 2 || list[1].Number != 1 {
		t.Fatalf("%+v", list)
	}
}

func sameHandoffReturnsStored(t *testing.T, s store.Store) {
	c := opened(t)
	must(t, s.Apply(t.Context(), c))
	h, err := s.HandoffByDigest(t.Context(), all, c.Offer.ID, c.Handoff.Digest)
	must(t, err)
	if h.ID != c.Handoff.ID || !bytes.Equal(h.Raw, c.Handoff.Raw) || h.Version != "1" || h.Digest != c.Handoff.Digest {
		t.Fatalf("%+v", h)
	}
	if _, err := s.HandoffByDigest(t.Context(), all, c.Offer.ID, digest.Of([]byte("other"))); !errors.Is(err, store.ErrNotFound) {
		t.Fatalf("another record is found: %v", err)
	}
	twice := revised(t, *c.Offer, 2)
	twice.Handoff = &store.Handoff{ID: newID(), Offer: c.Offer.ID, Round: 1, Digest: c.Handoff.Digest, Received: day, By: "author", Raw: c.Handoff.Raw}
	if err := s.Apply(t.Context(), twice); !errors.Is(err, store.ErrExists) {
		t.Fatalf("one record is stored twice: %v", err)
	}
}

func flagsBelongToOneVersion(t *testing.T, s store.Store) {
	c := opened(t)
	must(t, s.Apply(t.Context(), c))
	next := revised(t, *c.Offer, 2)
	next.Flags = []review.Flag{flag(*c.Offer, 2, "VB-CO-RARE-01")}
	must(t, s.Apply(t.Context(), next))
	first, err := s.Flags(t.Context(), all, c.Offer.ID, 1)
	must(t, err)
	second, err := s.Flags(t.Context(), all, c.Offer.ID, 2)
	must(t, err)
	if len(first) != 2 || first[0].ID != c.Flags[0].ID || first[1].ID != c.Flags[1].ID || len(second) != 1 || second[0].Status != review.Open {
		t.Fatalf("%+v\n%+v", first, second)
	}
}

func decisionOnOldDigestRefused(t *testing.T, s store.Store) {
	c := opened(t)
	must(t, s.Apply(t.Context(), c))
	d := decision(c.Flags[0], review.Clear)
	d.Fingerprint = digest.Of([]byte("what it was before"))
	err := s.Apply(t.Context(), decided(*c.Offer, d))
	if !errors.Is(err, fault.New(fault.Conflict, fault.CodeDigestMismatch, "")) {
		t.Fatalf("%v", err)
	}
	flags, err := s.Flags(t.Context(), all, c.Offer.ID, 1)
	must(t, err)
	if flags[0].Decision != nil {
		t.Fatal("a refused decision is stored")
	}
}

func oneDecisionForEachFlag(t *testing.T, s store.Store) {
	c := opened(t)
	must(t, s.Apply(t.Context(), c))
	must(t, s.Apply(t.Context(), decided(*c.Offer, decision(c.Flags[0], review.Clear))))
	second := decided(*c.Offer, decision(c.Flags[0], review.Refuse))
	second.Offer.Revision, second.Expect = 6, 5
	if err := s.Apply(t.Context(), second); !errors.Is(err, store.ErrExists) {
		t.Fatalf("a flag is decided twice: %v", err)
	}
	flags, err := s.Flags(t.Context(), all, c.Offer.ID, 1)
	must(t, err)
	decisions, err := s.Decisions(t.Context(), all, c.Offer.ID)
	must(t, err)
	if flags[0].Status != review.Cleared || flags[0].Decision.Comment != Secrets[3] || flags[1].Status != review.Open || len(decisions) != 1 {
		t.Fatalf("%+v %+v", flags, decisions)
	}
}

func timesAreUTC(t *testing.T, s store.Store) {
	c := opened(t)
	must(t, s.Apply(t.Context(), c))
	h, err := s.Handoff(t.Context(), all, c.Offer.ID, c.Handoff.ID)
	must(t, err)
	v, err := s.Letter(t.Context(), all, c.Offer.ID, 1)
	must(t, err)
	events, err := s.OfferEvents(t.Context(), all, c.Offer.ID, 0, 0)
	must(t, err)
	for name, got := range map[string]time.Time{"handoff": h.Received, "letter": v.Created, "event": events[0].At} {
		if got.Location() != time.UTC || !got.Equal(day) {
			t.Errorf("%s: %v, want %v", name, got, day.UTC())
		}
	}
}

func amountsExact(t *testing.T, s store.Store) {
	c := opened(t)
	must(t, s.Apply(t.Context(), c))
	v, err := s.Letter(t.Context(), all, c.Offer.ID, 1)
	must(t, err)
	if got := rate(v.Verbal).Amount.String(); got != Secrets[1] {
		t.Fatalf("185000.00 comes back as %s", got)
	}
}

func unicodeNamesKept(t *testing.T, s store.Store) {
	names := []string{"Zoë Łukasiewicz", "Zoe\u0308 Łukasiewicz", "李 娜", "אָדָם", "Ţurcanu Ştefăniță", "O’Brien", "𠮷野家", "İpek Ğ"}
	for _, name := range names {
		c := opened(t)
		c.Letter.Verbal.Candidate.Name.Full = name
		must(t, s.Apply(t.Context(), c))
		v, err := s.Letter(t.Context(), all, c.Offer.ID, 1)
		must(t, err)
		if v.Verbal.Candidate.Name.Full != name {
			t.Errorf("%q comes back as %q", name, v.Verbal.Candidate.Name.Full)
		}
	}
}

func chainVerifies(t *testing.T, s store.Store) {
	c := opened(t)
	must(t, s.Apply(t.Context(), c))
	must(t, s.Apply(t.Context(), revised(t, *c.Offer, 2)))
	events, err := s.OfferEvents(t.Context(), all, c.Offer.ID, 0, 0)
	must(t, err)
	if len(events) != 5 || events[4].Type != event.LetterWritten || events[0].Previous != "" || string(events[0].Payload) != string(c.Events[0].Payload) {
		t.Fatalf("%+v", events)
	}
	if err := audit.Verify(events); err != nil {
		t.Fatal(err)
	}
	tail, err := s.OfferEvents(t.Context(), all, c.Offer.ID, 3, 1)
	must(t, err)
	if len(tail) != 1 || tail[0].Sequence != 4 {
		t.Fatalf("%+v", tail)
	}
}
