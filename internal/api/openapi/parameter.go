package openapi

import (
	"verbatim/internal/api"
	"verbatim/internal/library"
)

// pathSchemas are the forms of the parameters in paths.
var pathSchemas = map[string]object{
	"letter":   {"type": "integer", "minimum": 1, "maximum": 2147483647},
	"number":   {"type": "integer", "minimum": 1, "maximum": 2147483647},
	"name":     {"type": "string", "pattern": "^[a-z][a-z0-9_-]{0,39}$"},
	"clause":   {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,39}$"},
	"template": {"type": "string", "pattern": "^[a-z][a-z0-9-]{0,39}$"},
	"pack":     {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,39}$"},
	"entity":   {"type": "string", "pattern": "^[a-z][a-z0-9_-]{0,39}$"},
	"file":     {"type": "string", "enum": libraryFiles()},
	"version":  {"type": "string", "pattern": "^v[1-9][0-9]{0,3}$"},
}

var pathWords = map[string]string{
	"offer_id": "The offer.", "letter": "Which letter version: 1, 2, 3.", "flag_id": "The flag.", "key_id": "The API key.",
	"name": "Which schema.", "version": "Which version of it.", "clause": "Which clause.", "template": "Which letter template.",
	"number": "Which version: 1, 2, 3.", "pack": "Which rule pack.", "entity": "Which employing entity.", "file": "Which kind of file.",
}

// libraryFiles are the kinds of files in a library that have a schema.
func libraryFiles() []string {
	var kinds []string
	for _, s := range library.Shapes() {
		kinds = append(kinds, s.Kind)
	}
	return kinds
}

// parameters writes everything that is no body: path, query, and the headers that an operation reads.
func parameters(r api.Route) []any {
	var out []any
	for _, name := range r.PathParameters() {
		schema, known := pathSchemas[name]
		if !known {
			schema = object{"type": "string", "format": "uuid"}
		}
		out = append(out, object{"name": name, "in": "path", "required": true, "description": pathWords[name], "schema": schema})
	}
	for _, q := range r.Query {
		out = append(out, object{"name": q.Name, "in": "query", "description": q.Text, "schema": querySchema(q)})
	}
	if r.IfMatch {
		out = append(out, object{
			"name": "If-Match", "in": "header", "required": true, "description": "The ETag of the offer as it was read.",
			"schema": object{"type": "string", "pattern": `^"r[1-9][0-9]{0,15}"$`},
		})
	}
	if r.Idempotent {
		out = append(out, object{
			"name": "Idempotency-Key", "in": "header",
			"description": "Makes the call safe to send again for 7 days: the same key with the same body gets the first answer; with another body it is refused.",
			"schema":      object{"type": "string", "pattern": "^[!-~]{1,255}$"},
		})
	}
	return out
}

func querySchema(q api.Parameter) object {
	schema := object{"type": "string", "maxLength": 200}
	switch {
	case q.Integer:
		schema = object{"type": "integer", "minimum": 0}
	case len(q.Allowed) > 0:
		schema = object{"type": "string", "enum": q.Allowed}
	}
	if q.Many {
		return object{"type": "array", "items": schema}
	}
	return schema
}
