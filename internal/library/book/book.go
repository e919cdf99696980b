package book

import (
	"cmp"
	"slices"
	"strings"

	"verbatim/internal/cal"
	"verbatim/internal/clause"
	"verbatim/internal/digest"
	"verbatim/internal/letter"
)

// MaxPages bounds the paper of a number of clauses, for the renderer: two pages and four for each, which none comes near.
func MaxPages(clauses int) int { return 2 + 4*clauses }

// how explains what the reader sees.
var how = []string{
	"This is the wording that offer letters are made of, clause by clause. Words in square brackets stand for a value of the " +
		"offer: [amount]. Words in braces are printed only when the values in them were agreed: {, due [due]}; those with a name, only when " +
		"what the table below says of the name holds: {deferred: words}. A fallback is a wording that was agreed in advance for when the standard one is not accepted.",
	"Of the clauses of one group the one that names the place of work most closely is used. The digest names the wording: " +
		"two copies with one digest say the same.",
}

// Document is the paper of the clause versions given, in the order of family and id, as of a day.
func Document(clauses []*clause.Version, day cal.Date) letter.Document {
	sorted := slices.SortedFunc(slices.Values(clauses), func(a, b *clause.Version) int {
		return cmp.Or(strings.Compare(a.Family, b.Family), strings.Compare(string(a.ID), string(b.ID)), cmp.Compare(a.Number, b.Number))
	})
	title := "Clauses for offer letters"
	p := &paper{day: day}
	p.add(letter.Block{Kind: letter.SubjectLine, Runs: text(title)})
	for _, words := range how {
		p.add(letter.Block{Kind: letter.Paragraph, Runs: text(words)})
	}
	p.add(letter.Block{Kind: letter.Paragraph, Runs: []letter.Run{{Text: "The library that comes with the program is an example. Counsel must check every clause before it is used.", Bold: true}}})
	p.contents(sorted)
	family := ""
	for _, v := range sorted {
		if v.Family != family {
			family = v.Family
			p.add(letter.Block{Kind: letter.Heading, Level: 2, Runs: text(spoken(family))})
		}
		p.version(v)
	}
	return letter.Document{
		ID: "clauses", Title: title, Subject: title, Language: "en", Date: day, Blocks: p.blocks,
		Page: letter.Page{Paper: letter.A4, Letterhead: letter.Letterhead{Name: "Verbatim"}, Running: title + " · " + day.String(), PageWords: "Page %d of %d"},
	}
}

// Digest names what a Document is made of.
func Digest(clauses []*clause.Version, day cal.Date) (digest.Digest, error) {
	pins := []digest.Pin{}
	for _, v := range clauses {
		pins = append(pins, v.Pin())
	}
	slices.SortFunc(pins, func(a, b digest.Pin) int {
		return cmp.Or(strings.Compare(a.ID, b.ID), cmp.Compare(a.Version, b.Version))
	})
	return digest.OfJSON(map[string]any{"clauses": pins, "day": day})
}

// paper collects blocks.
type paper struct {
	day    cal.Date
	blocks []letter.Block
}

func (p *paper) add(b letter.Block) { p.blocks = append(p.blocks, b) }

// contents is a table of the families and their clauses.
func (p *paper) contents(sorted []*clause.Version) {
	var rows [][]letter.Cell
	for i, v := range sorted {
		if i == 0 || sorted[i-1].Family != v.Family {
			rows = append(rows, cells(spoken(v.Family), string(v.ID)))
			continue
		}
		if v.ID != sorted[i-1].ID {
			rows[len(rows)-1][1].Runs[0].Text += ", " + string(v.ID)
		}
	}
	p.add(letter.Block{Kind: letter.TableBlock, Table: &letter.Table{
		Columns: []letter.Column{{Head: text("Family"), Width: 30}, {Head: text("Clauses"), Width: 70}}, Rows: rows, RowHeader: true,
	}})
}

// version adds one version: its wordings, what its slots print, and its facts.
func (p *paper) version(v *clause.Version) {
	p.add(letter.Block{Kind: letter.Heading, Level: 3, Runs: text(cmp.Or(v.Title, spoken(string(v.ID))) + " (" + v.Ref() + ")")})
	for i, pos := range v.Positions {
		name := "Standard wording"
		if i > 0 {
			name = "Fallback " + strings.TrimPrefix(pos.Name, "fallback-") + ": " + pos.Summary
		}
		p.add(letter.Block{Kind: letter.Paragraph, Runs: []letter.Run{{Text: name, Bold: true, Italic: true}}})
		for _, b := range v.Open(pos.Wording) {
			block := letter.BlockOf(b, 3)
			if block.Kind == letter.Heading { // the clause's own headings would stand beside it in the outline
				block = letter.Block{Kind: letter.Paragraph, Runs: []letter.Run{{Text: letter.RunsText(block.Runs), Bold: true}}}
			}
			block.Language = v.Language
			p.add(block)
		}
	}
	p.rows("Place in the wording", "What is printed there", places(v))
	p.rows("Clause", v.Ref(), p.facts(v))
}

// rows adds a table of two columns; none without rows.
func (p *paper) rows(left, right string, rows [][]letter.Cell) {
	if len(rows) == 0 {
		return
	}
	p.add(letter.Block{Kind: letter.TableBlock, Table: &letter.Table{
		Columns: []letter.Column{{Head: text(left), Width: 24}, {Head: text(right), Width: 76}}, Rows: rows, RowHeader: true,
	}})
}

func text(s string) []letter.Run { return []letter.Run{{Text: s}} }

func cells(texts ...string) []letter.Cell {
	var out []letter.Cell
	for _, s := range texts {
		out = append(out, letter.Cell{Runs: text(s)})
	}
	return out
}

// spoken turns an id into words: one_time_payments becomes One time payments.
func spoken(id string) string {
	words := strings.ReplaceAll(id, "_", " ")
	return strings.ToUpper(words[:1]) + words[1:]
}
