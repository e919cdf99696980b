package render

import (
	"strings"

	"verbatim/internal/letter"
)

// headingLevels gives the heading level of each block, 0 for what is no heading or has no text. Levels begin at 1 and never skip one
// (ISO 14289-1, 7.4.2), so a companion without a subject line begins at 1 with its first heading.
func headingLevels(blocks []letter.Block) []int {
	levels := make([]int, len(blocks))
	last := 0
	for i, b := range blocks {
		want := 0
		switch b.Kind {
		case letter.SubjectLine:
			want = 1
		case letter.Heading:
			want = max(b.Level, 2)
		default:
			continue
		}
		if strings.TrimSpace(plain(b.Runs)) == "" {
			continue
		}
		last = min(want, last+1)
		levels[i] = last
	}
	return levels
}
