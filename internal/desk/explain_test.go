package desk_test

import (
	"testing"

	"verbatim/internal/policy"
)

// TestTraceIsWhatWasFound: a stored version is judged again to the same outcomes, flags and all, after later versions and
// on later days; a record that is only explained comes to the same.
func TestTraceIsWhatWasFound(t *testing.T) {
	for _, name := range []string{"us-ca-engineer.json", "us-executive.json", "gb-zero-hours.json"} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			raw := example(t, name)
			before, err := o.Explain(t.Context(), robin, raw)
			if err != nil {
				t.Fatal(err)
			}
			r := o.receive(raw)
			o.clock = o.clock.AddDate(0, 0, 2)
			if _, err := o.Revise(t.Context(), robin, r.Offer, r.Revision, []byte(`{"redate":true}`), nil); err != nil {
				t.Fatal(err)
			}
			after, err := o.Trace(t.Context(), robin, r.Offer, 1)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := asJSON(t, after), asJSON(t, before); got != want {
				t.Fatalf("the trace of the stored version\n%s\nis not what was explained\n%s", got, want)
			}
			raised := 0
			for _, rule := range after.Rules {
				if rule.Outcome == policy.Fired || rule.Outcome == policy.Unknown {
					raised++
				}
				if rule.Reason == "" || rule.Title == "" || rule.Basis.Citation == "" || rule.Pack == "" {
					t.Errorf("%+v says too little", rule)
				}
			}
			if raised != len(r.Flags) || len(after.Rules) < 27 || len(after.Packs) < 6 {
				t.Fatalf("%d rules, of which %d are flags of %d", len(after.Rules), raised, len(r.Flags))
			}
		})
	}
}
