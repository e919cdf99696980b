package openapi

import (
	"strings"

	"verbatim/internal/fault"
)

// Faults writes the table of all fault codes for readers.
func Faults() []byte {
	var b strings.Builder
	b.WriteString("# Fault codes\n\nMade from `internal/fault`: do not edit. A server shows the same at `/docs/faults`, with the HTTP status of each. " +
		"A code never changes its meaning.\n\n| code | kind | what it means |\n|---|---|---|\n")
	for _, m := range fault.Meanings() {
		b.WriteString("| `" + string(m.Code) + "` | " + string(m.Kind) + " | " + strings.ReplaceAll(m.Text, "|", `\|`) + " |\n")
	}
	return []byte(b.String())
}
