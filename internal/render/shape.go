package render

import (
	"verbatim/internal/fault"
	"verbatim/internal/letter"
)

// shape refuses a document that breaks the rules of its own types: such a one was put together wrong, whatever its record
// said.
func shape(d *letter.Document) error {
	if d.Language == "" || d.Title == "" || d.Date.IsZero() {
		return malformed("the document has no language, title or date")
	}
	if d.Page.Letterhead.Logo != "" && d.Page.Letterhead.Alt == "" {
		return malformed("the letterhead's logo has no alternative text")
	}
	for i := range d.Blocks {
		if err := blockShape(&d.Blocks[i]); err != nil {
			return err
		}
	}
	return nil
}

func blockShape(b *letter.Block) error {
	switch b.Kind {
	case letter.TableBlock:
		if b.Table == nil || len(b.Table.Columns) == 0 {
			return malformed("a table has no columns")
		}
		for _, row := range b.Table.Rows {
			if len(row) != len(b.Table.Columns) {
				return malformed("a row of a table has more or fewer cells than the table has columns")
			}
		}
	case letter.SignBlock:
		if b.Signature == nil || len(b.Signature.Parties) == 0 {
			return malformed("a signature block has no parties")
		}
	case letter.List, letter.Enclosures:
		return itemShape(b.Items, 1)
	}
	return runShape(b.Runs)
}

const listDepth = 3

func itemShape(items []letter.Item, depth int) error {
	if depth > listDepth {
		return malformed("a list is more than three levels deep")
	}
	for i := range items {
		if err := runShape(items[i].Runs); err != nil {
			return err
		}
		if len(items[i].Items) > 0 {
			if err := itemShape(items[i].Items, depth+1); err != nil {
				return err
			}
		}
	}
	return nil
}

func runShape(runs []letter.Run) error {
	for i := range runs {
		if h := runs[i].Href; h != "" && !safeHref(h) {
			return badHref()
		}
	}
	return nil
}

func malformed(text string) error { return fault.New(fault.Internal, fault.CodeInternal, "%s", text) }
