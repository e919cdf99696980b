package openapi

import (
	"encoding/json"
	"slices"
)

// tidy makes components of what schema/gen wrote: examples that are objects or lists are left to the published schemas,
// where they stand whole, and what a union's rule requires is named among its properties, as readers of OpenAPI want it.
func tidy(parts map[string]json.RawMessage) (object, error) {
	out := object{}
	for name, raw := range parts {
		var schema any
		if err := json.Unmarshal(raw, &schema); err != nil {
			return nil, err
		}
		tidySchema(schema)
		out[name] = schema
	}
	return out, nil
}

func tidySchema(v any) {
	switch s := v.(type) {
	case []any:
		for _, x := range s {
			tidySchema(x)
		}
	case object:
		if list, ok := s["examples"].([]any); ok && slices.ContainsFunc(list, compound) {
			delete(s, "examples")
		}
		if then, ok := s["then"].(object); ok {
			nameRequired(then)
		}
		for key, x := range s {
			if key != "examples" && key != "enum" {
				tidySchema(x)
			}
		}
	}
}

func compound(v any) bool {
	switch v.(type) {
	case []any, object:
		return true
	}
	return false
}

// nameRequired lists every required property of a schema among its properties; true allows whatever others say of it.
func nameRequired(s object) {
	required, _ := s["required"].([]any)
	properties, ok := s["properties"].(object)
	if !ok {
		properties = object{}
	}
	for _, name := range required {
		if key, ok := name.(string); ok && properties[key] == nil {
			properties[key] = true
		}
	}
	if len(properties) > 0 {
		s["properties"] = properties
	}
}
