package schema

import (
	"reflect"
	"strings"

	"verbatim/internal/fault"
)

// suggestion names the field that was probably meant, or all fields where none is near.
func suggestion(name string, known []string) string {
	if meant := fault.DidYouMean(name, known); meant != "" {
		return ": " + meant
	}
	if len(known) == 0 {
		return ""
	}
	return ": allowed are " + strings.Join(known, ", ")
}

// same says whether two schemas are one and the same object.
func same(a, b map[string]any) bool {
	return reflect.ValueOf(a).Pointer() == reflect.ValueOf(b).Pointer()
}
