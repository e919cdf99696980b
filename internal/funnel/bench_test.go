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

// hundredThousand is the log of 100,000 offers, about 700,000 events.
func hundredThousand() []event.Event {
	r := rand.New(rand.NewPCG(1, 2))
	var out []event.Event
	for i := range 100_000 {
		at := day(r.Float64() * 700)
		sequence := int64(0)
		add := func(typ event.Type, after float64, facts string) {
			sequence++
			at = at.Add(time.Duration(after * 24 * float64(time.Hour)))
			out = append(out, event.Event{Offer: fmt.Sprint(i), Sequence: sequence, Type: typ, At: at, Recorded: at, Facts: json.RawMessage(facts)})
		}
		add(event.OfferOpened, 0, fmt.Sprintf(`{"entity":"acme-%d","place":"US-%d","kind":"standard","groups":{"department":"D%d","level":"L%d","hiring_manager":"m%d","recruiter":"r%d"}}`,
			i%3, i%9, i%12, i%8, i%300, i%40))
		add(event.HandoffReceived, 0, fmt.Sprintf(`{"agreed":{"at":%q,"answer":"accepted"}}`, at.Format(time.RFC3339)))
		add(event.LetterWritten, 0, `{"material":{"changed":1}}`)
		if i%5 == 0 {
			add(event.FlagRaised, 0, `{"flag_id":"f","code":"VB-CO-SPECIAL-01","severity":"review","decides":"legal","clause":"special_terms@1","terms":["/terms/special_terms/x"]}`)
			add(event.FlagDecided, r.Float64()*2, `{"flag_id":"f"}`)
		}
		add(event.OfferIssued, r.Float64()*3, `{"round":1}`)
		if r.Float64() < 0.85 {
			add(event.OfferAccepted, r.Float64()*6, `{}`)
		} else {
			add(event.OfferDeclined, r.Float64()*6, `{"reason_code":"compensation"}`)
		}
	}
	return out
}

// BenchmarkMeasure makes the whole report of 100,000 offers, broken down by everything, over all of them and over a year:
// what a dashboard waits for.
func BenchmarkMeasure(b *testing.B) {
	l := &funnel.Ledger{}
	for _, e := range hundredThousand() {
		if err := l.Take(e); err != nil {
			b.Fatal(err)
		}
	}
	from, to := cal.MustDate("2027-03-01"), cal.MustDate("2028-02-29")
	for name, q := range map[string]funnel.Query{"all": {Now: day(800)}, "year": {Now: day(800), From: &from, To: &to}} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				funnel.Measure(l.Cases(), q)
			}
		})
	}
}

// BenchmarkTake folds one event.
func BenchmarkTake(b *testing.B) {
	events := hundredThousand()
	b.ResetTimer()
	for i := 0; i < b.N; {
		l := &funnel.Ledger{}
		for _, e := range events {
			if i == b.N {
				return
			}
			if err := l.Take(e); err != nil {
				b.Fatal(err)
			}
			i++
		}
	}
}
