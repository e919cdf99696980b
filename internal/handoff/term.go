package handoff

import (
	"reflect"
	"strconv"
	"strings"

	"verbatim/internal/fault"
	"verbatim/internal/terms"
)

// termOf names the term that a pointer into the bytes lies in: list items by id, cut at the value that is compared
// whole. It is empty for the envelope, and where an item on the way has no id.
func termOf(root any, p fault.Pointer) terms.Pointer {
	var term terms.Pointer
	at := root
	for _, name := range strings.Split(string(p), "/")[1:] {
		name = strings.NewReplacer("~1", "/", "~0", "~").Replace(name)
		switch v := at.(type) {
		case map[string]any:
			at = v[name]
		case []any:
			i, err := strconv.Atoi(name)
			if err != nil || i >= len(v) {
				return known(term)
			}
			at = v[i]
			if item, ok := at.(map[string]any); ok {
				name, _ = item["id"].(string)
			} else {
				name, _ = at.(string)
			}
		default:
			return known(term)
		}
		next := term.Child(name)
		if !next.Valid() {
			return known(term)
		}
		term = next
	}
	return known(term)
}

// known cuts a pointer at the last name that the types know, and at the first value that is compared whole.
func known(p terms.Pointer) terms.Pointer {
	var best terms.Pointer
	names := p.Segments()
	for i := range names {
		prefix := terms.Pointer("/" + strings.Join(names[:i+1], "/"))
		t, ok := terms.TypeAt(prefix)
		if !ok {
			break
		}
		best = prefix
		if isOne(t) {
			break
		}
	}
	if !compared(best) {
		return ""
	}
	return best
}

// isOne says whether values of a type are one term: those compared whole, and sets of words, but for the set of families,
// whose members are terms of their own.
func isOne(t reflect.Type) bool {
	if t.Kind() != reflect.Slice {
		return terms.IsWhole(t)
	}
	return t == patches || (t.Elem().Kind() == reflect.String && t != reflect.TypeFor[terms.Families]())
}
