package desk_test

import (
	"context"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"verbatim/internal/actor"
	"verbatim/internal/answer"
	"verbatim/internal/desk"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/library"
	"verbatim/internal/offer"
	"verbatim/internal/seal"
	"verbatim/internal/store/pgtest"
	"verbatim/internal/store/sqlstore"
	"verbatim/migrations"
)

// replicas gives two desks over stores of their own on one database, of each engine.
func replicas(t *testing.T, do func(t *testing.T, one, two *office)) {
	t.Helper()
	for name, place := range map[string]func(*testing.T, *sqlstore.Config){
		"SQLite":     func(t *testing.T, c *sqlstore.Config) { c.File = filepath.Join(t.TempDir(), "v.db") },
		"PostgreSQL": func(t *testing.T, c *sqlstore.Config) { c.DatabaseURL = pgtest.Empty(t) },
	} {
		t.Run(name, func(t *testing.T) {
			key, err := seal.NewInstallation(make([]byte, seal.KeySize))
			if err != nil {
				t.Fatal(err)
			}
			c := sqlstore.Config{Migrations: migrations.FS, Installation: key, AllowUnsafe: true}
			place(t, &c)
			if err := sqlstore.Migrate(t.Context(), c); err != nil {
				t.Fatal(err)
			}
			do(t, replica(t, c), replica(t, c))
		})
	}
}

func replica(t *testing.T, c sqlstore.Config) *office {
	t.Helper()
	p, err := parts()
	if err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, clock: time.Date(2026, 11, 24, 18, 0, 0, 0, time.UTC)}
	c.Now = func() time.Time { return o.clock }
	st, err := sqlstore.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	o.Service = &desk.Service{
		Store: st, Library: library.NewHolder(p.library), Validator: p.schemas, Renderer: p.drawer, Now: c.Now,
		NewID: func() string { return uuid.Must(uuid.NewV7()).String() },
	}
	return o
}

// TestAcceptRaces: the candidate accepts on one replica while another ends the letter. Exactly one wins, eight times.
func TestAcceptRaces(t *testing.T) {
	replicas(t, func(t *testing.T, one, two *office) {
		for name, race := range map[string]func(*testing.T, *office, desk.Result) (act func(context.Context) error, won event.Type){
			"expire": expiring, "supersede": superseding, "rescind": rescinding,
		} {
			t.Run(name, func(t *testing.T) {
				for i := range 8 {
					began := time.Date(2026, 11, 24, 18, 0, 0, 0, time.UTC)
					one.clock, two.clock = began, began
					r := one.issued(`"234556"`, `"`+name+strconv.Itoa(i)+`"`)
					act, typ := race(t, two, r)
					one.clock = *one.offerOf(r.Offer).Expires // the last instant of the time to answer
					var both sync.WaitGroup
					var yesErr, actErr error
					both.Go(func() { _, yesErr = one.Accept(t.Context(), actor.Candidate(), r.Offer, yes(r), desk.Seen{}, nil) })
					both.Go(func() { actErr = act(t.Context()) })
					both.Wait()
					accepted, ended := one.has(r.Offer, event.OfferAccepted), one.hasAfter(r.Offer, typ)
					if accepted == ended || accepted != (yesErr == nil) {
						t.Fatalf("round %d: accepted %t (%v), ended %t (%v): the offer is %s", i, accepted, yesErr, ended, actErr, one.offerOf(r.Offer).State)
					}
				}
			})
		}
	})
}

// expiring is the clock of a replica just after the time to answer.
func expiring(_ *testing.T, two *office, r desk.Result) (func(context.Context) error, event.Type) {
	two.clock = two.offerOf(r.Offer).Expires.Add(time.Millisecond)
	return func(ctx context.Context) error { _, err := two.Tick(ctx); return err }, event.OfferExpired
}

// superseding is the issue of a later letter.
func superseding(t *testing.T, two *office, r desk.Result) (func(context.Context) error, event.Type) {
	t.Helper()
	next, err := two.Revise(t.Context(), robin, r.Offer, r.Revision, []byte(`{"redate":true}`), nil)
	if err != nil {
		t.Fatal(err)
	}
	return func(ctx context.Context) error {
		_, err := two.Issue(ctx, robin, r.Offer, next.Revision, nil)
		return err
	}, event.OfferIssued
}

// rescinding is the employer's taking back. It is allowed after an acceptance too, but not at the revision that it names.
func rescinding(_ *testing.T, two *office, r desk.Result) (func(context.Context) error, event.Type) {
	return func(ctx context.Context) error {
		_, err := two.Rescind(ctx, robin, r.Offer, r.Revision, desk.Ending{ReasonCode: "budget", Reason: "closed"}, nil)
		return err
	}, event.OfferRescinded
}

func (o *office) offerOf(id offer.ID) desk.Overview {
	o.t.Helper()
	view, err := o.Offer(o.t.Context(), robin, id)
	if err != nil {
		o.t.Fatal(err)
	}
	return view
}

// tick lets the clock do what is due.
func (o *office) tick() {
	o.t.Helper()
	if _, err := o.Tick(o.t.Context()); err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) count(id offer.ID, typ event.Type) (n int) {
	o.t.Helper()
	events, err := o.Events(o.t.Context(), robin, id, 0, 500)
	if err != nil {
		o.t.Fatal(err)
	}
	for _, e := range events {
		if e.Type == typ {
			n++
		}
	}
	return n
}

func (o *office) has(id offer.ID, typ event.Type) bool { return o.count(id, typ) > 0 }

// hasAfter says whether an act came after the first issue: of issues, the second counts.
func (o *office) hasAfter(id offer.ID, typ event.Type) bool {
	if typ == event.OfferIssued {
		return o.count(id, typ) > 1
	}
	return o.has(id, typ)
}

// TestSignedInTimeRecordedLate: a paper signed before the end of the time to answer counts though it arrives after the end
// was recorded, marked; signed later, given by the candidate, or to a letter that was paused, it does not.
func TestSignedInTimeRecordedLate(t *testing.T) {
	rows := map[string]struct {
		by     actor.Actor
		signed time.Duration // after the end of the time to answer
		before func(*office, desk.Result)
		want   fault.Code
	}{
		"in time":      {by: robin},
		"too late":     {by: robin, signed: time.Millisecond, want: fault.CodeState},
		"by the link":  {by: actor.Candidate(), want: fault.CodeState},
		"before given": {by: robin, signed: -60 * 24 * time.Hour, want: fault.CodeState},
		"paused": {by: robin, want: fault.CodeState, before: func(o *office, r desk.Result) {
			if _, err := o.Pause(o.t.Context(), robin, r.Offer, r.Revision, desk.Pausing{ReasonCode: "mistake_found"}, nil); err != nil {
				o.t.Fatal(err)
			}
		}},
		"a new round": {by: robin, want: fault.CodeState, before: func(o *office, r desk.Result) {
			o.clock = o.offerOf(r.Offer).Expires.Add(time.Hour)
			o.tick()
			raw := example(o.t, usExample, `"185000"`, `"186000"`, `"version": "1"`, `"version": "2"`)
			if _, err := o.HandOver(o.t.Context(), robin, r.Offer, o.offerOf(r.Offer).Revision, raw, nil); err != nil {
				o.t.Fatal(err)
			}
		}},
	}
	for name, row := range rows {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			r := o.issued()
			end := *o.offerOf(r.Offer).Expires
			if row.before != nil {
				row.before(o, r)
			}
			o.clock = end.Add(72 * time.Hour)
			o.tick()
			a := yes(r)
			at := end.Add(row.signed)
			a.Form, a.At = answer.WetInk, &at
			_, err := o.Accept(t.Context(), row.by, r.Offer, a, desk.Seen{}, nil)
			if row.want != "" {
				wantFault(t, err, row.want)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			e := o.lastOf(r.Offer, event.OfferAccepted)
			if !e.At.Equal(end) || e.From != string(offer.Expired) || !strings.Contains(string(e.Facts), `"backdated":true`) || !strings.Contains(string(e.Facts), `"after_expiry":true`) {
				t.Errorf("%s", asJSON(t, e))
			}
			if view := o.offerOf(r.Offer); view.State != offer.Accepted || !slices.Contains(view.Allowed, offer.ActRenege) {
				t.Errorf("%s", asJSON(t, view.Offer))
			}
			o.handedOnOnce(r)
		})
	}
}
