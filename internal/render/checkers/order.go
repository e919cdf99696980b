package checkers

import (
	"strings"

	"verbatim/internal/letter"
)

// structureOrder reads the text by the structure tree and wants every word of the document in its order.
func structureOrder(file string, d *letter.Document) []string {
	out, found := run("pdfinfo", "-struct-text", file)
	var said strings.Builder
	for _, line := range strings.Split(out, "\n") {
		if i := strings.IndexByte(line, '"'); i >= 0 && strings.HasSuffix(line, `"`) {
			said.WriteString(strings.TrimSuffix(line[i+1:], `"`))
			said.WriteByte(' ')
		}
	}
	return append(found, inOrder("the structure tree", squeeze(said.String()), strings.Fields(squeeze(wholeText(d))))...)
}

// pageOrder reads the text as it lies on the pages and wants each block to begin after the one before it. What stands
// side by side there, letterhead, cells of a table and places to sign, begins with its first part.
func pageOrder(file string, d *letter.Document) []string {
	out, found := run("pdftotext", "-layout", file, "-")
	var want []string
	for i := range d.Blocks {
		lines := strings.Split(d.Blocks[i].Text(), "\n")
		if s := d.Blocks[i].Signature; s != nil || d.Blocks[i].Table != nil {
			lines = lines[:1]
		}
		for _, line := range lines {
			want = append(want, beginning(line))
		}
	}
	return append(found, inOrder("the page", squeeze(out), want)...)
}

// beginning is the first three words of a line, and less of them where they are so long that they may be broken.
func beginning(line string) string {
	words := strings.Fields(line)
	text := []rune(strings.Join(words[:min(3, len(words))], " "))
	return string(text[:min(40, len(text))])
}

// inOrder finds the first of the texts that is missing or comes too late.
func inOrder(where, text string, want []string) []string {
	if strings.TrimSpace(text) == "" && len(want) > 0 {
		return []string{where + " says nothing"}
	}
	for _, w := range want {
		_, after, ok := strings.Cut(text, w)
		if !ok {
			return []string{where + ": " + w + " is missing or comes too late"}
		}
		text = after
	}
	return nil
}

// wholeText is all that the document says, in its order.
func wholeText(d *letter.Document) string {
	parts := append([]string{d.Page.Letterhead.Name}, d.Page.Letterhead.Lines...)
	for i := range d.Blocks {
		parts = append(parts, d.Blocks[i].Text())
	}
	return strings.Join(parts, "\n")
}

// squeeze makes every run of space, the no-break ones too, one space.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }
