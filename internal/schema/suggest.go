package schema

import (
	"reflect"
	"strings"
)

// suggestion names the field that was probably meant, or all fields where none is near.
func suggestion(name string, known []string) string {
	best, distance := "", 1+len(name)/3
	for _, k := range known {
		if d := edits(strings.ToLower(name), k); d <= distance {
			best, distance = k, d-1
		}
	}
	if best != "" {
		return ": did you mean " + best + "?"
	}
	if len(known) == 0 {
		return ""
	}
	return ": allowed are " + strings.Join(known, ", ")
}

// edits is the number of letters to insert, remove, change or swap with the next that make a into b (optimal string
// alignment).
func edits(a, b string) int {
	if len(a) > 64 {
		return len(a)
	}
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			change := rows[i-1][j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}

// same says whether two schemas are one and the same object.
func same(a, b map[string]any) bool {
	return reflect.ValueOf(a).Pointer() == reflect.ValueOf(b).Pointer()
}
