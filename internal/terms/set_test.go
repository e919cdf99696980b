package terms_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"verbatim/internal/terms"
)

// TestWrittenSheetIsItsLeaves: the Sheet that Write makes is the one that its JSON says, for every family.
func TestWrittenSheetIsItsLeaves(t *testing.T) {
	sheets := []terms.Sheet{sheet(t, full)}
	for i := range reflect.TypeFor[terms.Terms]().NumField() {
		sheets = append(sheets, familySaid(i))
	}
	for _, s := range sheets {
		w := written(t, s, s, everything(s))
		raw, err := w.SheetJSON()
		if err != nil {
			t.Fatal(err)
		}
		var read terms.Sheet
		if err := json.Unmarshal(raw, &read); err != nil {
			t.Fatal(err)
		}
		made, _ := json.Marshal(w.Sheet)
		again, _ := json.Marshal(read)
		if string(made) != string(again) {
			t.Errorf("made\n%s\nread\n%s", made, again)
		}
	}
}

// TestOverlay: values come over those of a Sheet, which stays as it is.
func TestOverlay(t *testing.T) {
	s := sheet(t, full)
	before, _ := json.Marshal(s)
	leaves := []terms.WrittenLeaf{
		{Term: "/terms/one_time_payments/sign_on/repayment/proration", Value: json.RawMessage(`"yearly"`)},
		{Term: "/terms/one_time_payments/bridge/type", Value: json.RawMessage(`"bridge"`)},
		{Term: "/terms/termination/notice/employee/length", Value: json.RawMessage(`{"days":30}`)},
		{Term: "/terms/hours/days", Value: json.RawMessage(`["fri"]`)},
		{Term: "/terms/explicitly_none/equity", Value: json.RawMessage(`true`)},
		{Term: "/terms/start", Value: json.RawMessage(`{"type":"to_be_agreed"}`)},
		{Term: "/terms/law/governing", Value: json.RawMessage(`"US-CA"`)},
	}
	got, err := terms.Overlay(s, leaves)
	if err != nil {
		t.Fatal(err)
	}
	values := map[terms.Pointer]string{}
	for _, l := range got.Leaves() {
		values[l.Term] = string(l.JSON())
	}
	for _, l := range leaves {
		if values[l.Term] != string(l.Value) {
			t.Errorf("%s is %s, want %s", l.Term, values[l.Term], l.Value)
		}
	}
	if n := len(got.Leaves()) - len(s.Leaves()); n != 3 {
		t.Errorf("%d leaves more, want the type of the new payment, the family that is none, and the law", n)
	}
	if after, _ := json.Marshal(s); string(after) != string(before) {
		t.Errorf("the Sheet below was changed to %s", after)
	}
	for _, bad := range []terms.WrittenLeaf{
		{Term: "/terms/nothing", Value: json.RawMessage(`1`)},
		{Term: "/terms/start/date", Value: json.RawMessage(`"2027-01-01"`)},
		{Term: "/terms/hours/days/mon/x", Value: json.RawMessage(`1`)},
		{Term: "/terms/start", Value: json.RawMessage(`7`)},
	} {
		if _, err := terms.Overlay(s, []terms.WrittenLeaf{bad}); err == nil {
			t.Errorf("%s = %s is taken", bad.Term, bad.Value)
		}
	}
}
