package funnel_test

import (
	"strings"
	"testing"

	"verbatim/internal/fault"
	"verbatim/internal/funnel"
)

const columns = "opened,verbal,issued,answered,outcome,reason,department,level,manager\n"

func TestReadHistory(t *testing.T) {
	got, err := funnel.ReadHistory(strings.NewReader("\ufeff" + columns +
		"2025-01-02,2025-01-05,2025-01-07T10:00:00-08:00,2025-01-09,accepted,,Engineering,L5,kim@acme.example\n" +
		",,,2025-02-01,declined,compensation,,,\n"))
	if err != nil || len(got) != 2 {
		t.Fatalf("%v, %v", got, err)
	}
	if h := got[0]; h.Line != 2 || h.Groups.Level != "L5" || h.Groups.HiringManager != "kim@acme.example" || h.Issued.Hour() != 18 || h.Verbal.Hour() != 12 {
		t.Errorf("%+v", h)
	}
}

// TestHistoryFaults: every fault of a file at once, each with line and column.
func TestHistoryFaults(t *testing.T) {
	_, err := funnel.ReadHistory(strings.NewReader(columns +
		"2025-01-02,2025-01-01,,2025-01-09,accepted,,,,\n" + // verbal before opened, no letter
		"soon,,,,open,,,,\n" + // no day, no end, open
		"2025-01-02,,,2025-01-09,declined,money,,,\n" +
		"2025-01-02,2025-01-09\n"))
	want := map[fault.Pointer]bool{"/2/verbal": true, "/2/issued": true, "/3/opened": true, "/3/outcome": true, "/3/answered": true, "/4/reason": true, "/5/": true}
	for _, f := range fault.FaultsOf(err) {
		if !want[f.Pointer] {
			t.Errorf("unexpected: %+v", f)
		}
		delete(want, f.Pointer)
	}
	if len(want) > 0 {
		t.Errorf("missing: %v", want)
	}
	for name, file := range map[string]string{"no columns": "", "a strange column": "opened,colour\n", "no such columns": "a,b\n"} {
		if _, err := funnel.ReadHistory(strings.NewReader(file)); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func FuzzReadHistory(f *testing.F) {
	f.Add(columns + "2025-01-02,2025-01-05,2025-01-07,2025-01-09,accepted,,Engineering,L5,kim\n")
	f.Add(columns + `"2025,"` + "\n")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := funnel.ReadHistory(strings.NewReader(text))
		if err != nil {
			return
		}
		for _, h := range got {
			if h.Answered == nil || (h.Outcome == funnel.Accepted && h.Issued == nil) {
				t.Fatalf("taken: %+v", h)
			}
		}
	})
}
