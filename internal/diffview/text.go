package diffview

import (
	"fmt"
	"strings"

	"verbatim/internal/desk"
)

// Text is the comparison as plain text, for a terminal or an e-mail. Deleted words stand in [-...-], new ones in {+...+}.
func Text(d desk.Difference) []byte {
	v := Of(d)
	var b strings.Builder
	for _, line := range []string{v.Title, v.Subtitle} {
		if line != "" {
			b.WriteString(line + "\n")
		}
	}
	b.WriteString("\n" + join("  ", v.Verdict, v.Consequence) + "\n")
	for _, r := range v.Rows {
		r.text(&b, v.Left, v.Right)
	}
	for _, r := range v.Approved {
		fmt.Fprintf(&b, "\n%s %s: %s\n    %-11s %s\n    %-11s %s\n", r.Mark, strings.ToUpper(r.Word), r.Label, "Approved", r.Approved, "Said", r.Said)
	}
	b.WriteString("\n" + v.Same + "\n")
	for _, c := range v.Wording {
		b.WriteString("\nWording of " + c.Name + "\n  " + strings.ReplaceAll(c.text(), "\n", "\n  ") + "\n")
	}
	if len(v.Pins) > 0 {
		b.WriteString("\nMade with other versions of\n  " + strings.Join(v.Pins, "\n  ") + "\n")
	}
	return []byte(b.String())
}

// text writes a row as a block: mark and label first, then the two sides, then why.
func (r Row) text(b *strings.Builder, left, right string) {
	fmt.Fprintf(b, "\n%s %s: %s\n", r.Mark, strings.ToUpper(r.Word), r.Label)
	lines := [][2]string{{left, r.From}, {right, r.To}, {"Difference", r.Delta}, {"Why", strings.Join(r.Why, " ")}}
	for _, l := range lines {
		if l[1] != "" {
			fmt.Fprintf(b, "    %-11s %s\n", l[0], strings.ReplaceAll(l[1], "\n", " "))
		}
	}
}

func (c Clause) text() string {
	var b strings.Builder
	for _, w := range c.Words {
		switch w.Op {
		case "insert":
			b.WriteString("{+" + w.Text + "+}")
		case "delete":
			b.WriteString("[-" + w.Text + "-]")
		default:
			b.WriteString(w.Text)
		}
	}
	return b.String()
}
