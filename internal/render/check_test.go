package render_test

import (
	"errors"
	"strings"
	"testing"

	"verbatim/internal/fault"
	"verbatim/internal/letter"
	"verbatim/internal/render"
	"verbatim/internal/terms"
)

func TestUndrawableCharactersAreNamed(t *testing.T) {
	r := newRenderer(t)
	for _, c := range []struct{ text, name, why string }{
		{"ח", "U+05D7", "Hebrew script"},
		{"ش", "U+0634", "Arabic script"},
		{"क", "U+0915", "Devanagari script"},
		{"\u093e", "U+093E", "needs joining or reordering"},
		{"李", "U+674E", "none of the fonts"},
		{"e\u0301", "U+0301", "combining mark"},
		{"a\u200bb", "U+200B", "invisible format"},
		{"a\u202eb", "U+202E", "writing direction"},
		{"\u2066", "U+2066", "writing direction"},
		{"a\u00adb", "U+00AD", "invisible format"},
		{"\ufeff", "U+FEFF", "invisible format"},
		{"\x00", "U+0000", "control"},
		{"\x7f", "U+007F", "control"},
		{"\t", "U+0009", "control"},
		{"\u2028", "U+2028", "control"},
		{"\ue000", "U+E000", "private use"},
		{"\U0001F600", "U+1F600", "beyond the basic plane"},
		{"\u0378", "U+0378", "no assigned character"},
		{"\uffff", "U+FFFF", "no assigned character"},
		{"\u2003", "U+2003", "rare space"},
		{"\xff", "U+FFFD", "damaged"},
		{"ﷺ", "U+FDFA", "Arabic script"},
	} {
		d := sample()
		d.Blocks[5].Table.Rows[1][1].Runs = []letter.Run{{Text: "of " + c.text, Terms: []terms.Pointer{"/terms/one_time_payments/sign_on/size"}}}
		faults := r.Check(d)
		if len(faults) != 1 || !strings.Contains(faults[0].Message, c.name) || !strings.Contains(faults[0].Message, c.why) {
			t.Errorf("%q: %v", c.text, faults)
			continue
		}
		if faults[0].Code != fault.CodeUndrawable || faults[0].Term != "/terms/one_time_payments/sign_on/size" {
			t.Errorf("%q: %+v", c.text, faults[0])
		}
		_, err := r.PDF(render.Job{Document: d})
		var e *fault.Error
		if !errors.As(err, &e) || e.Kind != fault.Invalid || e.Code != fault.CodeUndrawable {
			t.Errorf("%q: PDF gives %v", c.text, err)
		}
	}
}

// TestEveryPlaceIsChecked puts an undrawable character into each text of a document in turn.
func TestEveryPlaceIsChecked(t *testing.T) {
	r := newRenderer(t)
	const bad = "李"
	places := map[string]func(*letter.Document){
		"title": func(d *letter.Document) { d.Title = bad }, "subject": func(d *letter.Document) { d.Subject = bad },
		"running": func(d *letter.Document) { d.Page.Running = bad }, "footer": func(d *letter.Document) { d.Page.Footer = bad },
		"page words": func(d *letter.Document) { d.Page.PageWords = bad }, "marking": func(d *letter.Document) { d.Page.Marking = bad },
		"mark": func(d *letter.Document) { d.Page.MarkWords = bad }, "sender": func(d *letter.Document) { d.Page.Letterhead.Name = bad },
		"sender line": func(d *letter.Document) { d.Page.Letterhead.Lines = []string{bad} }, "alt": func(d *letter.Document) { d.Page.Letterhead.Alt = bad },
		"address": func(d *letter.Document) { d.Blocks[1].Lines[0] = bad }, "run": func(d *letter.Document) { d.Blocks[4].Runs[0].Text = bad },
		"caption": func(d *letter.Document) { d.Blocks[5].Table.Caption = bad }, "head": func(d *letter.Document) { d.Blocks[5].Table.Columns[0].Head[0].Text = bad },
		"nested item": func(d *letter.Document) { d.Blocks[12].Items[1].Items[0].Runs[0].Text = bad }, "signer": func(d *letter.Document) { signerOf(d).Name = bad },
		"signer title": func(d *letter.Document) { signerOf(d).Title = bad }, "signer heading": func(d *letter.Document) { signerOf(d).Heading = bad },
		"field": func(d *letter.Document) { signerOf(d).Fields[1] = bad },
	}
	for name, spoil := range places {
		d := sample()
		spoil(&d)
		if faults := r.Check(d); len(faults) != 1 {
			t.Errorf("%s: %v", name, faults)
		}
	}
}

func signerOf(d *letter.Document) *letter.Signer {
	for i := range d.Blocks {
		if s := d.Blocks[i].Signature; s != nil {
			return &s.Parties[0]
		}
	}
	return nil
}

func TestAllFaultsAtOnce(t *testing.T) {
	d := sample()
	d.Title, d.Blocks[4].Runs[0].Text = "李", "王 שלום שלום"
	if got := len(newRenderer(t).Check(d)); got != 6 {
		t.Errorf("%d faults", got) // 李, 王, and each of ש ל ו ם once
	}
}

func TestLimits(t *testing.T) {
	r := newRenderer(t)
	for name, c := range map[string]struct {
		change func(*letter.Document)
		code   fault.Code
	}{
		"too long":        {func(d *letter.Document) { d.Blocks = append(d.Blocks[:5:5], longTable(700)) }, fault.CodeLetterTooLong},
		"row too tall":    {func(d *letter.Document) { d.Blocks[5].Table.Rows[0][2].Runs = text(strings.Repeat("word ", 4000)) }, fault.CodeLetterTooLong},
		"window too full": {func(d *letter.Document) { d.Page.Window = letter.DIN5008B; d.Blocks[1].Lines = make40() }, fault.CodeTooMany},
		"head too tall": {func(d *letter.Document) {
			d.Page.Window = letter.UKDL
			d.Page.Letterhead.Lines = make40()
			d.Blocks = d.Blocks[1:]
		}, fault.CodeTooMany},
		"too many columns": {func(d *letter.Document) { manyColumns(d.Blocks[5].Table, 30) }, fault.CodeUnbreakable},
		"bad link":         {func(d *letter.Document) { d.Blocks[4].Runs[0].Href = "javascript:alert(1)" }, fault.CodeBadText},
	} {
		d := sample()
		c.change(&d)
		_, err := r.PDF(render.Job{Document: d})
		var e *fault.Error
		if !errors.As(err, &e) || e.Kind != fault.Invalid || e.Code != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func make40() []string {
	out := make([]string, 40)
	for i := range out {
		out[i] = "Line"
	}
	return out
}

func manyColumns(t *letter.Table, n int) {
	for len(t.Columns) < n {
		t.Columns = append(t.Columns, letter.Column{Head: text("x")})
		for i := range t.Rows {
			t.Rows[i] = append(t.Rows[i], letter.Cell{Runs: text("y")})
		}
	}
}

func TestMalformedDocumentsAreOurFault(t *testing.T) {
	r := newRenderer(t)
	for name, spoil := range map[string]func(*letter.Document){
		"no language": func(d *letter.Document) { d.Language = "" }, "no table": func(d *letter.Document) { d.Blocks[5].Table = nil },
		"ragged table": func(d *letter.Document) { d.Blocks[5].Table.Rows[0] = cells("one") }, "no alt": func(d *letter.Document) { d.Page.Letterhead.Logo = "sha256:x" },
		"no parties": func(d *letter.Document) { d.Blocks[len(d.Blocks)-3].Signature.Parties = nil },
		"deep list": func(d *letter.Document) {
			it := []letter.Item{{Runs: text("x")}}
			for range 4 {
				it = []letter.Item{{Runs: text("x"), Items: it}}
			}
			d.Blocks[12].Items = it
		},
	} {
		d := sample()
		spoil(&d)
		for what, err := range map[string]error{"PDF": second(r.PDF(render.Job{Document: d})), "HTML": second(r.HTML(render.Job{Document: d})), "Text": second(r.Text(render.Job{Document: d}))} {
			if fault.KindOf(err) != fault.Internal || err == nil {
				t.Errorf("%s: %s gives %v", name, what, err)
			}
		}
	}
}

func second(_ []byte, err error) error { return err }
