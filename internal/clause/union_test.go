package clause_test

import (
	"encoding/json"
	"maps"
	"testing"

	"verbatim/internal/terms"
)

// parts are a value for each field of the unions.
var parts = map[string]any{
	"amount": "20000", "currency": "USD", "per": "month", "bound": "up_to", "method": "close_on_grant", "rounding": "down", "percent": "15",
	"of": "/terms/base_pay", "of_what": "net sales", "units": "150", "instrument": "ordinary shares", "counted": "outstanding", "as_of": "2026-11-01",
	"times": "1.5", "months": 12, "text": "base over strike", "tiers": []any{map[string]any{"id": "a", "from": "0", "percent": "5"}},
	"term": "/terms/base_pay", "by": "the board", "when": map[string]any{"type": "event", "event": "grant"}, "cap": map[string]any{"amount": "500", "currency": "USD"},
	"date": "2027-01-11", "qualifier": "no_later_than", "if_missed": "lapses", "length": map[string]any{"days": 30}, "event": "start",
	"offset": map[string]any{"weeks": 2}, "long_stop": "2027-06-30", "earliest": "2027-01-04", "latest": "2027-03-01", "name": "the merger closes",
}

// silent are fields that no letter prints: what checks the text of a formula, and a word that only event: other uses.
var silent = map[string]bool{"formula": true, "inputs": true}

// TestNoFieldOfAUnionIsSilent: a Size or When with one more field must read differently, or be refused. Else a letter
// could count a term as printed that it does not say.
func TestNoFieldOfAUnionIsSilent(t *testing.T) {
	for form, union := range map[string]terms.Union{"": terms.Size{}, "on": terms.When{}, "bare": terms.When{}} {
		for _, v := range union.Variants() {
			least := map[string]any{"type": v.Type}
			for _, f := range v.Required {
				least[f] = parts[f]
			}
			read := func(m map[string]any) string {
				raw, err := json.Marshal(m)
				if err != nil {
					t.Fatal(err)
				}
				text, l := words(t, "size", form, "en-US", string(raw))
				if len(l.faults) > 0 {
					return "refused"
				}
				return text
			}
			before := read(least)
			for _, f := range v.Optional {
				more := maps.Clone(least)
				switch f {
				case "time", "zone":
					more["time"], more["zone"] = "17:00", "Europe/London"
				case "by":
					more[f] = parts[f]
					if form != "" { // a day for a When, a body for a Size
						more[f] = "2027-03-01"
					}
				case "name":
					more["event"], more["name"] = "other", parts["name"]
				default:
					more[f] = parts[f]
				}
				if after := read(more); !silent[f] && (after == before || more[f] == nil) {
					t.Errorf("%s: %q reads the same with %s", v.Type, after, f)
				}
			}
		}
	}
}
