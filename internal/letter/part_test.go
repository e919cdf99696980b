package letter_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"verbatim/internal/entity"
	"verbatim/internal/handoff"
)

// TestPartIsEnough: what the library gives for one letter makes the same letter as all that it has, also when the versions
// are pinned. It holds for every example and for the real letters.
func TestPartIsEnough(t *testing.T) {
	lib := embedded(t)
	records := examples(t)
	files, err := filepath.Glob("../handoff/cases/testdata/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var c struct{ Record json.RawMessage }
		if err := json.Unmarshal(raw, &c); err != nil {
			t.Fatal(err)
		}
		if r, err := handoff.Stored(c.Record); err == nil {
			records[filepath.Base(f)] = r
		}
	}
	if len(records) < 20 {
		t.Fatalf("only %d records", len(records))
	}
	for name, r := range records {
		if _, ok := lib.Entity(entity.ID(r.Employer.Entity)); !ok {
			continue
		}
		t.Run(name, func(t *testing.T) {
			in := input(t, lib, r)
			whole := assemble(t, in)
			for range 2 {
				var err error
				if in.Library, err = lib.For(in); err != nil {
					t.Fatal(err)
				}
				if n, all := len(listed(t, in.Library.Clauses)), len(listed(t, lib.Clauses)); n >= all {
					t.Errorf("all %d clauses are wanted", all)
				}
				part := assemble(t, in)
				if !reflect.DeepEqual(whole.Pins, part.Pins) || !reflect.DeepEqual(whole.Documents, part.Documents) || !reflect.DeepEqual(whole.Printing(), part.Printing()) {
					t.Error("the part makes another letter")
				}
				in.Pins = whole.Pins // the next version keeps them
			}
		})
	}
}
