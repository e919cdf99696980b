package terms_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"verbatim/internal/fault"
	"verbatim/internal/terms"
)

func amendment(op terms.Op, term terms.Pointer, expect, value string) terms.Amendment {
	a := terms.Amendment{ID: "a1", Patch: terms.Patch{Op: op, Term: term}, ReasonCode: terms.PolicyReason, Reason: "band limit"}
	if expect != "" {
		a.Expect = json.RawMessage(expect)
	}
	if value != "" {
		a.Value = json.RawMessage(value)
	}
	return a
}

const signOn = "/terms/one_time_payments/sign_on"

func TestAmend(t *testing.T) {
	rows := []struct {
		name  string
		a     terms.Amendment
		class terms.Class
		term  terms.Pointer
	}{
		{"lower", amendment(terms.Set, signOn+"/size", `{"type":"amount","amount":"20000.00","currency":"USD"}`, `{"type":"amount","amount":"15000","currency":"USD"}`), terms.Changed, signOn + "/size"},
		{"drop an item", amendment(terms.Remove, signOn, "", ""), "", ""},
		{"drop a part", amendment(terms.Remove, signOn+"/repayment/proration", `"monthly"`, ""), terms.Removed, signOn + "/repayment/proration"},
		{"a first value", amendment(terms.Set, "/terms/termination/garden_leave", "", `true`), terms.Added, "/terms/termination/garden_leave"},
		{"a new item", amendment(terms.Add, "/terms/one_time_payments/stay", "", `{"type":"retention","size":{"type":"amount","amount":"1","currency":"USD"}}`), terms.Added, "/terms/one_time_payments/stay"},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			s := sheet(t, full)
			next, faults := terms.Amend(s, []terms.Amendment{r.a})
			if r.class == "" { // removing without saying what was seen
				if len(faults) != 1 || faults[0].Code != fault.CodeExpectMismatch || faults[0].Pointer != "/amendments/0/expect" {
					t.Fatalf("faults: %+v", faults)
				}
				return
			}
			if len(faults) > 0 {
				t.Fatalf("faults: %+v", faults)
			}
			got := diff(t, s, next, everything(next), r.a)
			if len(got) != 1 || got[0].Class != r.class || got[0].Term != r.term || got[0].Amendment != "a1" || got[0].Reason != "band limit" {
				t.Fatalf("rows: %+v", got)
			}
		})
	}
}

func TestAmendDelta(t *testing.T) {
	s := sheet(t, full)
	a := amendment(terms.Set, "/terms/base_pay/rate", `{"amount":"120000","currency":"USD","per":"year"}`, `{"amount":"117000","currency":"USD","per":"year"}`)
	next, _ := terms.Amend(s, []terms.Amendment{a})
	got := diff(t, s, next, everything(next), a)
	if len(got) != 1 || got[0].Delta != "- $3,000 (-2.5 %)" || !got[0].Worse {
		t.Fatalf("rows: %+v", got)
	}
}

func TestAmendRefuses(t *testing.T) {
	rows := []struct {
		name string
		a    terms.Amendment
		code fault.Code
		at   fault.Pointer
	}{
		{"another value was seen", amendment(terms.Set, signOn+"/size", `{"type":"amount","amount":"19000","currency":"USD"}`, `{"type":"amount","amount":"1","currency":"USD"}`), fault.CodeExpectMismatch, "/amendments/0/expect"},
		{"nothing seen, but a value is there", amendment(terms.Set, "/terms/role/title", "", `"Doctor"`), fault.CodeExpectMismatch, "/amendments/0/expect"},
		{"no such term", amendment(terms.Set, "/terms/pay", "", `1`), fault.CodeUnknownTerm, "/amendments/0/term"},
		{"an index", amendment(terms.Set, "/terms/one_time_payments/0/size", "", `{}`), fault.CodeUnknownTerm, "/amendments/0/term"},
		{"no such item", amendment(terms.Set, "/terms/one_time_payments/bonus", "", `{}`), fault.CodeUnknownTerm, "/amendments/0/term"},
		{"wrong type", amendment(terms.Set, "/terms/role/title", `"Nurse"`, `7`), fault.CodeBadAmendment, "/amendments/0/value"},
		{"a field that is none", amendment(terms.Set, "/terms/role", `{}`, `{"title":"x","salary":1}`), fault.CodeExpectMismatch, "/amendments/0/expect"},
		{"id taken", amendment(terms.Add, signOn, "", `{}`), fault.CodeExpectMismatch, "/amendments/0/expect"},
		{"add to a single value", amendment(terms.Add, "/terms/role/title", "", `"x"`), fault.CodeBadAmendment, "/amendments/0/op"},
		{"unknown operation", amendment("replace", "/terms/role/title", "", `"x"`), fault.CodeNotAllowed, "/amendments/0/op"},
		{"below a whole value", amendment(terms.Set, signOn+"/size/amount", "", `"1"`), fault.CodeUnknownTerm, "/amendments/0/term"},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			_, faults := terms.Amend(sheet(t, full), []terms.Amendment{r.a})
			if len(faults) != 1 || faults[0].Code != r.code || faults[0].Pointer != r.at || faults[0].Term != string(r.a.Term) {
				t.Fatalf("faults: %+v", faults)
			}
		})
	}
}

// other gives another value of the same form.
func other(raw json.RawMessage) json.RawMessage {
	swaps := map[string]string{
		`true`: `false`, `false`: `true`, `12`: `13`, `"employee"`: `"employer"`, `"part_time"`: `"full_time"`, `"indefinite"`: `"casual"`,
		`"monthly"`: `"daily"`, `"hybrid"`: `"remote"`, `"relocation"`: `"retention"`, `"sign_on"`: `"retention"`, `"US-CA"`: `"US-NY"`, `"agreement"`: `"plan"`,
		`["mon","tue"]`: `["mon","wed"]`, `["resignation"]`: `["cause"]`, `"0.8"`: `"0.5"`, `"32"`: `"30"`, `"3"`: `"2"`, `"1.5"`: `"2"`, `"acme-us"`: `"acme-uk"`,
	}
	if s, ok := swaps[string(raw)]; ok {
		return json.RawMessage(s)
	}
	var v any
	_ = json.Unmarshal(raw, &v)
	m, isObject := v.(map[string]any)
	if !isObject {
		return json.RawMessage(`"something else"`)
	}
	switch {
	case m["full"] != nil:
		m["full"] = "Other Person"
	case m["amount"] != nil:
		m["amount"] = "77"
	case m["date"] != nil:
		m["date"] = "2030-02-28"
	case m["length"] != nil:
		m["length"] = map[string]any{"days": 7}
	default:
		m = map[string]any{"weeks": 9}
	}
	out, _ := json.Marshal(m)
	return out
}

// TestOneLeafOneChange: change any leaf of the record, and exactly one change names it with both values.
func TestOneLeafOneChange(t *testing.T) {
	s := sheet(t, full)
	leaves := s.Leaves()
	rapid.Check(t, func(rt *rapid.T) {
		leaf := rapid.SampledFrom(leaves).Draw(rt, "leaf")
		if leaf.Term.Under("/terms/explicitly_none") || leaf.Term.Under("/terms/not_discussed") {
			rt.Skip()
		}
		value := other(leaf.JSON())
		a := amendment(terms.Set, leaf.Term, string(leaf.JSON()), string(value))
		next, faults := terms.Amend(s, []terms.Amendment{a})
		if len(faults) > 0 {
			rt.Fatalf("%s: %+v", leaf.Term, faults)
		}
		w, err := terms.Write(s, next, everything(next), english(t))
		if err != nil {
			rt.Fatal(err)
		}
		rows := terms.Diff(terms.Comparison{Verbal: s, Amended: next, Written: w, Amendments: []terms.Amendment{a}}, english(t))
		if len(rows) != 1 || rows[0].Term != leaf.Term || rows[0].Class != terms.Changed {
			rt.Fatalf("%s: %+v", leaf.Term, rows)
		}
		if !sameJSON(rows[0].From, leaf.JSON()) || !sameJSON(rows[0].To, value) {
			rt.Fatalf("%s: from %s to %s, want %s to %s", leaf.Term, rows[0].From, rows[0].To, leaf.JSON(), value)
		}
	})
}

func sameJSON(a, b json.RawMessage) bool {
	var x, y any
	return json.Unmarshal(a, &x) == nil && json.Unmarshal(b, &y) == nil && reflect.DeepEqual(x, y)
}

func TestWrittenRoundTrip(t *testing.T) {
	s := sheet(t, full)
	w := written(t, s, s, everything(s))
	raw, err := json.Marshal(w)
	if err != nil {
		t.Fatal(err)
	}
	var back terms.Written
	if err := json.Unmarshal(raw, &back); err != nil {
		t.Fatal(err)
	}
	if rows := terms.Compare(w, back, english(t)); len(rows) != 0 {
		t.Fatalf("rows: %+v", rows)
	}
	p := everything(s)
	delete(p.Printed, "/terms/start")
	raw, _ = json.Marshal(written(t, s, s, p))
	var without struct {
		Sheet struct {
			Terms map[string]any `json:"terms"`
		} `json:"sheet"`
	}
	if err := json.Unmarshal(raw, &without); err != nil {
		t.Fatal(err)
	}
	if _, ok := without.Sheet.Terms["start"]; ok {
		t.Fatal("a start that is not printed stands in the written sheet")
	}
}
