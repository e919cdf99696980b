package gen

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/invopop/jsonschema"

	"verbatim/internal/handoff"
	"verbatim/internal/onboarding"
)

// published lists the schemas that are files: name and version, and the type they are made from.
var published = []struct {
	name         string
	root         reflect.Type
	title, about string
}{
	{
		handoff.Schema, reflect.TypeFor[handoff.Record](), "Handoff record",
		"The structured note by which recruiting passes the verbal terms of an offer on to be written. Numbers of money are decimal strings; a field that does not apply is left out, never null.",
	},
	{
		onboarding.Schema, reflect.TypeFor[onboarding.Export](), "Onboarding export",
		"What is handed over when a candidate has accepted, once for each acceptance: the accepted terms, the person, the start, the employer and the papers.",
	},
}

// Files gives every schema that is a file by its path below schemas/: the published ones and those of the library. The module's root is a path from the working
// directory, whose own import path is from.
func Files(root, from string) (map[string][]byte, error) {
	files, err := libraryFiles(root)
	if err != nil {
		return nil, err
	}
	for _, p := range published {
		g, err := New(root, from)
		if err != nil {
			return nil, err
		}
		if files[p.name+".json"], err = g.document(p.name, p.title, p.about, p.root); err != nil {
			return nil, fmt.Errorf("schema %s: %w", p.name, err)
		}
	}
	return files, nil
}

// document writes one schema: the type's definition at the root, those it refers to in $defs.
func (g *Generator) document(name, title, about string, t reflect.Type) ([]byte, error) {
	component, err := g.Request(t)
	if err != nil {
		return nil, err
	}
	doc := g.defs[component]
	delete(g.defs, component)
	doc.Version, doc.ID = jsonschema.Version, jsonschema.ID("urn:verbatim:schema:"+strings.ReplaceAll(name, "/", ":"))
	doc.Title, doc.Description, doc.Definitions = title, about, g.defs
	return encode(doc)
}

// Write puts every published schema into a folder.
func Write(root, from, dir string) error {
	files, err := Files(root, from)
	if err != nil {
		return err
	}
	for name, content := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// Components gives every definition made so far, for the part components/schemas of an OpenAPI 3.1 document. Types that
// clients only receive may hold further fields.
func (g *Generator) Components() (map[string]json.RawMessage, error) {
	out := map[string]json.RawMessage{}
	for _, name := range slices.Sorted(maps.Keys(g.defs)) {
		def := *g.defs[name]
		if !g.requests[name] && def.Properties != nil && def.AdditionalProperties == jsonschema.FalseSchema {
			def.AdditionalProperties, def.MinProperties = nil, nil
		}
		raw, err := encode(&def)
		if err != nil {
			return nil, fmt.Errorf("component %s: %w", name, err)
		}
		out[name] = bytes.ReplaceAll(bytes.TrimSpace(raw), []byte(`"`+refPrefix), []byte(`"#/components/schemas/`))
	}
	return out, nil
}

// encode writes indented JSON in the order of the Go fields, without escapes that only browsers need.
func encode(s *jsonschema.Schema) ([]byte, error) {
	raw, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return nil, err
	}
	for escape, plain := range map[string]string{`\u003c`: "<", `\u003e`: ">", `\u0026`: "&"} {
		raw = bytes.ReplaceAll(raw, []byte(escape), []byte(plain))
	}
	return append(raw, '\n'), nil
}

// eachRef visits every reference below a schema.
func eachRef(s *jsonschema.Schema, visit func(*jsonschema.Schema)) {
	if s == nil {
		return
	}
	if s.Ref != "" {
		visit(s)
	}
	for _, sub := range [][]*jsonschema.Schema{s.AllOf, s.AnyOf, s.OneOf, {s.Items, s.AdditionalProperties, s.If, s.Then}} {
		for _, x := range sub {
			eachRef(x, visit)
		}
	}
	for _, x := range s.PatternProperties {
		eachRef(x, visit)
	}
	if s.Properties != nil {
		for p := s.Properties.Oldest(); p != nil; p = p.Next() {
			eachRef(p.Value, visit)
		}
	}
}

func isTrue(s *jsonschema.Schema) bool {
	raw, err := json.Marshal(s)
	return err == nil && string(raw) == "true"
}
