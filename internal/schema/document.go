package schema

import (
	"net/url"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// document is a schema as data: messages take titles, examples and neighbours' names from it.
type document struct{ root map[string]any }

// spot is where in the schema an error stands.
type spot struct {
	definition string         // the name in $defs, empty for the root
	schema     map[string]any // the failing schema itself
	outer      map[string]any // the definition that it lies in
	inside     int            // how many names below the definition's own value the error stands
}

// spot finds the schema of an error by its URL's fragment, a JSON Pointer.
func (d document) spot(e *jsonschema.ValidationError) spot {
	_, fragment, _ := strings.Cut(e.SchemaURL, "#")
	fragment, err := url.PathUnescape(fragment)
	p := spot{schema: d.root, outer: d.root}
	if err != nil || fragment == "" {
		return p
	}
	names := strings.Split(strings.TrimPrefix(fragment, "/"), "/")
	if len(names) >= 2 && names[0] == "$defs" {
		p.definition = names[1]
	}
	var at any = d.root
	for i, name := range names {
		switch v := at.(type) {
		case map[string]any:
			at = v[strings.NewReplacer("~1", "/", "~0", "~").Replace(name)]
		case []any:
			at = item(v, name)
		}
		if name == "properties" && i > 1 {
			p.inside++
		}
		if m, ok := at.(map[string]any); ok {
			p.schema = m
			if i == 1 && p.definition != "" {
				p.outer = m
			}
		}
	}
	return p
}

func item(list []any, index string) any {
	n := 0
	for _, c := range index {
		n = n*10 + int(c-'0')
	}
	if n < 0 || n >= len(list) {
		return nil
	}
	return list[n]
}

// fields are the names that the object of this spot may have.
func (p spot) fields() []string {
	properties, _ := p.schema["properties"].(map[string]any)
	names := make([]string, 0, len(properties))
	for name := range properties {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// property gives one member of the definition that the spot lies in.
func (p spot) property(name string) map[string]any {
	properties, _ := p.outer["properties"].(map[string]any)
	m, _ := properties[name].(map[string]any)
	return m
}

// example is the first example of a schema, when it is a text.
func example(schema map[string]any) string {
	list, _ := schema["examples"].([]any)
	if len(list) == 0 {
		return ""
	}
	s, _ := list[0].(string)
	return s
}
