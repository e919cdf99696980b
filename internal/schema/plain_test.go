package schema

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"verbatim/internal/strictjson"
	"verbatim/schemas"
)

// spoilt are what a value is replaced with, to see whether both validators still agree on the whole.
var spoilt = []any{
	nil, true, json.Number("-1"), json.Number("7"), json.Number("999999999999"), json.Number("1.5"), "", "x", "2027-02-30", "2027-02-28", "US-CA", "USD", "15", "date",
	strings.Repeat("ö", 5000),
	[]any{},
	[]any{"x", "x"},
	map[string]any{},
	map[string]any{"type": "date"},
	map[string]any{"no_such_field": "x"},
}

// mutants gives a value with one place of it changed, for each place and change: replaced, left out, added to, doubled.
func mutants(v any, yield func(any)) {
	for _, s := range spoilt {
		yield(s)
	}
	switch v := v.(type) {
	case map[string]any:
		more := maps.Clone(v)
		more["no_such_field"] = "x"
		yield(more)
		for _, name := range slices.Sorted(maps.Keys(v)) {
			less := maps.Clone(v)
			delete(less, name)
			yield(less)
			mutants(v[name], func(m any) {
				changed := maps.Clone(v)
				changed[name] = m
				yield(changed)
			})
		}
	case []any:
		yield(append(slices.Clone(v), v...))
		for i := range v {
			mutants(v[i], func(m any) {
				changed := slices.Clone(v)
				changed[i] = m
				yield(changed)
			})
		}
	}
}

// records are the values that the schemas are judged by: the examples, and real letters.
func records(t *testing.T) map[string]any {
	t.Helper()
	out := map[string]any{}
	read := func(name string, raw []byte, err error) {
		v, faults := strictjson.Read(raw, strictjson.Body)
		if err != nil || len(faults) > 0 {
			t.Fatal(name, err, faults)
		}
		out[name] = v
	}
	names, err := fs.Glob(schemas.Files, "handoff/examples/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		raw, err := fs.ReadFile(schemas.Files, name)
		read(name, raw, err)
	}
	files, err := filepath.Glob("../handoff/cases/testdata/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var c struct{ Record json.RawMessage }
		if json.Unmarshal(raw, &c) == nil && c.Record != nil {
			read(name, c.Record, nil)
		}
	}
	return out
}

// TestPlainAgrees holds the schema as it is written against the compiled one, over each example and thousands of ways to
// spoil it: what the one is certain of has no fault for the other. Every whole example must be certain, for that is what
// the one is there for.
func TestPlainAgrees(t *testing.T) {
	set, err := Load(schemas.Files)
	if err != nil {
		t.Fatal(err)
	}
	s := set.schemas["handoff/v1"]
	compiled, err := s.compiled()
	if err != nil {
		t.Fatal(err)
	}
	certain, uncertain, step := 0, 0, 41
	if os.Getenv("VERBATIM_LONG") != "" {
		step = 1
	}
	for name, record := range records(t) {
		if len(compiled.judge(record)) == 0 && !s.holds(record) {
			t.Errorf("%s is valid, and it takes a compiled schema to say so", name)
		}
		n := 0
		mutants(record, func(m any) {
			if n++; n%step != 0 {
				return
			}
			if !s.holds(m) {
				if len(compiled.judge(m)) == 0 {
					uncertain++
				}
				return
			}
			certain++
			if faults := compiled.judge(m); len(faults) > 0 {
				raw, _ := json.Marshal(m)
				t.Fatalf("%s: certain, and at fault: %v\n%s", name, faults, raw)
			}
		})
	}
	t.Logf("%d valid mutants were certain, %d were not", certain, uncertain)
	if certain < 100 || uncertain > certain/100 {
		t.Errorf("%d valid mutants were certain, %d were not", certain, uncertain)
	}
}

// TestPlainIsNotCertain: keywords and forms that it does not know are left to the compiled schema.
func TestPlainIsNotCertain(t *testing.T) {
	for _, raw := range []string{
		`{"oneOf":[true]}`, `{"not":false}`, `{"if":true,"then":true,"else":true}`, `{"$ref":"#/properties/a"}`, `{"$ref":"#/$defs/missing"}`,
		`{"format":"hostname"}`, `{"pattern":"("}`, `{"type":["string","null"]}`, `{"minLength":1.5}`, `{"dependentRequired":{}}`, `[]`, `{`,
	} {
		if newPlain([]byte(raw)).holds("a") {
			t.Errorf("%s is held to be certain", raw)
		}
	}
	for _, v := range []any{nil, json.Number("1.0"), json.Number("1e3")} {
		if newPlain([]byte(`{"type":"integer"}`)).holds(v) {
			t.Errorf("%v is held to be an integer", v)
		}
	}
}

func BenchmarkValidate(b *testing.B) {
	set, err := Load(schemas.Files)
	if err != nil {
		b.Fatal(err)
	}
	raw, err := fs.ReadFile(schemas.Files, "handoff/examples/us-ca-engineer.json")
	if err != nil {
		b.Fatal(err)
	}
	s := set.schemas["handoff/v1"]
	v, _ := strictjson.Read(raw, strictjson.Body)
	compiled, err := s.compiled()
	if err != nil {
		b.Fatal(err)
	}
	for name, judge := range map[string]func(){"plain": func() { s.holds(v) }, "compiled": func() { compiled.judge(v) }, "first": func() { newPlain(s.raw).holds(v) }} {
		b.Run(fmt.Sprint(name), func(b *testing.B) {
			for b.Loop() {
				judge()
			}
		})
	}
}
