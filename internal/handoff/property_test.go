package handoff_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"verbatim/internal/fault"
	"verbatim/internal/handoff"
)

// TestCanonicalIsARecord: whatever record is accepted, its canonical form is one too, with the same digest.
func TestCanonicalIsARecord(t *testing.T) {
	v := validator(t)
	base := string(ordinary(t))
	accepted := 0
	rapid.Check(t, func(rt *rapid.T) {
		raw := []byte(base)
		for pointer, value := range randomPatches(rt) {
			raw = patched(t, raw, pointer, value)
		}
		r, err := handoff.Parse(raw, v)
		if err != nil {
			for _, f := range fault.FaultsOf(err) {
				if f.Message == "" || f.Code == fault.CodeInvalidRecord {
					rt.Errorf("a fault that helps nobody: %+v", f)
				}
			}
			return
		}
		accepted++
		sameAfterRoundTrip(rt, v, r)
	})
	if accepted == 0 {
		t.Error("no random record was accepted")
	}
}

func randomPatches(rt *rapid.T) map[string]string {
	text := func(label string) string {
		raw, err := json.Marshal(rapid.StringN(1, 20, -1).Draw(rt, label))
		if err != nil {
			rt.Fatal(err)
		}
		return string(raw)
	}
	amount := rapid.StringMatching(`(0|[1-9][0-9]{0,8})(\.[0-9]{1,4})?`)
	pool := map[string]string{
		"/candidate/name/full":           text("full"),
		"/candidate/name/preferred":      text("preferred"),
		"/terms/role/title":              text("title"),
		"/terms/base_pay/rate/amount":    `"` + amount.Draw(rt, "base") + `"`,
		"/terms/base_pay/rate/per":       `"` + rapid.SampledFrom([]string{"year", "month", "hour"}).Draw(rt, "per") + `"`,
		payment + "/size/amount":         `"` + amount.Draw(rt, "sign on") + `"`,
		payment + "/repayment/within":    randomLength(rt),
		payment + "/due":                 randomWhen(rt),
		"/terms/start":                   randomWhen(rt),
		"/terms/engagement/fraction":     `"1"`,
		"/terms/hours/per_week":          `"` + rapid.StringMatching(`[1-9][0-9]?(\.[0-9]{1,2})?`).Draw(rt, "hours") + `"`,
		"/agreed/at":                     fmt.Sprintf(`"2026-11-18T15:30:00%s"`, rapid.SampledFrom([]string{"Z", "+00:00", "-08:00", ".5Z", ".500+05:45"}).Draw(rt, "at")),
		"/terms/base_pay/instalments":    fmt.Sprint(rapid.IntRange(1, 366).Draw(rt, "instalments")),
		"/terms/termination/pay_in_lieu": rapid.SampledFrom([]string{"true", "false"}).Draw(rt, "in lieu"),
	}
	chosen := map[string]string{}
	for _, p := range rapid.SliceOfNDistinct(rapid.SampledFrom(keys(pool)), 1, 6, rapid.ID[string]).Draw(rt, "patches") {
		chosen[p] = pool[p]
	}
	return chosen
}

func keys(m map[string]string) (out []string) {
	for _, k := range []string{
		"/candidate/name/full", "/candidate/name/preferred", "/terms/role/title", "/terms/base_pay/rate/amount", "/terms/base_pay/rate/per",
		payment + "/size/amount", payment + "/repayment/within", payment + "/due", "/terms/start", "/terms/engagement/fraction",
		"/terms/hours/per_week", "/agreed/at", "/terms/base_pay/instalments", "/terms/termination/pay_in_lieu",
	} {
		if _, ok := m[k]; ok {
			out = append(out, k)
		}
	}
	return out
}

func randomLength(rt *rapid.T) string {
	unit := rapid.SampledFrom([]string{"days", "business_days", "weeks", "months", "years"}).Draw(rt, "unit")
	n := rapid.SampledFrom([]string{"1", "12", "36500", `"5.6"`, `"2.0"`, `"0.25"`}).Draw(rt, "n")
	return fmt.Sprintf(`{%q:%s}`, unit, n)
}

func randomWhen(rt *rapid.T) string {
	date := fmt.Sprintf("%04d-%02d-%02d", rapid.IntRange(1900, 2199).Draw(rt, "year"), rapid.IntRange(1, 12).Draw(rt, "month"), rapid.IntRange(1, 31).Draw(rt, "day"))
	return rapid.SampledFrom([]string{
		fmt.Sprintf(`{"type":"date","date":%q,"qualifier":"on_or_about"}`, date),
		fmt.Sprintf(`{"type":"date","date":%q,"time":"17:00","zone":"Europe/Berlin"}`, date),
		fmt.Sprintf(`{"type":"after","length":%s,"event":"acceptance"}`, randomLength(rt)),
		fmt.Sprintf(`{"type":"event","event":"transaction_closing","long_stop":%q}`, date),
		`{"type":"to_be_agreed"}`,
		fmt.Sprintf(`{"type":"candidate_fills","earliest":%q}`, date),
	}).Draw(rt, "when")
}

// FuzzParse never panics, refuses with faults that say something, and keeps what it accepts.
func FuzzParse(f *testing.F) {
	v := validator(f)
	for _, raw := range exampleFiles(f) {
		f.Add(raw)
	}
	for _, rows := range [][]bad{badForm, badTogether, badPay, badEquity, badOthers, badChoices} {
		for _, row := range rows {
			f.Add(patched(f, ordinary(f), row.at, row.value))
		}
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		r, err := handoff.Parse(raw, v)
		if err == nil {
			sameAfterRoundTrip(t, v, r)
			return
		}
		faults := fault.FaultsOf(err)
		if len(faults) == 0 {
			t.Fatalf("refused without a fault: %v", err)
		}
		for _, f := range faults {
			if f.Message == "" || f.Code == "" {
				t.Errorf("a fault that says nothing: %+v", f)
			}
		}
	})
}
