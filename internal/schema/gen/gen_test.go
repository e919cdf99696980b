package gen

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"verbatim/internal/handoff"
	"verbatim/internal/terms"
)

var update = flag.Bool("update", false, "write the schemas instead of comparing them")

const (
	root    = "../../.."
	from    = "verbatim/internal/schema/gen"
	folder  = root + "/schemas"
	howMade = "run `go generate ./internal/schema`, or this test with -update"
)

func TestFilesAreCurrent(t *testing.T) {
	if *update {
		if err := Write(root, from, folder); err != nil {
			t.Fatal(err)
		}
	}
	files, err := Files(root, from)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("schemas/%s is not what the Go types say: %s", name, howMade)
		}
	}
}

// node is one schema inside a document, and where it stands.
type node struct {
	at     string
	schema map[string]any
}

// nodes lists every schema object of the record's document.
func nodes(t *testing.T) (out []node) {
	t.Helper()
	files, err := Files(root, from)
	if err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := json.Unmarshal(files["handoff/v1.json"], &doc); err != nil {
		t.Fatal(err)
	}
	var collect func(at string, v any)
	collect = func(at string, v any) {
		switch v := v.(type) {
		case map[string]any:
			out = append(out, node{at, v})
			for k, x := range v {
				if k != "examples" && k != "if" && k != "then" {
					collect(at+"/"+k, x)
				}
			}
		case []any:
			for _, x := range v {
				collect(at+"/*", x)
			}
		}
	}
	collect("", doc)
	return out
}

func TestEveryFieldIsExplained(t *testing.T) {
	for _, n := range nodes(t) {
		properties, ok := n.schema["properties"].(map[string]any)
		if !ok {
			continue
		}
		for name, p := range properties {
			field, _ := p.(map[string]any)
			for _, keyword := range []string{"title", "description", "examples"} {
				if field[keyword] == nil {
					t.Errorf("%s: the field %s has no %s: give it a tag or a doc comment", n.at, name, keyword)
				}
			}
		}
	}
}

func TestEverythingIsBounded(t *testing.T) {
	needs := map[string]string{"string": "maxLength", "integer": "maximum", "array": "maxItems"}
	for _, n := range nodes(t) {
		kind, _ := n.schema["type"].(string)
		if bound := needs[kind]; bound != "" && n.schema[bound] == nil && n.schema["enum"] == nil {
			t.Errorf("%s: %s without %s", n.at, kind, bound)
		}
		if kind == "number" || n.schema["type"] == "null" {
			t.Errorf("%s: no field is a %s", n.at, kind)
		}
		if kind == "object" && n.schema["additionalProperties"] != false {
			t.Errorf("%s: takes unknown fields", n.at)
		}
	}
}

// TestExamplesAreValid holds each example against the field that it stands at.
func TestExamplesAreValid(t *testing.T) {
	files, err := Files(root, from)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(files["handoff/v1.json"]))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("urn:verbatim:schema:handoff:v1", doc); err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, n := range nodes(t) {
		list, ok := n.schema["examples"].([]any)
		if !ok || strings.Contains(n.at, "/*") {
			continue
		}
		s, err := c.Compile("urn:verbatim:schema:handoff:v1#" + n.at)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range list {
			checked++
			if err := s.Validate(e); err != nil {
				t.Errorf("%s: the example %v: %v", n.at, e, err)
			}
		}
	}
	if checked < 200 {
		t.Errorf("only %d examples", checked)
	}
}

// TestUnionsCoverTheirFields: a field that no type of a union has could never be sent.
func TestUnionsCoverTheirFields(t *testing.T) {
	for _, union := range []reflect.Type{reflect.TypeFor[terms.When](), reflect.TypeFor[terms.Size]()} {
		used := map[string]bool{"type": true}
		for _, v := range variants(union) {
			for _, f := range append(append([]string{}, v.Required...), v.Optional...) {
				used[f] = true
			}
		}
		for f := range members(union) {
			if !used[jsonName(f)] {
				t.Errorf("%s: no type has the field %s", union, jsonName(f))
			}
			delete(used, jsonName(f))
		}
		delete(used, "type")
		if len(used) > 0 {
			t.Errorf("%s: types name fields that do not exist: %v", union, used)
		}
	}
}

func TestComponents(t *testing.T) {
	type Answer struct {
		Record handoff.Record `json:"record"`
	}
	g, err := New(root, from)
	if err != nil {
		t.Fatal(err)
	}
	request, err := g.Request(reflect.TypeFor[terms.Amendment]())
	if err != nil {
		t.Fatal(err)
	}
	response, err := g.Response(reflect.TypeFor[*Answer]())
	if err != nil {
		t.Fatal(err)
	}
	parts, err := g.Components()
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(parts[response]), "additionalProperties") {
		t.Error("an answer refuses fields that it may grow by")
	}
	if !strings.Contains(string(parts[request]), `"additionalProperties": false`) {
		t.Error("a request takes unknown fields")
	}
	if !strings.Contains(string(parts[response]), `"#/components/schemas/HandoffRecord"`) {
		t.Errorf("no reference to the record: %s", parts[response])
	}
	if _, err := g.Request(reflect.TypeFor[map[string]int]()); err == nil {
		t.Error("a map became a component")
	}
}

func TestWords(t *testing.T) {
	for in, want := range map[string]string{"OneTimePayment": "One time payment", "pay_day": "Pay day", "ID": "ID"} {
		if got := words(in); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}
