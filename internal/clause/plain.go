package clause

import "strings"

// PlainText writes what was laid out as samples expect it: a blank line between blocks, "- " before list items, " | "
// between cells, no-break spaces as spaces.
func PlainText(laid []Laid) string {
	var blocks []string
	for _, l := range laid {
		for _, b := range l.Blocks {
			blocks = append(blocks, b.plain())
		}
	}
	return strings.ReplaceAll(strings.Join(blocks, "\n\n"), "\u00a0", " ")
}

func (b Block) plain() string {
	switch b.Kind {
	case List:
		return strings.Join(plainLines(b.Items, ""), "\n")
	case Table:
		rows := []string{}
		for _, cells := range append([][][]Run{b.Table.Head}, b.Table.Rows...) {
			row := []string{}
			for _, c := range cells {
				row = append(row, runsText(c))
			}
			rows = append(rows, strings.TrimSpace(strings.Join(row, " | ")))
		}
		return strings.Join(rows, "\n")
	}
	return runsText(b.Runs)
}

func plainLines(lines []Line, indent string) (out []string) {
	for _, l := range lines {
		out = append(out, indent+"- "+runsText(l.Runs))
		out = append(out, plainLines(l.Items, indent+"  ")...)
	}
	return out
}

func runsText(runs []Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return b.String()
}
