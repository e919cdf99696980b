package render

import (
	"fmt"
	"slices"
	"unicode"

	"verbatim/internal/fault"
	"verbatim/internal/letter"
	"verbatim/internal/render/font"
	"verbatim/internal/render/layout"
	"verbatim/internal/terms"
)

// Check names every character of a document that cannot be drawn right, once for each run or line that has it. PDF checks
// by itself; Check is for those who want to know before.
func (r *Renderer) Check(d letter.Document) []fault.Fault { return r.check(&Job{Document: d}) }

func (r *Renderer) check(job *Job) []fault.Fault {
	c := checker{families: r.families}
	d := &job.Document
	for _, s := range []string{d.Title, d.Subject, d.Page.Running, d.Page.Footer, d.Page.PageWords, d.Page.Marking, d.Page.MarkWords, job.Copy, d.Page.Letterhead.Name, d.Page.Letterhead.Alt} {
		c.text(s, nil)
	}
	c.lines(d.Page.Letterhead.Lines)
	for i := range d.Blocks {
		c.block(&d.Blocks[i])
	}
	return c.faults
}

type checker struct {
	families []layout.Family
	faults   []fault.Fault
}

func (c *checker) block(b *letter.Block) {
	c.runs(b.Runs)
	c.lines(b.Lines)
	c.items(b.Items)
	if t := b.Table; t != nil {
		c.text(t.Caption, nil)
		for i := range t.Columns {
			c.runs(t.Columns[i].Head)
		}
		for _, row := range t.Rows {
			for i := range row {
				c.runs(row[i].Runs)
			}
		}
	}
	if s := b.Signature; s != nil {
		c.runs(s.Intro)
		for i := range s.Parties {
			p := &s.Parties[i]
			c.lines([]string{p.Heading, p.Name, p.Title})
			c.lines(p.Fields)
		}
	}
}

func (c *checker) items(items []letter.Item) {
	for i := range items {
		c.runs(items[i].Runs)
		c.items(items[i].Items)
	}
}

func (c *checker) runs(runs []letter.Run) {
	for i := range runs {
		c.text(runs[i].Text, runs[i].Terms)
	}
}

func (c *checker) lines(lines []string) {
	for _, s := range lines {
		c.text(s, nil)
	}
}

// text checks one string. Bytes below 0x80 need no look-up: the bundled faces have printable ASCII.
func (c *checker) text(s string, names []terms.Pointer) {
	for i := 0; i < len(s); i++ {
		if b := s[i]; b >= 0x7F || b < 0x20 && b != '\n' {
			c.slow(s, names)
			return
		}
	}
}

func (c *checker) slow(s string, names []terms.Pointer) {
	var seen []rune
	for _, r := range s {
		if r == '\n' || c.drawable(r) || slices.Contains(seen, r) {
			continue
		}
		seen = append(seen, r)
		f := fault.Fault{Code: fault.CodeUndrawable, Message: describe(r)}
		if len(names) > 0 {
			f.Term = string(names[0])
		}
		c.faults = append(c.faults, f)
	}
}

// drawable: a face gives IDs only to characters that it can draw right.
func (c *checker) drawable(r rune) bool {
	for i := range c.families {
		if c.families[i][layout.Regular].Face().Lookup(r) != 0 {
			return true
		}
	}
	return false
}

// describe says which character it is, why it cannot be printed and what to do instead.
func describe(r rune) string {
	name := fmt.Sprintf("U+%04X", r)
	switch {
	case r == unicode.ReplacementChar:
		return name + " stands for text that was damaged before it came here: send the text again as UTF-8"
	case unicode.Is(unicode.Bidi_Control, r):
		return name + " (a control of writing direction) is invisible and can change what a reader sees: leave it out"
	case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Zl, r), unicode.Is(unicode.Zp, r):
		return name + " (a control character) cannot be printed: leave it out"
	case unicode.Is(unicode.Cf, r):
		return name + " (an invisible format character) cannot be printed: leave it out"
	case unicode.Is(unicode.Co, r):
		return name + " (private use) has no meaning that all readers share: use another character"
	case unicode.In(r, unicode.M) && unicode.Is(unicode.Inherited, r):
		return name + " (a combining mark) cannot be placed: write the letter and its mark as one character (Unicode form NFC)"
	case unicode.Is(unicode.Zs, r):
		return name + " (a rare space) cannot be told from another space on paper: use an ordinary or a no-break space"
	case !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Zs):
		return name + " (no assigned character) cannot be printed: use another character"
	case r > 0xFFFF:
		return name + " (" + script(r) + ", beyond the basic plane) cannot be printed: use another character"
	case !font.Drawable(r):
		return name + " (" + script(r) + ") cannot be drawn right, because its script needs joining or reordering: write it in Latin letters"
	}
	return name + " (" + script(r) + ") is in none of the fonts: write it in Latin letters, or ask for a font that has it"
}

// script names the script of a character.
func script(r rune) string {
	for name, table := range unicode.Scripts {
		if name != "Common" && name != "Inherited" && unicode.Is(table, r) {
			return name + " script"
		}
	}
	if unicode.Is(unicode.S, r) {
		return "a symbol"
	}
	return "a common character"
}
