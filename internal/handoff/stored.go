package handoff

import (
	"encoding/json"
	"fmt"
	"strconv"

	"verbatim/internal/fault"
	"verbatim/internal/terms"
)

// Stored reads a record that was accepted before, leniently: a field that this program does not know is left out, so that
// a record of a newer program can still be read.
func Stored(raw []byte) (Record, error) {
	var r Record
	if err := json.Unmarshal(raw, &r); err != nil {
		return Record{}, fmt.Errorf("stored record: %w", err)
	}
	return r, nil
}

// PointerOf gives the place of a term in the bytes that the record is written as: list items by index. It is empty when
// the record does not hold the term.
func PointerOf(r Record, term terms.Pointer) fault.Pointer {
	raw, err := json.Marshal(r)
	if err != nil {
		return ""
	}
	var at any
	if err := json.Unmarshal(raw, &at); err != nil {
		return ""
	}
	pointer := fault.Pointer("")
	for _, name := range term.Segments() {
		switch v := at.(type) {
		case map[string]any:
			next, ok := v[name]
			if !ok {
				return ""
			}
			at, pointer = next, pointer.Child(name)
		case []any:
			i := itemIndex(v, name)
			if i < 0 {
				return ""
			}
			at, pointer = v[i], pointer.Child(strconv.Itoa(i))
		default:
			return ""
		}
	}
	return pointer
}

// itemIndex finds a list item by its id, or a word of a set by itself.
func itemIndex(list []any, name string) int {
	for i, x := range list {
		if item, ok := x.(map[string]any); ok && item["id"] == name {
			return i
		}
		if word, ok := x.(string); ok && word == name {
			return i
		}
	}
	return -1
}
