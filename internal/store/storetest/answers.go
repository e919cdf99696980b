package storetest

import (
	"errors"
	"testing"
	"time"

	"verbatim/internal/event"
	"verbatim/internal/offer"
	"verbatim/internal/store"
)

var answerCases = []test{
	{"DueInOrder", dueInOrder},
	{"NewLinkEndsTheOlder", newLinkEndsTheOlder},
	{"MailTakenOnce", mailTakenOnce},
	{"AttachmentsStay", attachmentsStay},
}

// with writes something beside one event of an offer and gives the offer as it then is.
func with(t testing.TB, s store.Store, o offer.Offer, a store.Answering) (offer.Offer, error) {
	t.Helper()
	next := o
	next.Revision++
	err := s.Apply(t.Context(), store.Changes{Offer: &next, Expect: o.Revision, Events: []event.Event{happened(o, event.CandidateTold, 1)}, Answering: a})
	return next, err
}

func dueInOrder(t *testing.T, s store.Store) {
	c := opened(t)
	must(t, s.Apply(t.Context(), c))
	id := c.Offer.ID
	o, err := with(t, s, *c.Offer, store.Answering{Due: []store.Due{
		{Offer: id, Kind: "b", At: day.Add(2 * time.Hour)},
		{Offer: id, Kind: "a", Subject: "1", At: day.Add(time.Hour)},
		{Offer: id, Kind: "a", Subject: "2", At: day.Add(5 * time.Hour)},
	}})
	must(t, err)
	now := day.Add(3 * time.Hour)
	got, err := s.Due(t.Context(), now, 10)
	must(t, err)
	if len(got) != 2 || got[0].Kind != "a" || got[0].Subject != "1" || got[1].Kind != "b" || got[0].Offer != id || !got[0].At.Equal(day.Add(time.Hour)) {
		t.Fatalf("%+v", got)
	}
	if one, err := s.Due(t.Context(), now, 1); err != nil || len(one) != 1 {
		t.Fatalf("%+v %v", one, err)
	}
	_, err = with(t, s, o, store.Answering{Due: []store.Due{{Offer: id, Kind: "a", Subject: "1"}, {Offer: id, Kind: "b", At: day.Add(4 * time.Hour)}}})
	must(t, err)
	if got, err = s.Due(t.Context(), now, 10); err != nil || len(got) != 0 {
		t.Fatalf("%+v %v", got, err)
	}
	must(t, s.Apply(t.Context(), store.Changes{Answering: store.Answering{Due: []store.Due{{Offer: id, Kind: "b"}}}}))
	if got, err = s.Due(t.Context(), day.Add(9*time.Hour), 10); err != nil || len(got) != 1 || got[0].Subject != "2" {
		t.Fatalf("%+v %v", got, err)
	}
	was := got[0]
	must(t, s.PutOff(t.Context(), was, day.Add(20*time.Hour)))
	must(t, s.PutOff(t.Context(), was, time.Time{})) // it is no longer what was read
	if got, err = s.Due(t.Context(), day.Add(30*time.Hour), 10); err != nil || len(got) != 1 || !got[0].At.Equal(day.Add(20*time.Hour)) {
		t.Fatalf("%+v %v", got, err)
	}
	must(t, s.PutOff(t.Context(), got[0], time.Time{}))
	if got, err = s.Due(t.Context(), day.Add(30*time.Hour), 10); err != nil || len(got) != 0 {
		t.Fatalf("%+v %v", got, err)
	}
}

func newLinkEndsTheOlder(t *testing.T, s store.Store) {
	c := opened(t)
	must(t, s.Apply(t.Context(), c))
	link := func(hash string) *store.Link {
		return &store.Link{ID: newID(), Hash: hash, Offer: c.Offer.ID, Letter: 1, Made: day, Expires: day.Add(time.Hour)}
	}
	first, second := link("one"), link("two")
	o, err := with(t, s, *c.Offer, store.Answering{Link: first, Ends: store.LinkSuperseded})
	must(t, err)
	got, err := s.Link(t.Context(), "one")
	must(t, err)
	if got.ID != first.ID || got.Ended != nil || got.Why != "" || got.Opened != nil || !got.Expires.Equal(first.Expires) || got.Letter != 1 {
		t.Fatalf("%+v", got)
	}
	if o, err = with(t, s, o, store.Answering{Opened: first.ID}); err != nil {
		t.Fatal(err)
	}
	if _, err := with(t, s, o, store.Answering{Opened: first.ID}); !errors.Is(err, store.ErrExists) {
		t.Fatalf("opened for the first time twice: %v", err)
	}
	o, err = with(t, s, o, store.Answering{Link: second, Ends: store.LinkRenewed})
	must(t, err)
	if got, err = s.Link(t.Context(), "one"); err != nil || got.Ended == nil || got.Why != store.LinkRenewed || got.Opened == nil {
		t.Fatalf("%+v %v", got, err)
	}
	if _, err := with(t, s, o, store.Answering{Link: link("two"), Ends: store.LinkRenewed}); !errors.Is(err, store.ErrExists) {
		t.Fatalf("a token twice: %v", err)
	}
	_, err = with(t, s, o, store.Answering{Ends: store.LinkRevoked})
	must(t, err)
	all, err := s.OfferLinks(t.Context(), all, o.ID)
	if err != nil || len(all) != 2 || all[0].Ended == nil || all[1].Why != store.LinkRenewed {
		t.Fatalf("%+v %v", all, err)
	}
	if _, err := s.Link(t.Context(), "three"); !errors.Is(err, store.ErrNotFound) {
		t.Fatalf("%v", err)
	}
}

func mailTakenOnce(t *testing.T, s store.Store) {
	c := opened(t)
	must(t, s.Apply(t.Context(), c))
	m := &store.Mail{ID: newID(), Offer: c.Offer.ID, Letter: 1, Due: day, Content: []byte(Secrets[0])}
	o, err := with(t, s, *c.Offer, store.Answering{Mail: m})
	must(t, err)
	take := func(token string, now time.Time) []store.Mail {
		t.Helper()
		got, err := s.TakeMails(t.Context(), token, now, now.Add(time.Minute), 10)
		must(t, err)
		return got
	}
	if got := take("early", day.Add(-time.Second)); len(got) != 0 {
		t.Fatalf("%+v", got)
	}
	got := take("one", day)
	if len(got) != 1 || string(got[0].Content) != Secrets[0] || got[0].Attempts != 1 || got[0].Offer != o.ID {
		t.Fatalf("%+v", got)
	}
	if again := take("two", day.Add(time.Second)); len(again) != 0 {
		t.Fatalf("taken twice: %+v", again)
	}
	if late := take("two", day.Add(time.Hour)); len(late) != 1 || late[0].Attempts != 2 {
		t.Fatalf("after the lease: %+v", late)
	}
	if _, err := with(t, s, o, store.Answering{Sent: &got[0]}); !errors.Is(err, store.ErrStale) {
		t.Fatalf("sent by who lost it: %v", err)
	}
	if err := s.PutOffMail(t.Context(), got[0]); !errors.Is(err, store.ErrStale) {
		t.Fatalf("put off by who lost it: %v", err)
	}
	held := got[0]
	held.Token, held.Due = "two", day.Add(2*time.Hour)
	must(t, s.PutOffMail(t.Context(), held))
	if early := take("three", day.Add(time.Hour)); len(early) != 0 {
		t.Fatalf("%+v", early)
	}
	last := take("three", day.Add(3*time.Hour))
	if len(last) != 1 {
		t.Fatalf("%+v", last)
	}
	_, err = with(t, s, o, store.Answering{Sent: &last[0]})
	must(t, err)
	if gone := take("four", day.Add(9*time.Hour)); len(gone) != 0 {
		t.Fatalf("sent and still there: %+v", gone)
	}
}

func attachmentsStay(t *testing.T, s store.Store) {
	c := opened(t)
	must(t, s.Apply(t.Context(), c))
	a := &store.Attachment{ID: newID(), Content: []byte("%PDF-1.7 " + Secrets[0])}
	_, err := with(t, s, *c.Offer, store.Answering{Attachment: a})
	must(t, err)
	got, err := s.Attachment(t.Context(), all, c.Offer.ID, a.ID)
	if err != nil || string(got) != string(a.Content) {
		t.Fatalf("%q %v", got, err)
	}
	if _, err := s.Attachment(t.Context(), all, c.Offer.ID, newID()); !errors.Is(err, store.ErrNotFound) {
		t.Fatalf("%v", err)
	}
}
