package handoff_test

import (
	"io/fs"
	"path"
	"strings"
	"testing"
	"time"

	"verbatim/internal/cal"
	"verbatim/internal/handoff"
	"verbatim/internal/terms"
	"verbatim/schemas"
)

// TestExamplesHaveAReason: the page beside them says why each is there.
func TestExamplesHaveAReason(t *testing.T) {
	page, err := fs.ReadFile(schemas.Files, "handoff/examples/README.md")
	if err != nil {
		t.Fatal(err)
	}
	files := exampleFiles(t)
	for name := range files {
		if !strings.Contains(string(page), "| `"+path.Base(name)+"` | ") {
			t.Errorf("%s has no row in examples/README.md", path.Base(name))
		}
	}
	if rows := strings.Count(string(page), ".json` | "); rows != len(files) {
		t.Errorf("%d rows for %d examples", rows, len(files))
	}
}

// TestExamplesLast: whenever an example is sent, its answer is due after the issue and its work begins after that.
func TestExamplesLast(t *testing.T) {
	v := validator(t)
	for name, raw := range exampleFiles(t) {
		r, err := handoff.Parse(raw, v)
		if err != nil {
			t.Fatal(err)
		}
		for _, year := range []int{2026, 2031, 2040} {
			issued := cal.DateOf(time.Date(year, 12, 1, 0, 0, 0, 0, time.UTC))
			due, ok := r.Expiry().Day(map[terms.Event]cal.Date{terms.EventIssue: issued}, cal.Calendar{})
			if !ok || !issued.Before(due) {
				t.Errorf("%s: answer due %v (%v) when issued %s", path.Base(name), due, ok, issued)
			}
			start, ok := r.Terms.Start.Day(map[terms.Event]cal.Date{terms.EventAcceptance: due}, cal.Calendar{})
			if !ok || !due.Before(start) {
				t.Errorf("%s: starts %v (%v) when accepted %s", path.Base(name), start, ok, due)
			}
		}
	}
}
