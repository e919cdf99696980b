package clause

import (
	"regexp"
	"strings"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"verbatim/internal/clause/source"
)

// Wording is a parsed text: what stands in it, in order, with slots and parts still open.
type Wording struct {
	File   string
	Blocks []BlockText
}

// BlockText is one block of a wording.
type BlockText struct {
	Kind    BlockKind
	Level   int      // of a heading: 1 is below the clause's title
	Atoms   []Atom   // of a paragraph or heading
	Ordered bool     // of a list
	Items   []Entry  // of a list
	Table   *Columns // of a table
}

// BlockKind is what a block is.
type BlockKind string

// The kinds of blocks.
const (
	Paragraph BlockKind = "paragraph"
	Heading   BlockKind = "heading"
	List      BlockKind = "list"
	Table     BlockKind = "table"
)

// Entry is an item of a list, with the list below it.
type Entry struct {
	Atoms []Atom
	Items []Entry
}

// Columns is a table of a wording.
type Columns struct {
	Head  [][]Atom
	Right []bool // by column
	Rows  [][][]Atom
}

// AtomKind is what an Atom is.
type AtomKind int

// The kinds of atoms.
const (
	Words  AtomKind = iota // fixed text
	Filled                 // a slot
	Open                   // a part begins
	Close                  // the part that was opened last ends
)

// Atom is the smallest piece of a block. Name is the slot's or the part's.
type Atom struct {
	Kind         AtomKind
	Text         string
	Name         string
	Bold, Italic bool
	Href         string
	At           source.Text // where a slot or part stands, or the text that words are of, for findings
}

// Marks stand in the Markdown for slots and parts while goldmark parses it: private-use characters, which no wording may
// hold itself.
const (
	firstSlot = '\uE000'
	firstPart = '\uE800'
	endOfPart = '\uF000'
	lastMark  = '\uF0FF'
	maxMarks  = 0x7FF
)

var (
	mark     = regexp.MustCompile(`\{\{[^{}\n]*\}\}|\[\[[^\[\]:\n]*:|\]\]|\{\{|\}\}|\[\[`)
	slotForm = regexp.MustCompile(`^\{\{ *([a-z][a-z0-9_]{0,39}) *\}\}$`)
	partForm = regexp.MustCompile(`^\[\[ *([a-z][a-z0-9_]{0,39}) *:$`)
)

// marked is a text with marks in place of slots and parts.
type marked struct {
	text  string
	slots []source.Text
	parts []source.Text
}

// markdown is the parser of all wordings. It is safe for concurrent use.
var markdown = sync.OnceValue(func() parser.Parser {
	return goldmark.New(goldmark.WithExtensions(extension.Table)).Parser()
})

// ParseWording reads a wording. line and column say where the text begins in its file.
func ParseWording(file, raw string, at source.Text) (Wording, []source.Finding) {
	r := reader{file: file, start: at}
	if i := strings.IndexFunc(raw, func(c rune) bool { return c >= firstSlot && c <= lastMark }); i >= 0 {
		r.at(r.position(raw, i), "bad_character", "write the character itself", "private-use characters have no certain form")
		return Wording{}, r.findings
	}
	r.marked = r.mark(raw)
	r.src = []byte(r.marked.text)
	root := markdown().Parse(text.NewReader(r.src))
	w := Wording{File: file}
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		if b, ok := r.block(n); ok {
			w.Blocks = append(w.Blocks, b)
		}
	}
	if len(w.Blocks) == 0 && len(r.findings) == 0 {
		r.at(r.position(raw, 0), "empty", "", "the wording is empty")
	}
	return w, r.findings
}

type reader struct {
	file     string
	start    source.Text
	src      []byte
	marked   marked
	findings []source.Finding
}

func (r *reader) at(t source.Text, code, suggestion, format string, args ...any) {
	f := source.Place{File: r.file}.At(t, code, format, args...)
	f.Suggestion = suggestion
	r.findings = append(r.findings, f)
}

// position gives line and column of a byte offset.
func (r *reader) position(raw string, offset int) source.Text {
	before := raw[:offset]
	line := strings.Count(before, "\n")
	column := len([]rune(before[strings.LastIndexByte(before, '\n')+1:]))
	if line == 0 {
		column += max(r.start.Column, 1) - 1
	}
	return source.Text{Line: max(r.start.Line, 1) + line, Column: column + 1}
}

// mark replaces slots and parts by marks and finds what is no slot and no part.
func (r *reader) mark(raw string) marked {
	m := marked{}
	var b strings.Builder
	last := 0
	for _, span := range mark.FindAllStringIndex(raw, -1) {
		b.WriteString(raw[last:span[0]])
		last = span[1]
		at := r.position(raw, span[0])
		token := raw[span[0]:span[1]]
		switch {
		case token == "]]":
			b.WriteRune(endOfPart)
		case slotForm.MatchString(token) && len(m.slots) < maxMarks:
			at.Value = slotForm.FindStringSubmatch(token)[1]
			b.WriteRune(firstSlot + rune(len(m.slots)))
			m.slots = append(m.slots, at)
		case partForm.MatchString(token) && len(m.parts) < maxMarks:
			at.Value = partForm.FindStringSubmatch(token)[1]
			b.WriteRune(firstPart + rune(len(m.parts)))
			m.parts = append(m.parts, at)
		case strings.HasPrefix(token, "{{") || token == "}}":
			r.at(at, "bad_slot", "write {{ name }}: a lower_snake name and no expression; what it prints is said in clause.yaml", "%s is no slot", token)
		default:
			r.at(at, "bad_part", "write [[name: words]]", "%s opens no part", token)
		}
	}
	b.WriteString(raw[last:])
	m.text = b.String()
	return m
}

func (r *reader) block(n ast.Node) (BlockText, bool) {
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		return BlockText{Kind: Paragraph, Atoms: r.inline(n)}, true
	case *ast.Heading:
		return BlockText{Kind: Heading, Level: n.Level, Atoms: r.inline(n)}, true
	case *ast.List:
		return BlockText{Kind: List, Ordered: n.IsOrdered(), Items: r.items(n, 1)}, true
	case *east.Table:
		return BlockText{Kind: Table, Table: r.table(n)}, true
	}
	r.refuse(n)
	return BlockText{}, false
}

// refuse says which Markdown is not part of wordings.
func (r *reader) refuse(n ast.Node) {
	words := map[ast.NodeKind]string{
		ast.KindHTMLBlock: "HTML", ast.KindRawHTML: "HTML", ast.KindCodeBlock: "a block indented by four spaces", ast.KindFencedCodeBlock: "code",
		ast.KindCodeSpan: "code", ast.KindImage: "an image", ast.KindBlockquote: "a quotation", ast.KindThematicBreak: "a rule", ast.KindAutoLink: "a bare link",
	}
	what := words[n.Kind()]
	if what == "" {
		what = n.Kind().String()
	}
	r.at(r.positionOf(n), "not_wording", "use paragraphs, lists, tables, *emphasis*, **strong** and links", "%s is not part of wordings", what)
}

// positionOf is the line of the nearest block; inline nodes know no better.
func (r *reader) positionOf(n ast.Node) source.Text {
	for ; n != nil; n = n.Parent() {
		if n.Type() != ast.TypeInline && n.Lines() != nil && n.Lines().Len() > 0 {
			return r.position(string(r.src), n.Lines().At(0).Start)
		}
	}
	return source.Text{Line: max(r.start.Line, 1), Column: max(r.start.Column, 1)}
}

func (r *reader) items(list *ast.List, depth int) []Entry {
	var out []Entry
	for li := list.FirstChild(); li != nil; li = li.NextSibling() {
		e := Entry{}
		for c := li.FirstChild(); c != nil; c = c.NextSibling() {
			switch c := c.(type) {
			case *ast.TextBlock, *ast.Paragraph:
				if len(e.Atoms) > 0 {
					r.at(r.positionOf(c), "not_wording", "make a second item of it", "a list item has one paragraph")
				}
				e.Atoms = append(e.Atoms, r.inline(c)...)
			case *ast.List:
				if depth == 2 {
					r.at(r.positionOf(c), "not_wording", "", "lists stand in one another two deep at most")
				}
				e.Items = append(e.Items, r.items(c, depth+1)...)
			default:
				r.refuse(c)
			}
		}
		out = append(out, e)
	}
	return out
}

func (r *reader) table(t *east.Table) *Columns {
	c := &Columns{}
	for _, a := range t.Alignments {
		c.Right = append(c.Right, a == east.AlignRight)
	}
	for row := t.FirstChild(); row != nil; row = row.NextSibling() {
		var cells [][]Atom
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			cells = append(cells, r.inline(cell))
		}
		if _, head := row.(*east.TableHeader); head {
			c.Head = cells
			continue
		}
		c.Rows = append(c.Rows, cells)
	}
	return c
}

// inline lists the atoms of one block and checks that its parts close where they opened.
func (r *reader) inline(n ast.Node) []Atom {
	var out []Atom
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		out = r.atoms(c, Atom{}, out)
	}
	var open []Atom
	for _, a := range out {
		switch {
		case a.Kind == Open:
			open = append(open, a)
		case a.Kind == Close && len(open) == 0:
			r.at(r.positionOf(n), "bad_part", "a part begins and ends in one paragraph, list item or cell", "]] ends no part")
		case a.Kind == Close:
			open = open[:len(open)-1]
		}
	}
	for _, a := range open {
		r.at(a.At, "bad_part", "a part begins and ends in one paragraph, list item or cell", "the part %s has no end", a.Name)
	}
	return out
}

func (r *reader) atoms(n ast.Node, style Atom, out []Atom) []Atom {
	below := func(style Atom) []Atom {
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			out = r.atoms(c, style, out)
		}
		return out
	}
	switch n := n.(type) {
	case *ast.Text:
		words := typeset(plainText(n.Segment.Value(r.src)), string(r.src[max(0, n.Segment.Start-8):n.Segment.Start]))
		style.At = r.position(string(r.src), n.Segment.Start)
		out = r.split(words, style, out)
		if n.HardLineBreak() {
			return r.split("\n", style, out)
		}
		if n.SoftLineBreak() {
			return r.split(" ", style, out)
		}
		return out
	case *ast.String:
		return r.split(plainText(n.Value), style, out)
	case *ast.Emphasis:
		if n.Level == 2 {
			style.Bold = true
		} else {
			style.Italic = true
		}
		return below(style)
	case *ast.Link:
		style.Href = string(n.Destination)
		if !strings.HasPrefix(style.Href, "https://") && !strings.HasPrefix(style.Href, "mailto:") {
			r.at(r.positionOf(n), "bad_link", "", "a link begins with https:// or mailto:")
		}
		return below(style)
	}
	r.refuse(n)
	return out
}

// plainText undoes Markdown's escapes.
func plainText(b []byte) string {
	return string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(b))))
}

// split turns marks back into slots and parts.
func (r *reader) split(s string, style Atom, out []Atom) []Atom {
	add := func(kind AtomKind, text string, at source.Text) {
		a := style
		a.Kind, a.Text, a.Name, a.At = kind, text, at.Value, at
		a.At.Value = ""
		out = append(out, a)
	}
	words := 0
	for i, c := range s {
		if c < firstSlot || c > endOfPart {
			continue
		}
		if i > words {
			add(Words, s[words:i], style.At)
		}
		words = i + len(string(c))
		switch {
		case c == endOfPart:
			add(Close, "", source.Text{})
		case c >= firstPart:
			add(Open, "", r.marked.parts[c-firstPart])
		default:
			add(Filled, "", r.marked.slots[c-firstSlot])
		}
	}
	if words < len(s) {
		add(Words, s[words:], style.At)
	}
	return out
}

// Each calls f for every list of atoms, in reading order: one for each paragraph, heading, item and cell.
func (w Wording) Each(f func(atoms []Atom)) {
	var items func([]Entry)
	items = func(es []Entry) {
		for _, e := range es {
			f(e.Atoms)
			items(e.Items)
		}
	}
	for _, b := range w.Blocks {
		f(b.Atoms)
		items(b.Items)
		if b.Table == nil {
			continue
		}
		for _, h := range b.Table.Head {
			f(h)
		}
		for _, row := range b.Table.Rows {
			for _, cell := range row {
				f(cell)
			}
		}
	}
}
