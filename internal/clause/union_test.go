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
	"times": "1.5", "months": 12, "text": "base over strike", "tiers": []any{map[string]any{"id": "a", "from": "0", "percent": "5"}}, "applies_to": "whole",
	"term": "/terms/base_pay", "by": "the board", "when": map[string]any{"type": "event", "event": "grant"}, "cap": map[string]any{"amount": "500", "currency": "USD"},
	"date": "2027-01-11", "qualifier": "no_later_than", "if_missed": "lapses", "length": map[string]any{"days": 30}, "event": "start",
	"offset": map[string]any{"weeks": 2}, "long_stop": "2027-06-30", "earliest": "2027-01-04", "latest": "2027-03-01", "name": "the merger closes",
}

// vestingParts are a value for each field of a Vesting and a Strike that means something else in the other unions.
var vestingParts = map[string]any{
	"over": map[string]any{"months": 48}, "cliff": map[string]any{"months": 12}, "every": map[string]any{"months": 3}, "at_cliff": "25",
	"tranches": []any{map[string]any{"id": "a", "on": map[string]any{"type": "date", "date": "2028-03-01"}, "size": map[string]any{"type": "balance"}}},
	"criteria": "set", "from": "2027-01-01", "until": "2029-12-31", "metrics": []any{map[string]any{"id": "eps", "text": "Earnings per share", "weight": "1/2"}},
	"minimum": "50", "maximum": "200", "maximum_per_year": "40", "document": "goals", "event": "liquidity", "name": "approval of the drug",
	"within": map[string]any{"years": 3}, "parts": []any{map[string]any{"id": "x", "vesting": map[string]any{"type": "immediate"}}},
	"term": "/terms/equity/other/vesting", "on": map[string]any{"type": "event", "event": "grant"}, "amount": "1.25", "currency": "USD",
}

// TestNoFieldOfAVestingIsSilent is the same for what equity is made of.
func TestNoFieldOfAVestingIsSilent(t *testing.T) {
	for key, union := range map[string]terms.Union{"vesting": terms.Vesting{}, "strike": terms.Strike{}} {
		v := version(t, "each: terms.equity\nwhere: item.type == \"rsu\"\nslots: { x: { from: item."+key+", as: "+key+" } }\n", "[[x:{{ x }}]]")
		read := func(m map[string]any) string {
			raw, err := json.Marshal(map[string]any{
				"documents": []any{map[string]any{"id": "goals", "type": "plan", "name": "Goals of 2027"}},
				"equity": []any{
					map[string]any{"id": "a", "type": "rsu", "promise": "will_grant", key: m},
					map[string]any{"id": "other", "type": "option", "promise": "will_grant", "vesting": map[string]any{"type": "immediate"}},
				},
			})
			if err != nil {
				t.Fatal(err)
			}
			got := lay(t, v, facts(t, string(raw)))
			for _, one := range got.all {
				for _, b := range one.Blocks {
					for _, c := range b.Claims {
						if !c.FoundIn(got.text()) {
							t.Errorf("%q: the evidence %v is not found", got.text(), c.Evidence)
						}
					}
				}
			}
			if len(got.faults) > 0 {
				return "refused"
			}
			return got.text()
		}
		for _, variant := range union.Variants() {
			least := map[string]any{"type": variant.Type}
			for _, f := range variant.Required {
				least[f] = vestingParts[f]
			}
			before := read(least)
			if before == "refused" || before == "" {
				t.Errorf("%s has no words", variant.Type)
			}
			for _, f := range variant.Optional {
				more := maps.Clone(least)
				more[f] = vestingParts[f]
				if after := read(more); after == before {
					t.Errorf("%s: %q reads the same with %s", variant.Type, after, f)
				}
			}
		}
	}
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
