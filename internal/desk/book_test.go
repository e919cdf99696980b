package desk_test

import (
	"fmt"
	"strings"
	"testing"

	"verbatim/internal/cal"
	"verbatim/internal/clause"
	"verbatim/internal/desk"
	"verbatim/internal/letter"
	"verbatim/internal/library/book"
	"verbatim/internal/render/pdfrule"
)

// TestClauseBookHoldsEveryWording draws the built-in library for counsel and reads it back: every fixed word of every
// position, every slot, every digest, with a bookmark for each family (pdfrule wants one for every heading).
func TestClauseBookHoldsEveryWording(t *testing.T) {
	o := newOffice(t)
	pdf, err := o.ClauseBook(desk.FormPDF)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range pdfrule.Check(pdf) {
		t.Error(f)
	}
	read, err := pdfrule.Reading(pdf)
	if err != nil {
		t.Fatal(err)
	}
	read = spaced(read)
	clauses := listed(t, o.Library.Current().Clauses)
	for _, v := range clauses {
		if !strings.Contains(read, string(v.Digest)) || !strings.Contains(read, "("+v.Ref()+")") {
			t.Errorf("%s is not in the paper, or its digest is not", v.Ref())
		}
		for _, p := range v.Positions {
			for _, a := range atoms(p.Wording) {
				want := spaced(a.Text)
				if a.Kind == clause.Filled {
					want = "[" + a.Name + "]"
				}
				if !strings.Contains(read, want) {
					t.Errorf("%s %s: %q is not in the paper", v.Ref(), p.Name, want)
				}
			}
		}
		for _, b := range v.Basis {
			if !strings.Contains(read, spaced(b.Citation)) || !strings.Contains(read, b.URL) {
				t.Errorf("%s: the basis %q is not in the paper", v.Ref(), b.Citation)
			}
		}
	}
	headed := map[string]bool{}
	for _, b := range book.Document(clauses, cal.DateOf(o.clock)).Blocks {
		if b.Kind == letter.Heading && b.Level == 2 {
			headed[letter.RunsText(b.Runs)] = true
		}
	}
	for _, v := range clauses {
		if words := strings.ReplaceAll(v.Family, "_", " "); !headed[strings.ToUpper(words[:1])+words[1:]] {
			t.Errorf("the family %s has no heading", v.Family)
		}
	}
}

// atoms are all pieces of a wording that show: words and slots.
func atoms(w clause.Wording) (out []clause.Atom) {
	add := func(list []clause.Atom) {
		for _, a := range list {
			if a.Kind == clause.Words || a.Kind == clause.Filled {
				out = append(out, a)
			}
		}
	}
	var entries func([]clause.Entry)
	entries = func(list []clause.Entry) {
		for _, e := range list {
			add(e.Atoms)
			entries(e.Items)
		}
	}
	for _, b := range w.Blocks {
		add(b.Atoms)
		entries(b.Items)
		if b.Table == nil {
			continue
		}
		for _, row := range append([][][]clause.Atom{b.Table.Head}, b.Table.Rows...) {
			for _, cell := range row {
				add(cell)
			}
		}
	}
	return out
}

// spaced makes one space of every run of white space, and takes away what a line's end adds.
func spaced(s string) string { return strings.Join(strings.Fields(s), " ") }

// TestClauseBookForms: the same paper as a page, as text and for a word processor, equal for equal libraries, and never cut
// to a letter's length.
func TestClauseBookForms(t *testing.T) {
	o := newOffice(t)
	for form, begin := range map[string]string{"": "%PDF-1.7", desk.FormPDF: "%PDF-1.7", desk.FormHTML: "<!DOCTYPE html>", desk.FormDOCX: "PK", desk.FormText: ""} {
		first, err := o.ClauseBook(form)
		if err != nil {
			t.Fatalf("%s: %v", form, err)
		}
		again, err := o.ClauseBook(form)
		if err != nil || string(first) != string(again) {
			t.Errorf("%s: the same library gives other bytes (%v)", form, err)
		}
		if !strings.HasPrefix(strings.ToLower(string(first[:20])), strings.ToLower(begin)) {
			t.Errorf("%s begins with %q", form, first[:20])
		}
	}
	clauses := listed(t, o.Library.Current().Clauses)
	doc := book.Document(clauses, cal.DateOf(o.clock))
	_, pages, err := o.Renderer.PDF(desk.Job{Document: doc, MaxPages: book.MaxPages(len(clauses))})
	if err != nil || pages <= 20 || pages > book.MaxPages(len(clauses)) {
		t.Errorf("%d pages of at most %d: %v", pages, book.MaxPages(len(clauses)), err)
	}
	if _, _, err := o.Renderer.PDF(desk.Job{Document: doc}); err == nil || !strings.Contains(fmt.Sprint(err), "20 pages") {
		t.Errorf("a letter of that length is not refused: %v", err)
	}
}

// listed lists what a library has.
func listed[V any](tb testing.TB, list func() ([]V, error)) []V {
	tb.Helper()
	out, err := list()
	if err != nil {
		tb.Fatal(err)
	}
	return out
}
