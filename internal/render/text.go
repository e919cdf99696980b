package render

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"verbatim/internal/letter"
	"verbatim/internal/render/layout"
)

const textColumns = 78

// Text gives the letter as plain text in 78 columns: the words of the block tree in their order, and no others but the
// rules, markers and labels that stand for layout.
func (r *Renderer) Text(job Job) ([]byte, error) {
	changes, err := job.compare()
	if err != nil {
		return nil, err
	}
	w := &textWriter{changes: changes}
	d := job.Document
	for _, mark := range []string{d.Page.MarkWords, job.Copy} {
		if mark != "" {
			w.para("*** "+mark+" ***", "", "")
		}
	}
	w.lines(append([]string{d.Page.Marking, d.Page.Letterhead.Name}, d.Page.Letterhead.Lines...))
	for i := range d.Blocks {
		w.block(&d.Blocks[i])
	}
	w.rule()
	w.lines([]string{d.Page.Footer, lockLine(job)})
	return []byte(w.b.String()), nil
}

type textWriter struct {
	b       strings.Builder
	changes map[*letter.Run]layout.Change
}

// plain gives the text of runs; in a redline, {+what came+} and [-what went-].
func (w *textWriter) plain(runs []letter.Run) string {
	if w.changes == nil {
		return plain(runs)
	}
	var b strings.Builder
	last := layout.Same
	for i := range runs {
		if c := w.changes[&runs[i]]; c != last {
			b.WriteString(closing[last] + opening[c])
			last = c
		}
		b.WriteString(runs[i].Text)
	}
	b.WriteString(closing[last])
	return b.String()
}

var (
	opening = [...]string{layout.Same: "", layout.Added: "{+", layout.Gone: "[-"}
	closing = [...]string{layout.Same: "", layout.Added: "+}", layout.Gone: "-]"}
)

func (w *textWriter) rule() {
	w.b.WriteString(strings.Repeat("-", textColumns) + "\n\n")
}

// lines writes each line that is not empty, and a blank line after the last.
func (w *textWriter) lines(lines []string) {
	any := false
	for _, l := range lines {
		if l != "" {
			w.wrap(l, "", "")
			any = true
		}
	}
	if any {
		w.b.WriteByte('\n')
	}
}

func (w *textWriter) para(text, first, rest string) {
	w.wrap(text, first, rest)
	w.b.WriteByte('\n')
}

// wrap breaks text at ordinary spaces; a no-break space holds. first and rest stand before the first and the other lines.
func (w *textWriter) wrap(text, first, rest string) {
	prefix := first
	for _, part := range strings.Split(text, "\n") {
		line, width := prefix, utf8.RuneCountInString(prefix)
		empty := true
		for _, word := range strings.Split(part, " ") {
			n := utf8.RuneCountInString(word)
			if !empty && width+1+n > textColumns {
				w.b.WriteString(strings.TrimRight(line, " ") + "\n")
				line, width, empty = rest, utf8.RuneCountInString(rest), true
			}
			if !empty {
				line, width = line+" ", width+1
			}
			line, width, empty = line+word, width+n, false
		}
		w.b.WriteString(strings.TrimRight(line, " ") + "\n")
		prefix = rest
	}
}

func (w *textWriter) block(b *letter.Block) {
	switch b.Kind {
	case letter.SubjectLine:
		w.underlined(w.plain(b.Runs), "=")
	case letter.Heading:
		w.underlined(w.plain(b.Runs), "-")
	case letter.Address:
		w.lines(b.Lines)
	case letter.List:
		w.list(b.Items, b.Ordered, "")
		w.b.WriteByte('\n')
	case letter.Enclosures:
		w.list(b.Items, false, "")
		w.b.WriteByte('\n')
	case letter.TableBlock:
		w.table(b.Table)
	case letter.SignBlock:
		w.signature(b.Signature)
	case letter.PageBreak:
	case letter.ThematicGap:
		w.rule()
	default:
		w.para(w.plain(b.Runs), "", "")
	}
}

func (w *textWriter) underlined(text, with string) {
	w.wrap(text, "", "")
	w.b.WriteString(strings.Repeat(with, min(textColumns, utf8.RuneCountInString(text))) + "\n\n")
}

func (w *textWriter) list(items []letter.Item, ordered bool, indent string) {
	for i, it := range items {
		marker := "- "
		if ordered {
			marker = strconv.Itoa(i+1) + ". "
		}
		rest := indent + strings.Repeat(" ", len(marker))
		w.wrap(w.plain(it.Runs), indent+marker, rest)
		w.list(it.Items, ordered, rest)
	}
}

// table writes columns when every cell fits on one line beside the others, and "label: value" for each row otherwise.
func (w *textWriter) table(t *letter.Table) {
	if t.Caption != "" {
		w.para(t.Caption, "", "")
	}
	widths, total := w.columnWidths(t)
	if total <= textColumns {
		w.grid(t, widths)
		return
	}
	for _, row := range t.Rows {
		for j, cell := range row {
			if j == 0 && t.RowHeader {
				w.wrap(w.plain(cell.Runs), "", "  ")
				continue
			}
			w.wrap(w.plain(t.Columns[j].Head)+": "+w.plain(cell.Runs), "  ", "    ")
		}
		w.b.WriteByte('\n')
	}
}

func (w *textWriter) columnWidths(t *letter.Table) (widths []int, total int) {
	widths = make([]int, len(t.Columns))
	longest := func(j int, runs []letter.Run) {
		text := w.plain(runs)
		if strings.Contains(text, "\n") {
			total = textColumns + 1
		}
		widths[j] = max(widths[j], utf8.RuneCountInString(text))
	}
	for j, c := range t.Columns {
		longest(j, c.Head)
	}
	for _, row := range t.Rows {
		for j, cell := range row {
			longest(j, cell.Runs)
		}
	}
	for _, n := range widths {
		total += n + 2
	}
	return widths, total - 2
}

func (w *textWriter) grid(t *letter.Table, widths []int) {
	line := func(cell func(j int) string) {
		var l strings.Builder
		for j, n := range widths {
			text := cell(j)
			pad := strings.Repeat(" ", n-utf8.RuneCountInString(text))
			if t.Columns[j].Right {
				l.WriteString(pad + text + "  ")
			} else {
				l.WriteString(text + pad + "  ")
			}
		}
		w.b.WriteString(strings.TrimRight(l.String(), " ") + "\n")
	}
	line(func(j int) string { return w.plain(t.Columns[j].Head) })
	line(func(j int) string { return strings.Repeat("-", widths[j]) })
	for _, row := range t.Rows {
		line(func(j int) string { return w.plain(row[j].Runs) })
	}
	w.b.WriteByte('\n')
}

func (w *textWriter) signature(s *letter.Signature) {
	if len(s.Intro) > 0 {
		w.para(w.plain(s.Intro), "", "")
	}
	for _, p := range s.Parties {
		w.wrap(p.Heading, "", "")
		for _, l := range []string{p.Name, p.Title} {
			if l != "" {
				w.wrap(l, "", "")
			}
		}
		w.fields(p.Fields)
		w.b.WriteByte('\n')
	}
}

func (w *textWriter) fields(labels []string) {
	for _, f := range labels {
		w.wrap(f+": ____________________________", "", "")
	}
}
