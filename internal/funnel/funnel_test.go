package funnel_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"verbatim/internal/cal"
	"verbatim/internal/event"
	"verbatim/internal/funnel"
)

var epoch = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

func day(n float64) time.Time { return epoch.Add(time.Duration(n * 24 * float64(time.Hour))) }

// told is one event: its type, its day, its facts as JSON, when it was recorded if that was another day, and whether
// somebody acted for the candidate.
type told struct {
	typ      event.Type
	day      float64
	facts    string
	recorded float64
	behalf   string
}

// histories gives the ledger of some offers; an offer whose history begins with no opening event gets one.
func histories(t testing.TB, offers ...[]told) *funnel.Ledger {
	t.Helper()
	l := &funnel.Ledger{}
	for i, h := range offers {
		for k, x := range h {
			e := event.Event{Offer: fmt.Sprintf("o%d", i), Sequence: int64(k) + 1, Type: x.typ, At: day(x.day), Recorded: day(max(x.day, x.recorded)), Behalf: x.behalf}
			if x.facts != "" {
				e.Facts = json.RawMessage(x.facts)
			}
			if err := l.Take(e); err != nil {
				t.Fatal(err)
			}
		}
	}
	return l
}

// written is an offer with a verbal offer on day 0 and a first letter on a day.
func written(at float64, more ...told) []told {
	return append([]told{
		{typ: event.OfferOpened, day: 0, facts: `{"entity":"acme-us","place":"US-CA","kind":"standard","groups":{"department":"Engineering","level":"L5"}}`},
		{typ: event.HandoffReceived, day: 0, facts: fmt.Sprintf(`{"agreed":{"at":%q,"answer":"accepted"}}`, day(0).Format(time.RFC3339))},
		{typ: event.LetterWritten, day: 0},
		{typ: event.OfferIssued, day: at, facts: `{"round":1}`},
	}, more...)
}

// many repeats histories until the figures are shown.
func many(n int, h []told) [][]told {
	out := make([][]told, n)
	for i := range out {
		out[i] = h
	}
	return out
}

func measure(t testing.TB, q funnel.Query, offers ...[]told) funnel.Report {
	t.Helper()
	if q.Now.IsZero() {
		q.Now = day(60)
	}
	return funnel.Measure(histories(t, offers...).Cases(), q)
}

// parts are the numerator and denominator of a figure or of one of its lines.
func parts(r funnel.Report, figure, line string) string {
	f := r.Figure(figure)
	if line == "" {
		return fmt.Sprintf("%d/%d", f.Numerator, f.Denominator)
	}
	for _, l := range f.Lines {
		if l.ID == line {
			return fmt.Sprintf("%d/%d", l.Numerator, l.Denominator)
		}
	}
	return "none"
}

// TestEdgeCases holds every edge case of EdgeCases: what one offer counts as, beside one that was accepted. A row belongs to
// the case that its name begins with, up to the colon.
func TestEdgeCases(t *testing.T) {
	covered := map[string]bool{}
	for name, row := range edgeCases() {
		id, _, _ := strings.Cut(name, ":")
		covered[id] = true
		r := measure(t, funnel.Query{}, plain(), row.offer)
		for path, want := range row.want {
			figure, line, _ := strings.Cut(path, ".")
			if got := parts(r, figure, line); got != want {
				t.Errorf("%s: %s is %s, want %s", name, path, got, want)
			}
		}
	}
	for id := range map[string]bool{"few": true, "stopped": true, "unconfirmed_stop": true, "backdated": true, "imported": true} {
		covered[id] = true // tests of their own: TestFewAreNotShown, TestStoppedClock, TestLists, TestRecorded, TestImportedCounts
	}
	for _, c := range funnel.EdgeCases() {
		if !covered[c.ID] {
			t.Errorf("%s: no row tests that it counts as: %s", c.ID, c.Counts)
		}
		delete(covered, c.ID)
	}
	for id := range covered {
		t.Errorf("%s is tested and not among the published cases", id)
	}
}

func TestLists(t *testing.T) {
	no := written(2, told{typ: event.OfferDeclined, day: 3, facts: `{"reason_code":"terms"}`})
	late := []told{{typ: event.OfferProposed, day: 0}, {typ: event.VerbalOffered, day: 0, recorded: 31}}
	r := measure(t, funnel.Query{}, no, late)
	if len(r.YesThenNo) != 1 || r.YesThenNo[0] != "o0" {
		t.Errorf("yes on the phone, no on paper: %v", r.YesThenNo)
	}
	if len(r.Backdated) != 1 || r.Backdated[0] != "o1" {
		t.Errorf("backdated: %v", r.Backdated)
	}
}

// TestConfidentialIsNotListed: a confidential offer counts everywhere, and stands by its id only before those whom it names.
func TestConfidentialIsNotListed(t *testing.T) {
	secret := written(2, told{typ: event.OfferDeclined, day: 3, facts: `{"reason_code":"terms"}`})
	secret[0].facts = `{"entity":"acme-us","kind":"standard","author":"ann","confidential":true,"groups":{"level":"E2","hiring_manager":"kim","recruiter":"rob"}}`
	offers := append(many(12, written(2, told{typ: event.OfferAccepted, day: 5})), many(12, secret)...)
	waits := append([]told{}, secret[:3]...)
	offers = append(offers, append(waits, told{typ: event.OfferIssued, day: 30, facts: `{"expires_at":"` + day(61).Format(time.RFC3339) + `"}`}))
	for reader, want := range map[string]bool{"kim": true, "rob": true, "zoe": false, "": false} {
		r := measure(t, funnel.Query{Discreet: true, Reader: reader}, offers...)
		if r.Offers != 25 || parts(r, "acceptance_rate", "") != "12/24" || len(r.Declines) == 0 {
			t.Errorf("%s: %d offers, %s accepted", reader, r.Offers, parts(r, "acceptance_rate", ""))
		}
		listed := len(r.YesThenNo) + len(r.AtRisk)
		for _, s := range r.Declines {
			listed += len(s.Offers)
		}
		for _, s := range r.Board {
			listed += len(s.Offers)
		}
		if got := listed > 0; got != want {
			t.Errorf("%s: %d ids are listed", reader, listed)
		}
	}
}

// TestPeriod counts what happened in a period in a zone: its first instant belongs to it, that after its last day not.
func TestPeriod(t *testing.T) {
	zone := time.FixedZone("west", -8*3600)
	from, to := cal.MustDate("2026-03-05"), cal.MustDate("2026-03-06")
	first := from.In(zone, 0, 0)
	for offset, want := range map[time.Duration]string{0: "1/1", -time.Millisecond: "0/0", 48*time.Hour - time.Millisecond: "1/1", 48 * time.Hour: "0/0"} {
		at := first.Add(offset).Sub(epoch).Hours() / 24
		q := funnel.Query{From: &from, To: &to, Zone: zone}
		r := measure(t, q, written(1, told{typ: event.OfferAccepted, day: at}))
		if got := parts(r, "acceptance_rate", ""); got != want {
			t.Errorf("answered %v after the start of the period: %s, want %s", offset, got, want)
		}
	}
}

// TestPrevious compares with the period of the same length before.
func TestPrevious(t *testing.T) {
	from, to := cal.MustDate("2026-03-12"), cal.MustDate("2026-03-21")
	r := measure(t, funnel.Query{From: &from, To: &to},
		written(1, told{typ: event.OfferAccepted, day: 11}), written(1, told{typ: event.OfferAccepted, day: 4}), written(1, told{typ: event.OfferDeclined, day: 5}))
	f := r.Figure("acceptance_rate")
	if f.Numerator != 1 || f.Denominator != 1 || f.Previous.Numerator != 1 || f.Previous.Denominator != 2 {
		t.Errorf("%+v, before %+v", f.Value, *f.Previous)
	}
}

// TestFewAreNotShown withholds a rate under five offers, and gives its parts.
func TestFewAreNotShown(t *testing.T) {
	yes := written(2, told{typ: event.OfferAccepted, day: 5})
	if r := measure(t, funnel.Query{}, many(4, yes)...); r.AcceptanceRate != nil || r.Figure("acceptance_rate").Denominator != 4 || r.Figure("verbal_to_written").Value.Value != nil {
		t.Errorf("four offers: %+v", r.Figure("acceptance_rate").Value)
	}
	r := measure(t, funnel.Query{}, append(many(4, yes), written(2, told{typ: event.OfferDeclined, day: 6}))...)
	if r.AcceptanceRate == nil || *r.AcceptanceRate != "0.800000" {
		t.Fatalf("five offers: %v", r.AcceptanceRate)
	}
	if f := r.Figure("verbal_to_written"); *f.Value.Value != "2.0" || *f.P90 != "2.0" || *f.Gross.Median != "2.0" {
		t.Errorf("verbal to written: %+v", f.Value)
	}
}

// TestGroups breaks a figure down by what was frozen when the offer was opened.
func TestGroups(t *testing.T) {
	r := measure(t, funnel.Query{GroupBy: []funnel.Dimension{funnel.ByLevel}}, many(6, written(2, told{typ: event.OfferAccepted, day: 5}))...)
	g := r.Figure("acceptance_rate").Groups
	if len(g) != 1 || g[0].By != funnel.ByLevel || g[0].Key != "L5" || g[0].Numerator != 6 || *g[0].Value.Value != "1.000000" {
		t.Errorf("%+v", g)
	}
	none := measure(t, funnel.Query{Filter: map[funnel.Dimension]string{funnel.ByLevel: "L9"}}, written(2, told{typ: event.OfferAccepted, day: 5}))
	if none.Offers != 0 || none.Figure("acceptance_rate").Denominator != 0 {
		t.Errorf("filtered away: %+v", none.Figure("acceptance_rate"))
	}
	other := measure(t, funnel.Query{Entities: []string{"acme-uk"}}, written(2, told{typ: event.OfferAccepted, day: 5}))
	if other.Offers != 0 {
		t.Error("an entity out of reach was counted")
	}
}

// TestStoppedClock takes out of both durations what somebody else confirmed, and nothing that nobody did.
func TestStoppedClock(t *testing.T) {
	stopped := func(confirmed bool) []told {
		h := []told{
			{typ: event.OfferOpened, day: 0},
			{typ: event.HandoffReceived, day: 0, facts: fmt.Sprintf(`{"agreed":{"at":%q}}`, day(0).Format(time.RFC3339))},
			{typ: event.ClockStopped, day: 1},
		}
		if confirmed {
			h = append(h, told{typ: event.ClockConfirmed, day: 1.5})
		}
		return append(h, told{typ: event.ClockResumed, day: 3}, told{typ: event.OfferIssued, day: 5})
	}
	for confirmed, want := range map[bool]funnel.Decimal{true: "3.0", false: "5.0"} {
		f := measure(t, funnel.Query{}, many(5, stopped(confirmed))...).Figure("verbal_to_written")
		if *f.Value.Value != want || *f.Gross.Median != "5.0" {
			t.Errorf("confirmed %v: net %s, gross %s", confirmed, *f.Value.Value, *f.Gross.Median)
		}
	}
}

// TestMonths counts by the month of the zone, and shows a month in which nothing happened.
func TestMonths(t *testing.T) {
	west := time.FixedZone("west", -10*3600)
	r := measure(t, funnel.Query{Zone: west}, append(many(5, written(2, told{typ: event.OfferAccepted, day: 5})), written(70, told{typ: event.OfferDeclined, day: 71}))...)
	var got []string
	for _, m := range r.Months {
		got = append(got, fmt.Sprintf("%s %d/%d %d", m.Month, m.Accepted.Numerator, m.Accepted.Denominator, m.ToWritten.Numerator))
	}
	want := []string{"2026-03 5/5 5", "2026-04 0/0 0", "2026-05 0/1 1"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}
}
