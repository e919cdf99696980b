package letter

import "strings"

// Text is a block's words in reading order, without marks of style: what PDF, HTML and text all show.
func (b Block) Text() string {
	var parts []string
	add := func(runs []Run) {
		if t := RunsText(runs); t != "" {
			parts = append(parts, t)
		}
	}
	add(b.Runs)
	parts = append(parts, b.Lines...)
	parts = append(parts, itemsText(b.Items)...)
	if t := b.Table; t != nil {
		if t.Caption != "" {
			parts = append(parts, t.Caption)
		}
		for _, c := range t.Columns {
			add(c.Head)
		}
		for _, row := range t.Rows {
			for _, cell := range row {
				add(cell.Runs)
			}
		}
	}
	if s := b.Signature; s != nil {
		add(s.Intro)
		for _, p := range s.Parties {
			parts = append(parts, p.Heading, p.Name)
			if p.Title != "" {
				parts = append(parts, p.Title)
			}
			parts = append(parts, p.Fields...)
		}
	}
	return strings.Join(parts, "\n")
}

func itemsText(items []Item) []string {
	var parts []string
	for _, i := range items {
		parts = append(parts, RunsText(i.Runs))
		parts = append(parts, itemsText(i.Items)...)
	}
	return parts
}

// RunsText joins the text of runs.
func RunsText(runs []Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return b.String()
}
