package policy_test

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"verbatim/internal/cal"
	"verbatim/internal/money"
	"verbatim/internal/policy"
	"verbatim/internal/terms"
)

// outcome is what one rule of the library came to.
func outcome(in policy.Input, code string) policy.Outcome {
	for _, tr := range policy.Check(in).Trace {
		if tr.Code == code {
			return tr.Outcome
		}
	}
	return ""
}

// TestRoundedInstalmentsPass: whatever the yearly pay, an instalment rounded to the cent passes, and two cents off do not.
func TestRoundedInstalmentsPass(t *testing.T) {
	all := packs(t)
	rapid.Check(t, func(t *rapid.T) {
		yearly := money.Int(int64(rapid.IntRange(15_000, 900_000).Draw(t, "yearly")))
		per := rapid.SampledFrom([]string{"month", "half_month", "four_weeks", "fortnight", "week"}).Draw(t, "per")
		n := map[string]int64{"month": 12, "half_month": 24, "four_weeks": 13, "fortnight": 26, "week": 52}[per]
		part, err := yearly.Quo(money.Int(n))
		if err != nil {
			t.Fatal(err)
		}
		part = part.Round(2)
		off, err := part.Add(money.MustDecimal("0.02"))
		if err != nil {
			t.Fatal(err)
		}
		for amount, want := range map[money.Decimal]policy.Outcome{part: policy.NotFired, off: policy.Fired} {
			in := policy.Input{AsOf: cal.MustDate("2026-11-20"), Packs: all}
			in.Verbal.Terms.BasePay = &terms.BasePay{
				Rate:   &money.Rate{Amount: yearly, Currency: "USD", Per: money.PerYear},
				Stated: []terms.StatedPay{{ID: "part", Amount: amount, Currency: "USD", Per: terms.StatedPer(per)}},
			}
			if got := outcome(in, "VB-AR-PAY-01"); got != want {
				t.Fatalf("%s a year, %s per %s: %s, want %s", yearly, amount, per, got, want)
			}
		}
	})
}

func TestFreeText(t *testing.T) {
	rows := map[string]policy.Outcome{
		"now and then":             policy.NotFired,
		"up to 20 percent":         policy.Fired,
		"a fifth, or 20%":          policy.Fired,
		"twenty per cent at most":  policy.Fired,
		"costs up to five dollars": policy.Fired,
		"costs up to € fünf":       policy.Fired,
		"at CHF rates":             policy.Fired,
		"to ALL sites":             policy.NotFired,
		"with HR and the CEO":      policy.NotFired,
		"٣ days":                   policy.Fired,
	}
	all := packs(t)
	for text, want := range rows {
		quoted, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		in := input(t, all, `{"place":{"jurisdiction":"US-NY","travel":`+string(quoted)+`}}`)
		if got := outcome(in, "VB-CO-SPECIAL-01"); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	in := input(t, all, `{"role":{"title":"Engineer 2, 401(k) team"},"documents":[{"id":"plan","type":"plan","name":"2025 Equity Plan"}]}`)
	if got := outcome(in, "VB-CO-SPECIAL-01"); got != policy.NotFired {
		t.Errorf("titles and names of documents are no free text: %s", got)
	}
}

// TestNoticeInEveryUnit holds one flat length of notice against twelve years of service.
func TestNoticeInEveryUnit(t *testing.T) {
	rows := map[string]policy.Outcome{
		`{"weeks":12}`:         policy.NotFired,
		`{"weeks":11}`:         policy.Fired,
		`{"days":84}`:          policy.NotFired,
		`{"days":83}`:          policy.Fired,
		`{"months":3}`:         policy.NotFired, // 89 days at least
		`{"months":2}`:         policy.Fired,
		`{"business_days":60}`: policy.NotFired,
		`{"business_days":59}`: policy.Fired,
		`{"weeks":"11.5"}`:     policy.Fired,
		`{"years":1}`:          policy.NotFired,
		`{"months":"2.5"}`:     policy.Unknown,
	}
	all := packs(t)
	for length, want := range rows {
		in := input(t, all, `{"place":{"jurisdiction":"GB-ENG"},"termination":{"notice":[{"id":"ours","from":"employer","length":`+length+`}]}}`)
		if got := outcome(in, "VB-GB-NOTICE-01"); got != want {
			t.Errorf("%s: %s, want %s", length, got, want)
		}
	}
}
