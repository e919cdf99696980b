package handoff_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"verbatim/internal/fault"
	"verbatim/internal/handoff"
	"verbatim/internal/money"
	"verbatim/internal/terms"
)

func TestUnreadable(t *testing.T) {
	v := validator(t)
	raw := string(ordinary(t))
	rows := []struct {
		name, raw string
		kind      fault.Kind
		code      fault.Code
	}{
		{"empty", "", fault.Unreadable, fault.CodeUnreadable},
		{"no JSON", "<record/>", fault.Unreadable, fault.CodeUnreadable},
		{"twice", strings.Replace(raw, `"paid": "semimonthly"`, `"paid": "semimonthly", "paid": "monthly"`, 1), fault.Unreadable, fault.CodeDuplicateKey},
		{"NUL", strings.Replace(raw, "Ana Ruiz", `Ana\u0000Ruiz`, 1), fault.Unreadable, fault.CodeNulCharacter},
		{"half a pair", strings.Replace(raw, "Ana Ruiz", `Ana\ud83d`, 1), fault.Unreadable, fault.CodeInvalidUTF8},
		{"Latin-1", strings.Replace(raw, "Ana Ruiz", "Ana Ru\xedz", 1), fault.Unreadable, fault.CodeInvalidUTF8},
		{"1,000 deep", strings.Repeat(`{"a":`, 1000) + "1" + strings.Repeat("}", 1000), fault.Unreadable, fault.CodeTooDeep},
		{"1 MB", `"` + strings.Repeat("x", 1<<20) + `"`, fault.TooLarge, fault.CodeTooLarge},
		{"two records", raw + raw, fault.Unreadable, fault.CodeTrailingData},
		{"a list", "[" + raw + "]", fault.Invalid, fault.CodeInvalidRecord},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			e, faults := faultsOf(t, []byte(row.raw), v)
			if e == nil || e.Kind != row.kind || e.Code != row.code || len(faults) != 1 {
				t.Errorf("got %+v", e)
			}
		})
	}
}

func TestAllFaultsAtOnce(t *testing.T) {
	v := validator(t)
	raw := ordinary(t)
	for _, p := range [][2]string{
		{"/terms/base_pay/rate/amount", `"-5"`},
		{"/terms/engagement/time", `"part_time"`},
		{"/terms/explicitly_none", `["termination"]`},
		{payment + "/repayment/document", `"x"`},
		{"/candidate/name/full", `"A\u200bB"`},
	} {
		raw = patched(t, raw, p[0], p[1])
	}
	_, faults := faultsOf(t, raw, v)
	var got []string
	for _, f := range faults {
		got = append(got, string(f.Pointer))
	}
	want := "/candidate/name/full /terms/base_pay/rate/amount /terms/engagement/fraction /terms/explicitly_none/0 " + payment + "/repayment/document"
	if strings.Join(got, " ") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTooManyItems(t *testing.T) {
	items := make([]string, 40)
	raw := ordinary(t)
	for i := range items {
		items[i] = fmt.Sprintf(`{"id":"d%d","type":"plan","name":"Plan"}`, i)
	}
	raw = patched(t, raw, payment+"/repayment/document", "-")
	raw = patched(t, raw, "/terms/documents", "["+strings.Join(items, ",")+"]")
	for i := range items {
		items[i] = fmt.Sprintf(`{"id":"d%d","title":"Boss"}`, i)
	}
	raw = patched(t, raw, "/terms/role/reports_to", "["+strings.Join(items, ",")+"]")
	for i := range items {
		items[i] = fmt.Sprintf(`{"id":"d%d","name":"Site"}`, i)
	}
	raw = patched(t, raw, "/terms/place/sites", "["+strings.Join(items, ",")+"]")
	_, faults := faultsOf(t, raw, validator(t))
	if len(faults) != 1 || faults[0].Code != fault.CodeTooMany || !strings.Contains(faults[0].Message, "at most 100 items of lists in all, this one holds 121") {
		t.Errorf("%+v", faults)
	}
}

func TestAllowed(t *testing.T) {
	v := validator(t)
	for _, p := range [][2]string{
		{"/candidate/name/full", `"علی\u200cرضا"`},                  // a joiner that is spelling
		{"/candidate/name", `{"full":"Björk"}`},                     // one name
		{"/candidate/name/full", `"O'Brien-Smith, Jr. <*>& ǅ 𝔊 山"`}, // signs and letters beyond U+FFFF
		{"/terms/base_pay", `-`},                                    // silence
		{"/terms/explicitly_none", `["severance","variable_pay"]`},
		{"/terms/base_pay/steps", `[]`},
		{"/terms/hours", `{"guaranteed_per_week":"0","variable":true}`},
		{payment + "/repayment/within", `{"weeks":"5.6"}`},
		{payment + "/size", `{"type":"percent","percent":"1/3","of":"/terms/base_pay"}`},
		{"/terms/special_terms", `[{"id":"a","label":"A","text":"One\nTwo","near":"/terms/hours"}]`},
		{"/provenance", `{"/terms/base_pay/rate":{"parsed":"assumed","raw":"185k"},"/terms/one_time_payments/sign_on/size":{"channel":"email"}}`},
		{"/agreed/at", `"2026-11-18T15:30:00.123456789Z"`},
	} {
		raw := patched(t, ordinary(t), p[0], p[1])
		r, err := handoff.Parse(raw, v)
		if err != nil {
			t.Errorf("%s = %s: %v", p[0], p[1], err)
			continue
		}
		sameAfterRoundTrip(t, v, r)
	}
}

// TestNaughtyNames puts each string of the Big List of Naughty Strings in the place of a name: it is refused, or kept
// exactly.
func TestNaughtyNames(t *testing.T) {
	dir := os.Getenv("VERBATIM_SHARED")
	if dir == "" {
		dir = "../../../shared"
	}
	list, err := os.ReadFile(filepath.Join(dir, "data/blns.json"))
	if err != nil {
		t.Skip("skipped: no list of naughty strings; set VERBATIM_SHARED to the folder that holds data/blns.json")
	}
	var names []string
	if err := json.Unmarshal(list, &names); err != nil {
		t.Fatal(err)
	}
	v := validator(t)
	kept := 0
	for _, name := range names {
		text, _ := json.Marshal(name)
		r, err := handoff.Parse(patched(t, ordinary(t), "/candidate/name/full", string(text)), v)
		var refused *fault.Error
		switch {
		case errors.As(err, &refused):
			if len(refused.Faults) != 1 || refused.Faults[0].Pointer != "/candidate/name/full" {
				t.Errorf("%q: %v", name, err)
			}
		case r.Candidate.Name.Full != name:
			t.Errorf("%q became %q", name, r.Candidate.Name.Full)
		default:
			kept++
			sameAfterRoundTrip(t, v, r)
		}
	}
	if kept < len(names)/2 {
		t.Errorf("only %d of %d strings were kept", kept, len(names))
	}
}

func TestConforms(t *testing.T) {
	v := validator(t)
	fresh := func() handoff.Record {
		r, err := handoff.Parse(ordinary(t), v)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if faults := handoff.Conforms(fresh(), v); len(faults) > 0 {
		t.Errorf("the ordinary record: %+v", faults)
	}
	negative, now := money.MustDecimal("-1"), time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	for name, spoil := range map[string]func(*handoff.Record){
		"/terms/role/title":                         func(r *handoff.Record) { r.Terms.Role.Title = "" },
		"/terms/base_pay/rate":                      func(r *handoff.Record) { r.Terms.BasePay.Rate.Amount = negative },
		"/terms/one_time_payments/sign_on/size":     func(r *handoff.Record) { r.Terms.OneTimePayments[0].Size.Months = new(int) },
		"/terms/one_time_payments/sign_on/type":     func(r *handoff.Record) { r.Terms.OneTimePayments[0].Type = "gift" },
		"/terms/explicitly_none/documents":          func(r *handoff.Record) { r.Terms.ExplicitlyNone = terms.Families{"documents"} },
		"/terms/one_time_payments/sign_on/due":      func(r *handoff.Record) { r.Terms.OneTimePayments[0].Due.Type = "soon" },
		"/terms/engagement/continuous_service/from": func(r *handoff.Record) { r.Terms.Engagement.ContinuousService = &terms.ContinuousService{} },
	} {
		r := fresh()
		spoil(&r)
		r.Agreed.At = now
		faults := handoff.Conforms(r, v)
		if len(faults) != 1 || faults[0].Term != name || faults[0].Pointer != "" {
			t.Errorf("%s: %+v", name, faults)
		}
	}
}
