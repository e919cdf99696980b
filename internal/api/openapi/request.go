package openapi

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"verbatim/internal/api"
	"verbatim/internal/schema/gen"
)

// Requests gives the schema files of the small requests by their path below schemas/, each complete in itself. Those of
// records come from schema/gen.
func Requests(routes []api.Route, root, from string) (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, r := range routes {
		if r.Schema == "" || strings.HasPrefix(r.Schema, "handoff/") {
			continue
		}
		raw, err := request(r, root, from)
		if err != nil {
			return nil, fmt.Errorf("schema %s: %w", r.Schema, err)
		}
		files[r.Schema+".json"] = raw
	}
	return files, nil
}

// request writes one schema: the type's definition at the root, those it refers to in $defs.
func request(r api.Route, root, from string) ([]byte, error) {
	types, err := gen.New(root, from)
	if err != nil {
		return nil, err
	}
	name, err := types.Request(reflect.TypeOf(r.Request))
	if err != nil {
		return nil, err
	}
	parts, err := types.Components()
	if err != nil {
		return nil, err
	}
	var doc object
	if err := json.Unmarshal(parts[name], &doc); err != nil {
		return nil, err
	}
	delete(parts, name)
	doc["$schema"], doc["$id"] = "https://json-schema.org/draft/2020-12/schema", "urn:verbatim:schema:"+strings.ReplaceAll(r.Schema, "/", ":")
	if len(parts) > 0 {
		doc["$defs"] = parts
	}
	raw, err := indented(doc)
	return bytes.ReplaceAll(raw, []byte("#/components/schemas/"), []byte("#/$defs/")), err
}

// indented writes JSON with its keys in order, the same each time, and without escapes that only browsers need.
func indented(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(v)
	return b.Bytes(), err
}
