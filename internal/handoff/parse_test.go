package handoff_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/handoff"
	"verbatim/internal/schema"
	"verbatim/schemas"
)

func validator(t testing.TB) *schema.Set {
	t.Helper()
	set, err := schema.Load(schemas.Files)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func exampleFiles(t testing.TB) map[string][]byte {
	t.Helper()
	paths, err := fs.Glob(schemas.Files, "handoff/examples/*.json")
	if err != nil || len(paths) < 3 {
		t.Fatalf("examples: %v %v", paths, err)
	}
	out := map[string][]byte{}
	for _, p := range paths {
		if out[p], err = fs.ReadFile(schemas.Files, p); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func ordinary(t testing.TB) []byte { return exampleFiles(t)["handoff/examples/us-ca-engineer.json"] }

func TestExamples(t *testing.T) {
	v := validator(t)
	for name, raw := range exampleFiles(t) {
		t.Run(name, func(t *testing.T) {
			r, err := handoff.Parse(raw, v)
			if err != nil {
				t.Fatal(err)
			}
			sameAfterRoundTrip(t, v, r)
			if lines := strings.Count(string(raw), "\n"); lines >= 60 && r.Letter.Kind != "executive" {
				t.Errorf("%d lines: an ordinary hire is under 60", lines)
			}
		})
	}
}

// tester is what testing.T and rapid.T have in common.
type tester interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// sameAfterRoundTrip parses the canonical form of a record: it must be a record with the same digest.
func sameAfterRoundTrip(t tester, v handoff.Validator, r handoff.Record) {
	t.Helper()
	canonical, err := digest.Canonical(r)
	if err != nil {
		t.Fatalf("%v", err)
	}
	again, err := handoff.Parse(canonical, v)
	if err != nil {
		t.Fatalf("the canonical form is no record: %v\n%s", err, canonical)
	}
	before, _ := r.Digest()
	after, _ := again.Digest()
	if before != after {
		t.Errorf("digest changed: %s, then %s", before, after)
	}
}

// patched sets the value at an index pointer of a record; the text "-" takes it out.
func patched(t testing.TB, raw []byte, pointer, value string) []byte {
	t.Helper()
	var root any
	if err := json.Unmarshal(raw, &root); err != nil {
		t.Fatal(err)
	}
	names := strings.Split(pointer, "/")[1:]
	set(root, names, json.RawMessage(value))
	out, err := json.Marshal(root)
	if err != nil {
		t.Fatalf("%s = %s: %v", pointer, value, err)
	}
	return out
}

func set(at any, names []string, value json.RawMessage) any {
	if len(names) == 0 {
		return value
	}
	name := strings.NewReplacer("~1", "/", "~0", "~").Replace(names[0])
	if list, ok := at.([]any); ok {
		i := 0
		fmt.Sscan(name, &i)
		for len(list) <= i {
			list = append(list, map[string]any{})
		}
		list[i] = set(list[i], names[1:], value)
		return list
	}
	object, ok := at.(map[string]any)
	if !ok {
		object = map[string]any{}
	}
	if len(names) == 1 && string(value) == "-" {
		delete(object, name)
		return object
	}
	object[name] = set(object[name], names[1:], value)
	return object
}

func faultsOf(t testing.TB, raw []byte, v handoff.Validator) (*fault.Error, []fault.Fault) {
	t.Helper()
	_, err := handoff.Parse(raw, v)
	var e *fault.Error
	if err != nil && !errors.As(err, &e) {
		t.Fatalf("not a fault: %v", err)
	}
	return e, fault.FaultsOf(err)
}
