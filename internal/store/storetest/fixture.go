package storetest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"verbatim/internal/actor"
	"verbatim/internal/cal"
	"verbatim/internal/digest"
	"verbatim/internal/event"
	"verbatim/internal/letter"
	"verbatim/internal/money"
	"verbatim/internal/offer"
	"verbatim/internal/policy"
	"verbatim/internal/review"
	"verbatim/internal/store"
	"verbatim/internal/terms"
)

// day is when everything in the cases happens, to the millisecond and in a zone that is not UTC.
var day = time.Date(2026, 11, 24, 10, 30, 15, 123_000_000, time.FixedZone("PST", -8*3600))

// Secrets are what the payloads of an opened offer hold and no clear column may.
var Secrets = []string{"Zoë Łukasiewicz-Ångström", "185000.00", "Flat 3, 27 Çelebi Court", "because the band ends there", "%PDF-1.7 secret words"}

func newID() string { return uuid.Must(uuid.NewV7()).String() }

// sheet is a small Sheet with every sort of value that a store could spoil.
func sheet(t testing.TB) terms.Sheet {
	t.Helper()
	text := `{"candidate": {"name": {"full": "` + Secrets[0] + `"}}, "employer": {"entity": "acme-us"}, "terms": {
		"role": {"title": "Ingénieure d’études"}, "place": {"jurisdiction": "US-CA"}, "start": {"type": "date", "date": "2027-01-11"},
		"base_pay": {"rate": {"amount": "` + Secrets[1] + `", "currency": "USD", "per": "year"}}}}`
	var s terms.Sheet
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		t.Fatal(err)
	}
	return s
}

// opened is the write that opens an offer with a handoff, a letter, two flags and four events, which tell of all of it.
func opened(t testing.TB, change ...func(*store.Changes)) store.Changes {
	t.Helper()
	o := offer.Offer{
		ID: offer.ID(newID()), State: offer.InReview, Round: 1, Entity: "acme-us", Place: "US-CA", Kind: "standard", Handoff: newID(), Letter: 1,
		Author: "author", Opened: day.UTC(), Changed: day.UTC(), Groups: offer.Groups{Department: "Engineering", Level: "L4"}, Revision: 4,
	}
	raw := []byte(`{"candidate": {"address": "` + Secrets[2] + `"}}`)
	c := store.Changes{
		Offer:   &o,
		Handoff: &store.Handoff{ID: o.Handoff, Offer: o.ID, Round: 1, Version: "1", Digest: digest.Of(raw), Received: day, By: "author", Raw: raw},
		Letter:  version(t, o, 1),
		Flags:   []review.Flag{flag(o, 1, "VB-CO-SPECIAL-01"), flag(o, 1, "VB-CO-OPEN-01")},
	}
	c.Events = []event.Event{
		happened(o, event.OfferOpened, 0, "handoff_id", o.Handoff, "entity", o.Entity, "groups", o.Groups), happened(o, event.LetterWritten, 1),
		happened(o, event.FlagRaised, 1, "flag_id", c.Flags[0].ID), happened(o, event.FlagRaised, 1, "flag_id", c.Flags[1].ID),
	}
	for _, f := range change {
		f(&c)
	}
	return c
}

// bare is the write of an offer with one event and nothing else.
func bare(t testing.TB) store.Changes {
	t.Helper()
	c := opened(t)
	c.Offer.Revision, c.Offer.Letter = 1, 0
	return store.Changes{Offer: c.Offer, Events: c.Events[:1]}
}

func version(t testing.TB, o offer.Offer, n int) *letter.Version {
	t.Helper()
	pdf := []byte(fmt.Sprintf("%s %d\n%s", Secrets[4], n, strings.Repeat("x", 100)))
	lock := letter.Lock{Handoff: digest.Of([]byte("record")), LetterDate: cal.MustDate("2026-11-24"), AsOf: cal.MustDate("2026-11-24"), Number: n, Language: "en-US"}
	lock.Pins = []digest.Pin{{Kind: "clause", ID: "opening", Version: 1, Digest: digest.Of([]byte("opening"))}}
	sum, err := lock.Digest()
	if err != nil {
		t.Fatal(err)
	}
	s := sheet(t)
	v := &letter.Version{
		Offer: string(o.ID), Number: n, Handoff: o.Handoff, Round: o.Round, Created: day.UTC(), Author: "author", Lock: lock, LockDigest: sum, Verbal: s,
		Documents: []letter.Rendition{{
			Document:  letter.Document{ID: "letter", Title: "Offer", Language: "en-US", Date: lock.LetterDate, Number: n, Blocks: []letter.Block{{Kind: letter.Paragraph, Runs: []letter.Run{{Text: Secrets[0]}}}}},
			PDF:       pdf,
			PDFDigest: digest.Of(pdf), Pages: 1, Size: len(pdf),
		}},
	}
	v.Written.Sheet = s
	for _, l := range s.Leaves() {
		v.Written.Leaves = append(v.Written.Leaves, terms.WrittenLeaf{Term: l.Term, Label: s.Label(l.Term), Value: l.JSON(), Origin: terms.Said})
	}
	return v
}

func flag(o offer.Offer, n int, code string) review.Flag {
	d := policy.Deviation{Code: code, Outcome: policy.Fired, Severity: policy.Review, Decides: policy.ByLegal, Message: Secrets[3]}
	return review.Flag{ID: newID(), Offer: string(o.ID), Letter: n, Deviation: d, Fingerprint: digest.Of([]byte(code)), Raised: day.UTC(), Authors: []string{"author"}}
}

func decision(f review.Flag, v review.Verdict) review.Decision {
	return review.Decision{
		ID: newID(), Offer: f.Offer, Flag: f.ID, Letter: f.Letter, Code: f.Deviation.Code, Fingerprint: f.Fingerprint, Verdict: v, Comment: Secrets[3], By: "decider", At: day.UTC(),
	}
}

// happened is an event; facts are names and values in turn, besides the round.
func happened(o offer.Offer, typ event.Type, n int, facts ...any) event.Event {
	told := map[string]any{"round": 1}
	for i := 0; i < len(facts); i += 2 {
		told[facts[i].(string)] = facts[i+1]
	}
	raw, err := json.Marshal(told)
	if err != nil {
		panic(err)
	}
	return event.Event{
		ID: newID(), Offer: string(o.ID), Type: typ, At: day.UTC(), Recorded: day.UTC(), Actor: "author", Roles: []actor.Role{actor.HROps}, Via: "test",
		To: string(o.State), Letter: n, Facts: raw, Payload: json.RawMessage(`{"reason":"` + Secrets[3] + `"}`),
	}
}

// revised is the write that adds letter version n to an offer.
func revised(t testing.TB, o offer.Offer, n int) store.Changes {
	t.Helper()
	next := o
	next.Letter, next.Revision = n, o.Revision+1
	return store.Changes{Offer: &next, Expect: o.Revision, Letter: version(t, o, n), Events: []event.Event{happened(o, event.LetterWritten, n)}}
}

// decided is the write of one decision.
func decided(o offer.Offer, d review.Decision) store.Changes {
	next := o
	next.Revision = o.Revision + 1
	return store.Changes{Offer: &next, Expect: o.Revision, Decisions: []review.Decision{d}, Events: []event.Event{happened(o, event.FlagDecided, d.Letter, "decision_id", d.ID)}}
}

func claim(key, token string) store.Claim {
	return store.Claim{Key: key, Owner: "key", Operation: "create", Body: digest.Of([]byte("body")), Token: token, Until: day.Add(time.Minute), Expires: day.Add(time.Hour)}
}

// rate finds the base pay of a stored Sheet.
func rate(s terms.Sheet) money.Rate { return *s.Terms.BasePay.Rate }

func sameJSON(t testing.TB, a, b any) bool {
	t.Helper()
	x, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	y, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Equal(x, y)
}

// Fill opens one offer with everything that an offer can hold, and a person; it gives the offer's id.
func Fill(t testing.TB, s store.Store) offer.ID {
	t.Helper()
	c := opened(t)
	address := newID() + ".ana.secret@acme.example"
	c.People = []store.Person{{ID: actor.ID(newID()), Name: "Ana " + Secrets[0], Address: address}}
	c.Link = &store.Link{ID: newID(), Hash: newID(), Offer: c.Offer.ID, Letter: 1, Made: day, Expires: day}
	c.Mail = &store.Mail{ID: newID(), Offer: c.Offer.ID, Letter: 1, Due: day, Content: []byte(Secrets[0])}
	c.Attachment = &store.Attachment{ID: newID(), Content: []byte(Secrets[1])}
	for i, e := range c.Events { // as an issue would tell of the link, and an answer of the paper
		if e.Type == event.LetterWritten {
			c.Events[i] = happened(*c.Offer, e.Type, e.Letter, "link_id", c.Link.ID, "attachment_id", c.Attachment.ID)
		}
	}
	image, file := []byte("an image"), newID()+".png"
	c.Library = []store.LibraryItem{{Kind: "brand", ID: file, Digest: digest.Of(image), Status: "published", Files: map[string][]byte{file: image}, Imported: day}}
	c.LibraryActs = []store.LibraryAct{{Kind: "brand", ID: file, Act: store.ActAdopted, At: day.UTC(), By: "author"}}
	c.Bands = []policy.BandVersion{band(t, "L"+newID()[24:], 1)}
	if err := s.Apply(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	if err := s.Apply(t.Context(), decided(*c.Offer, decision(c.Flags[0], review.Clear))); err != nil {
		t.Fatal(err)
	}
	return c.Offer.ID
}

// AClaim is an attempt to use an idempotency key, with a lease of a minute and an hour to live from the day of the cases.
func AClaim(key string) store.Claim { return claim(key, newID()) }

// Claim takes an idempotency key.
func Claim(t testing.TB, s store.Store, key string) {
	t.Helper()
	got, err := s.Claim(t.Context(), claim(key, newID()), day)
	if err != nil || got.Status != store.Taken {
		t.Fatalf("%+v %v", got, err)
	}
}

// Writes gives a function that makes a new write each time: an offer opened with a letter of size bytes.
func Writes(t testing.TB, size int) func() store.Changes {
	pdf := bytes.Repeat([]byte("letter "), size/7)
	sum := digest.Of(pdf)
	return func() store.Changes {
		return opened(t, func(c *store.Changes) {
			r := &c.Letter.Documents[0]
			r.PDF, r.PDFDigest, r.Size = pdf, sum, len(pdf)
		})
	}
}
