package terms_test

import (
	"encoding/json"
	"testing"

	"verbatim/internal/fault"
	"verbatim/internal/terms"
)

func patches(t *testing.T, text string) []terms.Patch {
	t.Helper()
	var out []terms.Patch
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestApply(t *testing.T) {
	s := sheet(t, full)
	changed, faults := terms.Apply(s, patches(t, `[
		{"op":"set","term":"/terms/role/title","value":"Senior Nurse"},
		{"op":"remove","term":"/terms/one_time_payments/move"},
		{"op":"add","term":"/terms/allowances/phone","value":{"id":"phone","type":"phone"}},
		{"op":"set","term":"/terms/allowances/phone/size","value":{"type":"amount","amount":"20","currency":"USD","per":"month"}}]`))
	if len(faults) > 0 {
		t.Fatalf("%+v", faults)
	}
	if changed.Terms.Role.Title != "Senior Nurse" || len(changed.Terms.OneTimePayments) != 1 || changed.Terms.Allowances[0].Size == nil {
		t.Errorf("%+v", changed.Terms)
	}
	if s.Terms.Role.Title != "Nurse" || len(s.Terms.OneTimePayments) != 2 {
		t.Error("the Sheet that was given has changed")
	}
}

func TestApplyRefuses(t *testing.T) {
	rows := []struct {
		patch   string
		code    fault.Code
		pointer fault.Pointer
	}{
		{`{"op":"set","term":"/terms/nonsense","value":1}`, fault.CodeUnknownTerm, "/0/term"},
		{`{"op":"set","term":"/terms/role/title"}`, fault.CodeRequired, "/0/value"},
		{`{"op":"set","term":"/terms/role/title","value":7}`, fault.CodeBadAmendment, "/0/value"},
		{`{"op":"remove","term":"/terms/role/title","value":"x"}`, fault.CodeBadAmendment, "/0/value"},
		{`{"op":"remove","term":"/terms/equity/options"}`, fault.CodeUnknownTerm, "/0/term"},
		{`{"op":"add","term":"/terms/role/title","value":"x"}`, fault.CodeBadAmendment, "/0/op"},
		{`{"op":"add","term":"/terms/documents/piia","value":{"type":"plan","name":"x"}}`, fault.CodeDuplicateID, "/0/term"},
		{`{"op":"set","term":"/terms/documents/other/name","value":"x"}`, fault.CodeUnknownTerm, "/0/term"},
		{`{"op":"swap","term":"/terms/role/title","value":"x"}`, fault.CodeNotAllowed, "/0/op"},
	}
	for _, r := range rows {
		_, faults := terms.Apply(sheet(t, full), patches(t, "["+r.patch+"]"))
		if len(faults) != 1 || faults[0].Code != r.code || faults[0].Pointer != r.pointer {
			t.Errorf("%s: %+v", r.patch, faults)
		}
	}
}

// TestChangesAreComparedByValue: a condition's changes are one row, and 20000 is 20000.00 in them too.
func TestChangesAreComparedByValue(t *testing.T) {
	with := func(value string) terms.Sheet {
		s := sheet(t, full)
		s.Terms.Conditions = []terms.Condition{{ID: "c", Label: "If", Set: patches(t, `[{"op":"set","term":"/terms/base_pay/rate","value":`+value+`}]`)}}
		return s
	}
	base := with(`{"amount":"20000","currency":"USD","per":"year"}`)
	same := with(`{ "currency": "USD", "amount": "20000.00", "per": "year" }`)
	other := with(`{"amount":"20001","currency":"USD","per":"year"}`)
	if rows := diff(t, base, same, everything(same)); len(rows) != 0 {
		t.Errorf("%+v", rows)
	}
	rows := diff(t, base, other, everything(other))
	if len(rows) != 1 || rows[0].Term != "/terms/conditions/c/set" || rows[0].Class != terms.Changed || rows[0].FromText == rows[0].ToText {
		t.Errorf("%+v", rows)
	}
}

func TestVestingIsOneRow(t *testing.T) {
	with := func(vesting string) terms.Sheet {
		s := sheet(t, full)
		var v terms.Vesting
		if err := json.Unmarshal([]byte(vesting), &v); err != nil {
			t.Fatal(err)
		}
		s.Terms.Equity = []terms.Equity{{ID: "rsu", Type: "rsu", Promise: "will_grant", Vesting: &v}}
		return s
	}
	a := with(`{"type":"periodic","over":{"months":48},"cliff":{"months":12},"every":{"months":1}}`)
	b := with(`{"type":"periodic","over":{"months":60},"every":{"months":3}}`)
	rows := diff(t, a, b, everything(b))
	if len(rows) != 1 || rows[0].Term != "/terms/equity/rsu/vesting" || rows[0].Label != "Restricted stock units, vesting" {
		t.Errorf("%+v", rows)
	}
}
