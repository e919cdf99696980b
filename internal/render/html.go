package render

import (
	"encoding/base64"
	"fmt"
	"html"
	"net/http"
	"strconv"
	"strings"

	_ "embed"

	"verbatim/internal/fault"
	"verbatim/internal/letter"
	"verbatim/internal/render/layout"
)

//go:embed letter.css
var stylesheet string

// HTML gives a complete page: no script, nothing loaded from elsewhere, one style element. What is read on it is what is
// printed. It refuses what PDF refuses because of an image or a link.
func (r *Renderer) HTML(job Job) ([]byte, error) {
	changes, err := job.compare()
	if err != nil {
		return nil, err
	}
	w := &htmlWriter{job: job, levels: headingLevels(job.Document.Blocks), changes: changes}
	d := job.Document
	w.put(`<!DOCTYPE html>`, "\n", `<html lang="`, html.EscapeString(d.Language), `">`, "\n<head>\n",
		`<meta charset="utf-8">`, "\n", `<meta name="viewport" content="width=device-width, initial-scale=1">`, "\n",
		`<title>`, html.EscapeString(d.Title), "</title>\n<style>\n", stylesheet, "</style>\n</head>\n<body>\n<main>\n")
	w.article(true)
	w.put("</main>\n</body>\n</html>\n")
	if w.err != nil {
		return nil, w.err
	}
	return []byte(w.b.String()), nil
}

// HTMLFragment gives the article element alone, for a page that brings its own styles. Blocks carry data-clause,
// data-version, data-position and data-item; runs carry data-term with the terms they convey, separated by spaces.
// The first block of a clause has the id "clause-ID" or "clause-ID-ITEM". Logos are left to the page.
func HTMLFragment(d letter.Document) ([]byte, error) {
	if err := shape(&d); err != nil {
		return nil, err
	}
	w := &htmlWriter{job: Job{Document: d}, levels: headingLevels(d.Blocks)}
	w.article(false)
	if w.err != nil {
		return nil, w.err
	}
	return []byte(w.b.String()), nil
}

type htmlWriter struct {
	b       strings.Builder
	job     Job
	levels  []int
	changes map[*letter.Run]layout.Change
	seen    map[string]bool // ids of clauses given away
	err     error
}

func (w *htmlWriter) put(parts ...string) {
	for _, p := range parts {
		w.b.WriteString(p)
	}
}

// esc writes text with its line breaks as br elements.
func (w *htmlWriter) esc(text string) {
	w.b.WriteString(strings.ReplaceAll(html.EscapeString(text), "\n", "<br>"))
}

// elem writes one element that holds only text; an empty text writes nothing.
func (w *htmlWriter) elem(tag, class, text string) {
	if text == "" {
		return
	}
	w.put("<", tag)
	if class != "" {
		w.put(` class="`, class, `"`)
	}
	w.put(">")
	w.esc(text)
	w.put("</", tag, ">\n")
}

func (w *htmlWriter) article(withLogo bool) {
	d := w.job.Document
	w.put(`<article class="letter" lang="`, html.EscapeString(d.Language), `" data-document="`, html.EscapeString(d.ID),
		`" data-letter="`, strconv.Itoa(d.Number), "\">\n")
	for _, mark := range []string{d.Page.MarkWords, w.job.Copy} {
		if mark != "" {
			w.put(`<p class="mark" role="note">`)
			w.esc(mark)
			w.put("</p>\n")
		}
	}
	w.letterhead(withLogo)
	for i := range d.Blocks {
		w.block(i)
	}
	w.put("<footer>\n")
	w.elem("p", "legal", d.Page.Footer)
	w.elem("p", "lock", lockLine(w.job))
	w.put("</footer>\n</article>\n")
}

func (w *htmlWriter) letterhead(withLogo bool) {
	head := w.job.Document.Page.Letterhead
	w.put("<header>\n")
	w.elem("p", "marking", w.job.Document.Page.Marking)
	if withLogo && head.Logo != "" {
		w.logo(head)
	}
	w.elem("p", "sender", head.Name)
	w.elem("p", "lines", strings.Join(head.Lines, "\n"))
	w.put("</header>\n")
}

func (w *htmlWriter) logo(head letter.Letterhead) {
	raw, ok := w.job.Images[head.Logo]
	if !ok {
		w.err = missingLogo()
		return
	}
	w.put(`<img class="logo" alt="`, html.EscapeString(head.Alt), `" src="data:`, http.DetectContentType(raw), `;base64,`,
		base64.StdEncoding.EncodeToString(raw), "\">\n")
}

var paragraphClass = map[letter.Kind]string{
	letter.DateLine: "date", letter.Salutation: "salutation", letter.Closing: "closing", letter.Acceptance: "acceptance", letter.Disclosure: "disclosure",
}

func (w *htmlWriter) block(i int) {
	b := &w.job.Document.Blocks[i]
	switch b.Kind {
	case letter.SubjectLine, letter.Heading:
		if w.levels[i] > 0 {
			w.textElement("h"+strconv.Itoa(w.levels[i]), "", b)
		}
	case letter.Address:
		w.put(`<p class="address"`, w.attributes(b), ">")
		w.esc(strings.Join(b.Lines, "\n"))
		w.put("</p>\n")
	case letter.List:
		w.list(b.Items, b.Ordered, w.attributes(b))
	case letter.Enclosures:
		w.list(b.Items, false, ` class="enclosures"`+w.attributes(b))
	case letter.TableBlock:
		w.table(b)
	case letter.SignBlock:
		w.signature(b)
	case letter.PageBreak:
		w.put(`<div class="page-break"></div>`, "\n")
	case letter.ThematicGap:
		w.put("<hr>\n")
	default:
		if len(b.Runs) > 0 {
			w.textElement("p", paragraphClass[b.Kind], b)
		}
	}
}

func (w *htmlWriter) textElement(tag, class string, b *letter.Block) {
	w.put("<", tag)
	if class != "" {
		w.put(` class="`, class, `"`)
	}
	w.put(w.attributes(b), ">")
	w.runs(b.Runs)
	w.put("</", tag, ">\n")
}

// attributes are where the block comes from and its language.
func (w *htmlWriter) attributes(b *letter.Block) string {
	var a strings.Builder
	if b.Language != "" {
		fmt.Fprintf(&a, ` lang="%s"`, html.EscapeString(b.Language))
	}
	if b.Source == nil {
		return a.String()
	}
	s := b.Source
	id := "clause-" + s.Clause
	if s.Item != "" {
		id += "-" + string(s.Item)
	}
	if w.seen == nil {
		w.seen = map[string]bool{}
	}
	if !w.seen[id] {
		w.seen[id] = true
		fmt.Fprintf(&a, ` id="%s"`, html.EscapeString(id))
	}
	fmt.Fprintf(&a, ` data-clause="%s" data-version="%d" data-position="%s"`, html.EscapeString(s.Clause), s.Version, html.EscapeString(s.Position))
	if s.Item != "" {
		fmt.Fprintf(&a, ` data-item="%s"`, html.EscapeString(string(s.Item)))
	}
	return a.String()
}

func (w *htmlWriter) runs(runs []letter.Run) {
	for i := range runs {
		w.run(&runs[i])
	}
}

func (w *htmlWriter) run(r *letter.Run) {
	var closing []string
	open := func(tag, attributes string) {
		w.put("<", tag, attributes, ">")
		closing = append(closing, "</"+tag+">")
	}
	switch w.changes[r] {
	case layout.Added:
		open("ins", "")
	case layout.Gone:
		open("del", "")
	}
	if r.Href != "" {
		if !safeHref(r.Href) {
			w.err = badHref()
			return
		}
		open("a", ` href="`+html.EscapeString(r.Href)+`"`)
	}
	if len(r.Terms) > 0 {
		names := make([]string, len(r.Terms))
		for i, t := range r.Terms {
			names[i] = string(t)
		}
		open("span", ` data-term="`+html.EscapeString(strings.Join(names, " "))+`"`)
	}
	if r.Bold {
		open("strong", "")
	}
	if r.Italic {
		open("em", "")
	}
	w.esc(r.Text)
	for i := len(closing) - 1; i >= 0; i-- {
		w.put(closing[i])
	}
}

// safeHref allows links out of the letter to a page or a mailbox and nothing that acts.
func safeHref(href string) bool {
	return strings.HasPrefix(href, "https://") || strings.HasPrefix(href, "mailto:")
}

func badHref() error {
	return fault.New(fault.Invalid, fault.CodeBadText, "a link in a letter must begin with https:// or mailto:")
}

func (w *htmlWriter) list(items []letter.Item, ordered bool, attributes string) {
	tag := "ul"
	if ordered {
		tag = "ol"
	}
	w.put("<", tag, attributes, ">\n")
	for _, it := range items {
		w.put("<li>")
		w.runs(it.Runs)
		if len(it.Items) > 0 {
			w.put("\n")
			w.list(it.Items, ordered, "")
		}
		w.put("</li>\n")
	}
	w.put("</", tag, ">\n")
}
