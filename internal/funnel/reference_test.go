package funnel_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"verbatim/internal/cal"
	"verbatim/internal/event"
	"verbatim/internal/funnel"
)

// seeded are the histories of some offers that stop, wait, lapse, come back and are imported as chance wants.
func seeded(n int) [][]told {
	r := rand.New(rand.NewPCG(5, 6))
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	some := func(p float64) bool { return r.Float64() < p }
	out := make([][]told, n)
	for i := range out {
		at := r.Float64() * 700
		add := func(typ event.Type, facts string) {
			out[i] = append(out[i], told{typ: typ, day: at, facts: facts, recorded: at + float64(r.IntN(2)*40)})
			at += r.Float64() * 3
		}
		add(event.OfferOpened, fmt.Sprintf(`{"entity":%q,"place":%q,"mark":%q,"confidential":%v,"groups":{"department":%q,"level":%q,"hiring_manager":"m%d","recruiter":"r%d"}}`,
			pick("acme-us", "acme-uk"), pick("US-CA", "US-NY", "GB-ENG", ""), pick("", "", "", "test"), some(0.1), pick("Design", "Sales", "Research", ""), pick("L3", "L4", "L5", ""), r.IntN(9), r.IntN(4)))
		add(event.HandoffReceived, fmt.Sprintf(`{"agreed":{"at":%q,"answer":%q}}`, day(at-r.Float64()*4).Format(time.RFC3339), pick("accepted", "open")))
		add(event.LetterWritten, fmt.Sprintf(`{"material":{"changed":%d},"band":{"position":%q,"from":"2026-0%d-01"}}`, r.IntN(2), pick("below", "low", "high", ""), 1+r.IntN(9)))
		if some(0.4) {
			add(event.FlagRaised, fmt.Sprintf(`{"flag_id":"f","code":%q,"severity":"review","decides":%q,"clause":"special_terms@1"}`, pick("A-01", "B-02"), pick("legal", "hr")))
			if some(0.8) {
				add(event.FlagDecided, `{"flag_id":"f"}`)
			}
		}
		if some(0.3) {
			add(event.ApprovalAsked, `{"step":"vp"}`)
			add(event.ApprovalGiven, `{"step":"vp","complete":true}`)
		}
		if some(0.2) {
			add(event.ClockStopped, `{}`)
			add(event.ClockConfirmed, `{}`)
			add(event.ClockResumed, `{}`)
		}
		if some(0.1) {
			continue
		}
		add(event.OfferIssued, `{"round":1}`)
		if some(0.5) {
			add(event.LetterOpened, `{}`)
		}
		switch {
		case some(0.6):
			add(event.OfferAccepted, `{}`)
			if some(0.1) {
				add(event.OfferReneged, `{}`)
			}
		case some(0.6):
			add(event.OfferDeclined, fmt.Sprintf(`{"reason_code":%q}`, pick("compensation", "role", "our_other_offer", "")))
		case some(0.4):
			add(event.OfferExpired, `{}`)
		case some(0.4):
			add(event.OfferRescinded, `{"reason_code":"budget"}`)
		}
	}
	return out
}

// queries are a report over everything, over a year, and over a quarter in another zone.
func queries(t testing.TB) map[string]funnel.Query {
	t.Helper()
	oslo, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		t.Fatal(err)
	}
	d := func(s string) *cal.Date { x := cal.MustDate(s); return &x }
	return map[string]funnel.Query{
		"all":     {Now: day(720)},
		"year":    {Now: day(720), From: d("2026-09-01"), To: d("2027-08-31")},
		"worked":  {Now: day(720), Working: true},
		"quarter": {Now: day(720), From: d("2027-01-01"), To: d("2027-03-31"), Zone: oslo, Imported: true},
	}
}

// TestAGroupIsItsOwnReport: what a figure says of a group is what a report says that is asked for nothing but that group,
// and segments are what is counted in those reports.
func TestAGroupIsItsOwnReport(t *testing.T) {
	cases := histories(t, seeded(3000)...).Cases()
	for name, q := range queries(t) {
		r := funnel.Measure(cases, q)
		compared := 0
		for _, d := range funnel.Dimensions() {
			keys := map[string]bool{}
			for _, c := range cases {
				keys[d.Of(c)] = true
			}
			for key := range keys {
				only := q
				only.Filter, only.GroupBy = map[funnel.Dimension]string{d: key}, []funnel.Dimension{d}
				alone := funnel.Measure(cases, only)
				for i, f := range alone.Figures {
					want, _ := json.Marshal(f.Value)
					got := []byte("none")
					for _, g := range r.Figures[i].Groups {
						if g.By == d && g.Key == key {
							got, _ = json.Marshal(g.Value)
							compared++
						}
					}
					if string(got) != string(want) && f.Value.Denominator > 0 {
						t.Errorf("%s, %s of %s %q: %s, alone %s", name, f.ID, d, key, got, want)
					}
				}
				declined := alone.Figure("decline_rate")
				for _, s := range r.Declines {
					if len(s.By) == 1 && s.By[0] == d && s.Key[0] == key && s.Accepted.Numerator != alone.Figure("acceptance_from_verbal").Numerator {
						t.Errorf("%s, segment %s %q: %d accepted, alone %+v", name, d, key, s.Accepted.Numerator, declined.Value)
					}
				}
			}
		}
		if compared < 100 {
			t.Errorf("%s: only %d groups", name, compared)
		}
	}
}
