package desk_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"verbatim/internal/desk"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/offer"
	"verbatim/internal/store"
)

// withLinks lets an office make links, and remind two and one days before the end.
func (o *office) withLinks() *office {
	o.Candidates = desk.Candidates{URL: "https://offers.example", Token: func(id string) string { return "secret-of-" + id }, Remind: []int{2, 1}}
	return o
}

func token(t *testing.T, r desk.Result) string {
	t.Helper()
	if r.Link == nil {
		t.Fatalf("no link: %s", asJSON(t, r))
	}
	return strings.TrimPrefix(r.Link.URL, "https://offers.example/o/")
}

func TestIssueGivesALinkOnce(t *testing.T) {
	o := newOffice(t).withLinks()
	r := o.receive(example(t, usExample))
	r, err := o.Issue(t.Context(), robin, r.Offer, r.Revision, nil)
	if err != nil {
		t.Fatal(err)
	}
	first := token(t, r)
	m := r.Link.Mail
	if m.To != "ana.ruiz@example.com" || !strings.Contains(m.Text, r.Link.URL) || strings.Contains(m.Subject, "Ana") || strings.Contains(m.Text, "{") {
		t.Errorf("%s", asJSON(t, m))
	}
	if read, err := o.Letter(t.Context(), robin, r.Offer, 1); err != nil || read.Link != nil {
		t.Errorf("reading shows the link: %v", err)
	}
	if e := o.lastOf(r.Offer, event.OfferIssued); strings.Contains(asJSON(t, e), "secret") {
		t.Errorf("the token stands in an event: %s", asJSON(t, e))
	}
	renewed, err := o.RenewLink(t.Context(), robin, r.Offer, nil)
	if err != nil || token(t, renewed) == first {
		t.Fatalf("%v %s", err, asJSON(t, renewed.Link))
	}
	if l, err := o.LinkOf(t.Context(), first); err != nil || l.Why != store.LinkRenewed {
		t.Errorf("%v %+v", err, l)
	}
	if _, err := o.RevokeLink(t.Context(), robin, r.Offer, nil); err != nil {
		t.Fatal(err)
	}
	if l, err := o.LinkOf(t.Context(), token(t, renewed)); err != nil || l.Why != store.LinkRevoked {
		t.Errorf("%v %+v", err, l)
	}
	if _, err := o.LinkOf(t.Context(), "another"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("%v", err)
	}
}

// TestALaterLetterEndsTheLink: issuing the next version ends the link of the one before in the same write.
func TestALaterLetterEndsTheLink(t *testing.T) {
	o := newOffice(t).withLinks()
	r := o.issued()
	first := token(t, r)
	next := o.revise(r, lowered())
	for _, f := range next.Flags {
		if _, err := o.Decide(t.Context(), kim, r.Offer, 2, f.ID, desk.Ruling{Verdict: "cleared", Fingerprint: f.Fingerprint}, nil); err != nil {
			t.Fatal(err)
		}
	}
	if l, err := o.LinkOf(t.Context(), first); err != nil || l.Ended != nil {
		t.Fatalf("a draft ended the link: %v %+v", err, l)
	}
	view, err := o.Tell(t.Context(), robin, r.Offer, 2, desk.Told{Amendment: "a1", At: &o.clock}, nil)
	if err != nil {
		t.Fatal(err)
	}
	again, err := o.Issue(t.Context(), robin, r.Offer, view.Revision, nil)
	if err != nil || again.Link == nil || again.Link.Letter != 2 {
		t.Fatalf("%v %s", err, asJSON(t, again))
	}
	if l, err := o.LinkOf(t.Context(), first); err != nil || l.Why != store.LinkSuperseded || l.Letter != 1 {
		t.Errorf("%v %+v", err, l)
	}
}

// TestTheClock walks through the time to answer: two reminders, the end, nothing after it.
func TestTheClock(t *testing.T) {
	o := newOffice(t).withLinks()
	r := o.issued()
	view, err := o.Offer(t.Context(), robin, r.Offer)
	if err != nil {
		t.Fatal(err)
	}
	end := *view.Expires
	types := func() (out []event.Type) {
		t.Helper()
		if _, err := o.Tick(t.Context()); err != nil {
			t.Fatal(err)
		}
		events, err := o.Events(t.Context(), robin, r.Offer, r.Revision, 500)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range events {
			out = append(out, e.Type)
		}
		return out
	}
	steps := []struct {
		at   time.Time
		want []event.Type
	}{
		{end.AddDate(0, 0, -2).Add(-time.Second), nil},
		{end.AddDate(0, 0, -2), []event.Type{event.AnswerReminded}},
		{end.AddDate(0, 0, -2).Add(time.Hour), []event.Type{event.AnswerReminded}},
		{end.AddDate(0, 0, -1), []event.Type{event.AnswerReminded, event.AnswerReminded}},
		{end, []event.Type{event.AnswerReminded, event.AnswerReminded}},
		{end.Add(time.Minute), []event.Type{event.AnswerReminded, event.AnswerReminded, event.OfferExpired}},
		{end.AddDate(1, 0, 0), []event.Type{event.AnswerReminded, event.AnswerReminded, event.OfferExpired}},
	}
	for _, step := range steps {
		o.clock = step.at
		if got := types(); !slices.Equal(got, step.want) {
			t.Fatalf("at %s: %v, want %v", step.at, got, step.want)
		}
	}
	e := o.lastOf(r.Offer, event.OfferExpired)
	if !e.At.Equal(end) || e.Actor != "clock" || e.To != string(offer.Expired) {
		t.Errorf("%s", asJSON(t, e))
	}
	if left, err := o.Store.Due(t.Context(), end.AddDate(9, 0, 0), 10); err != nil || len(left) != 0 {
		t.Errorf("%v: still due: %+v", err, left)
	}
}

// TestAnActMovesTheClock: an extension moves the end, an answer takes it away.
func TestAnActMovesTheClock(t *testing.T) {
	o := newOffice(t).withLinks()
	r := o.issued()
	view, err := o.Offer(t.Context(), robin, r.Offer)
	if err != nil {
		t.Fatal(err)
	}
	end := *view.Expires
	later := end.AddDate(0, 0, 7)
	if _, err := o.Extend(t.Context(), robin, r.Offer, r.Revision, desk.Extension{Expires: later, ReasonCode: offer.ExtendAsked}, nil); err != nil {
		t.Fatal(err)
	}
	o.clock = end.Add(time.Hour)
	if n, err := o.Tick(t.Context()); err != nil || n != 0 {
		t.Fatalf("%d rows due, %v", n, err)
	}
	if _, err := o.Accept(t.Context(), robin, r.Offer, yes(r), desk.Seen{}, nil); err != nil {
		t.Fatal(err)
	}
	o.clock = later.AddDate(1, 0, 0)
	if n, err := o.Tick(t.Context()); err != nil || n != 0 {
		t.Fatalf("%d rows due, %v", n, err)
	}
}

// TestAcceptRacesTheClock: at the end of the time to answer a yes and the clock run at once; the yes was given in time, so
// either it wins, or the clock was first and the yes is refused with the state. Never both.
func TestAcceptRacesTheClock(t *testing.T) {
	for range 6 {
		o := newOffice(t).withLinks()
		r := o.issued()
		view, err := o.Offer(t.Context(), robin, r.Offer)
		if err != nil {
			t.Fatal(err)
		}
		a := yes(r)
		a.At = view.Expires
		o.clock = view.Expires.Add(time.Second)
		var all sync.WaitGroup
		var accepted, ticked error
		all.Go(func() { _, accepted = o.Accept(t.Context(), robin, r.Offer, a, desk.Seen{}, nil) })
		all.Go(func() { _, ticked = o.Tick(t.Context()) })
		all.Wait()
		if ticked != nil {
			t.Fatal(ticked)
		}
		view, err = o.Offer(t.Context(), robin, r.Offer)
		if err != nil {
			t.Fatal(err)
		}
		want := offer.Accepted
		if accepted != nil {
			wantFault(t, accepted, fault.CodeState)
			want = offer.Expired
		}
		if view.State != want {
			t.Fatalf("accept: %v, and the offer is %s", accepted, view.State)
		}
	}
}
