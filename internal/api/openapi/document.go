package openapi

import (
	"reflect"
	"strings"

	"verbatim/internal/api"
	"verbatim/internal/schema/gen"
)

// object is a JSON object; encoding/json writes its keys in order, so the document is the same each time.
type object = map[string]any

// about is what stands at the top of the document.
const about = "Verbatim writes the offer letter that was promised: it takes the verbal terms of an offer as a handoff record, words them, " +
	"flags what is not standard, renders the letter, and shows every difference between what was said and what is written. " +
	"Requests and answers are JSON; a refusal is a problem document (RFC 9457) with a stable code. " +
	"Clients must ignore fields that they do not know in answers; unknown fields in requests are refused."

// document collects what the operations refer to.
type document struct {
	types *gen.Generator
	paths object
}

// Files gives the document, the schemas of the small requests and the table of permissions, by their path below schemas/.
func Files(routes []api.Route, root, from string) (map[string][]byte, error) {
	files, err := Requests(routes, root, from)
	if err != nil {
		return nil, err
	}
	files["permissions.md"] = Permissions(routes)
	files["faults.md"] = Faults()
	files["figures.md"] = Figures()
	files["openapi.json"], err = Build(routes, root, from)
	return files, err
}

// Build writes the document of a table of routes. The module's root is a path from the working directory, whose own
// import path is from: doc comments of the Go types become descriptions.
func Build(routes []api.Route, root, from string) ([]byte, error) {
	types, err := gen.New(root, from)
	if err != nil {
		return nil, err
	}
	d := document{types: types, paths: object{}}
	for _, r := range routes {
		op, err := d.operation(r)
		if err != nil {
			return nil, err
		}
		item, known := d.paths[r.Path].(object)
		if !known {
			item = object{}
			d.paths[r.Path] = item
		}
		item[strings.ToLower(r.Method)] = op
	}
	return d.write(routes)
}

func (d document) write(routes []api.Route) ([]byte, error) {
	if _, err := d.types.Response(reflect.TypeFor[api.Problem]()); err != nil {
		return nil, err
	}
	webhooks, err := d.webhooks()
	if err != nil {
		return nil, err
	}
	components, err := d.types.Components()
	if err != nil {
		return nil, err
	}
	schemas, err := tidy(components)
	if err != nil {
		return nil, err
	}
	doc := object{
		"openapi":  "3.1.0",
		"info":     object{"title": "Verbatim", "version": "1.0.0", "description": about, "license": object{"name": "Apache-2.0", "identifier": "Apache-2.0"}},
		"servers":  []any{object{"url": "/", "description": "The server that serves this document"}},
		"security": []any{object{"key": []any{}}},
		"tags":     tags(routes),
		"paths":    d.paths,
		"webhooks": webhooks,
		"components": object{
			"schemas":         schemas,
			"responses":       problems(routes),
			"headers":         headers,
			"securitySchemes": object{"key": object{"type": "http", "scheme": "bearer", "description": "An API key: vb_..., or vbt_... for a test key, which marks all that it makes."}},
		},
	}
	return indented(doc)
}

// tagWords describe the resources.
var tagWords = map[string]string{
	"handoffs":  "Verbal terms on their way to be written.",
	"offers":    "Promises over their life.",
	"approvals": "Business consent to the terms, apart from legal review.",
	"letters":   "Letter versions, which never change once they are written.",
	"flags":     "Deviations that wait for somebody's decision.",
	"library":   "Clauses and letter templates, as published.",
	"events":    "What happened, over all offers.",
	"webhooks":  "Receivers that hear of what happens.",
	"keys":      "API keys and whom they belong to.",
	"schemas":   "The published JSON Schemas.",
	"server":    "The server itself.",
}

// tags lists the resources in the order of the table.
func tags(routes []api.Route) []any {
	var out []any
	seen := map[string]bool{}
	for _, r := range routes {
		if !seen[r.Tag] {
			seen[r.Tag] = true
			out = append(out, object{"name": r.Tag, "description": tagWords[r.Tag]})
		}
	}
	return out
}
