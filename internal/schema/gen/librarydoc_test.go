package gen

import (
	"bytes"
	"io/fs"
	"path"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"verbatim/internal/clause/source"
	"verbatim/internal/library"
	"verbatim/templates"
)

// librarySchemas compiles the schema of each kind of library file.
func librarySchemas(t *testing.T) map[string]*jsonschema.Schema {
	t.Helper()
	files, err := Files(root, from)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*jsonschema.Schema{}
	for _, shape := range library.Shapes() {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(files["templates/"+shape.Kind+".json"]))
		if err != nil {
			t.Fatal(err)
		}
		c := jsonschema.NewCompiler()
		c.AssertFormat()
		c.RegisterFormat(&jsonschema.Format{Name: "place-code", Validate: func(any) error { return nil }})
		if err := c.AddResource(shape.Kind, doc); err != nil {
			t.Fatal(err)
		}
		if out[shape.Kind], err = c.Compile(shape.Kind); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// yamlValue reads a YAML file as an editor does.
func yamlValue(t *testing.T, name, text string) any {
	t.Helper()
	var v source.Value
	if found := source.Decode(name, []byte(text), &v); len(found) > 0 {
		t.Fatal(found)
	}
	plain, err := v.Plain()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return plain
}

func TestLibrarySchemasTakeTheLibrary(t *testing.T) {
	schemas, checked := librarySchemas(t), 0
	for _, shape := range library.Shapes() {
		names, err := fs.Glob(templates.Files, shape.Files)
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: %d files, %v", shape.Files, len(names), err)
		}
		for _, name := range names {
			raw, err := fs.ReadFile(templates.Files, name)
			if err != nil {
				t.Fatal(err)
			}
			checked++
			if err := schemas[shape.Kind].Validate(yamlValue(t, name, string(raw))); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	every := 0
	err := fs.WalkDir(templates.Files, ".", func(p string, _ fs.DirEntry, err error) error {
		if path.Ext(p) == ".yaml" {
			every++
		}
		return err
	})
	if err != nil || checked != every {
		t.Errorf("%d of %d YAML files of the library have a schema (%v): add the kind to library.Shapes", checked, every, err)
	}
}

// TestLibrarySchemasRefuse spoils a file of each kind in one place, by replacing a text.
func TestLibrarySchemasRefuse(t *testing.T) {
	clauseYAML := "jurisdictions: US\nlanguage: en\nin_force: { from: 2026-01-01 }\ngroup: g\nowner: legal\nslots: { a: { from: item.a, as: list, slots: { b: { from: item.b, as: when, form: due } } } }\nstates: [{ term: terms.x, value: 1 }]\n"
	policyYAML := "title: T\nowner: legal\nchangelog: First.\nrules:\n  - { code: VB-X-01, title: T, severity: review, decides: legal, message: M, basis: { citation: C, kind: law } }\n"
	letterYAML := "title: T\nkinds: [standard]\njurisdictions: US\nlanguage: en-US\nin_force: { from: 2026-01-01 }\nletter: { subject: S, sections: [{ groups: [{ id: g, required: true }] }] }\n" +
		"words: { page: P, running: R, signature: S, date: D, enclosures: E, test: T, simulated: S }\nowner: legal\n"
	chainYAML := "title: T\nowner: o\nchangelog: First.\nsteps: [{ id: s, title: T, rule: R, approvers: [\"role:legal\"], need: 1 }]\n"
	entityYAML := "name: N\nshort_name: N\nplace: US\naddress: [a]\nzone: Europe/London\npaper: A4\nsignatories: [{ id: i, name: n, title: t }]\n"
	calendarYAML := "title: T\nplace: NL\nweekend: [sunday]\ncovers: { from: 2026-01-01 }\nholidays: [{ date: 2026-12-25, name: N }]\nsource: [{ citation: C, checked_on: 2026-11-24 }]\n"
	schemas := librarySchemas(t)
	for _, c := range []struct{ kind, text, from, to, want string }{
		{"clause", clauseYAML, "group:", "gruop:", "gruop"},
		{"clause", clauseYAML, "owner: legal\n", "", "owner"},
		{"clause", clauseYAML, "as: list", "as: lists", "/slots/a/as"},
		{"clause", clauseYAML, "form: due", "form: dew", "/slots/a/slots/b/form"},
		{"clause", clauseYAML, "2026-01-01", "2026-02-30", "/in_force/from"},
		{"clause", clauseYAML, ", value: 1", "", "value"},
		{"clause-samples", "samples: [{ name: n, printed: true }]\n", "printed: true", "printed: maybe", "/samples/0/printed"},
		{"clause-samples", "samples: [{ name: n, printed: true }]\n", "name: n, ", "", "name"},
		{"policy", policyYAML, "severity: review", "severity: stop", "/rules/0/severity"},
		{"policy", policyYAML, "decides: legal", "decides: anybody", "/rules/0/decides"},
		{"policy", policyYAML, "kind: law", "kind: rumour", "/rules/0/basis/kind"},
		{"policy", policyYAML, "message: M, ", "", "message"},
		{"policy-samples", "samples: [{ name: n, as_of: 2026-01-01, expect: { VB-X-01: fired } }]\n", "as_of: 2026-01-01, ", "", "as_of"},
		{"letter", letterYAML, "kinds: [standard]", "kinds: [usual]", "/kinds/0"},
		{"letter", letterYAML, "required: true", "required: perhaps", "/letter/sections/0/groups/0/required"},
		{"letter", letterYAML, "page: P, ", "", "page"},
		{"chain", chainYAML, "approvers: [\"role:legal\"]", "approvers: {}", "/steps/0/approvers"},
		{"chain", chainYAML, "need: 1", "need: one", "/steps/0/need"},
		{"entity", entityYAML, "paper: A4", "paper: A5", "/paper"},
		{"entity", entityYAML, "address: [a]", "address: a", "/address"},
		{"entity", entityYAML, "place: US", "place: the States", "/place"},
		{"calendar", calendarYAML, "weekend: [sunday]", "weekend: [someday]", "/weekend/0"},
		{"calendar", calendarYAML, "name: N", "title: N", "/holidays/0"},
	} {
		if err := schemas[c.kind].Validate(yamlValue(t, c.kind, c.text)); err != nil {
			t.Fatalf("%s before it is spoilt: %v", c.kind, err)
		}
		spoilt := strings.Replace(c.text, c.from, c.to, 1)
		err := schemas[c.kind].Validate(yamlValue(t, c.kind, spoilt))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s with %q: %v, want a fault that names %s", c.kind, c.to, err, c.want)
		}
	}
}
