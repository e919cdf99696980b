package letter

import (
	"regexp"
	"strings"

	"github.com/aymanbagabas/go-udiff/lcs"

	"verbatim/internal/terms"
)

// Op is what an Edit does with its text.
type Op string

// The operations.
const (
	Keep   Op = "keep"
	Insert Op = "insert"
	Delete Op = "delete"
)

// Edit is a run of words that were kept, inserted or deleted between two wordings.
type Edit struct {
	Op   Op     `json:"op"`
	Text string `json:"text"`
}

// token is a number with its sign, separators and unit sign ("$185,000", "12.5%", "-2.7"), a word with its apostrophes
// and hyphens, a run of spaces, or one other character. A number is never cut in two.
var token = regexp.MustCompile(`[\p{Sc}+−-]?\p{N}(?:[\p{N}.,'’\x{00A0}\x{202F}/:]*\p{N})?[%‰\p{Sc}]?|[\p{L}\p{M}\p{N}_]+(?:['’-][\p{L}\p{M}\p{N}_]+)*|[\s\p{Zs}]+|(?s:.)`)

// Words compares two wordings word by word. Joining what is kept and deleted gives before; what is kept and inserted,
// after. Equal wordings give one kept run, two empty ones none.
func Words(before, after string) []Edit {
	a, b := token.FindAllString(before, -1), token.FindAllString(after, -1)
	var out []Edit
	add := func(op Op, tokens []string) {
		text := strings.Join(tokens, "")
		if text == "" {
			return
		}
		if n := len(out); n > 0 && out[n-1].Op == op {
			out[n-1].Text += text
			return
		}
		out = append(out, Edit{op, text})
	}
	at := 0
	for _, d := range bridge(lcs.DiffLines(a, b), a) {
		add(Keep, a[at:d.Start])
		add(Delete, a[d.Start:d.End])
		add(Insert, b[d.ReplStart:d.ReplEnd])
		at = d.End
	}
	add(Keep, a[at:])
	return out
}

// bridge joins two edits that only white space keeps apart: "one year" for "two years" reads as one replacement.
func bridge(diffs []lcs.Diff, a []string) []lcs.Diff {
	var out []lcs.Diff
	for _, d := range diffs {
		if n := len(out); n > 0 && strings.TrimSpace(strings.Join(a[out[n-1].End:d.Start], "")) == "" {
			out[n-1].End, out[n-1].ReplEnd = d.End, d.ReplEnd
			continue
		}
		out = append(out, d)
	}
	return out
}

// EditedBlock is one block of a redline: its text with what came and went, in the order in which it is read. Cells and
// items are separated by a line break.
type EditedBlock struct {
	Kind   Kind     `json:"kind"`
	Clause string   `json:"clause,omitempty"` // empty for the frame of the letter
	Item   terms.ID `json:"item,omitempty"`
	Edits  []Edit   `json:"edits"`
}
