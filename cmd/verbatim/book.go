package main

import (
	"path/filepath"
	"slices"
	"strings"

	"verbatim/internal/desk"
)

// exportClauses writes the wording of every clause as one paper, for counsel.
type exportClauses struct {
	wording
	Output string `short:"o" required:"" placeholder:"FILE.pdf" help:"Where it goes; .pdf, .docx, .html or .txt says in which form."`
}

// Run draws the clauses of the folders.
func (e exportClauses) Run(p process) error {
	form, ok := formOf(e.Output)
	if !ok {
		return usage("%s: the name of the file ends in .pdf, .docx, .html or .txt", e.Output)
	}
	d, err := newDesk(p, e.wording)
	if err != nil {
		return err
	}
	out, err := d.ClauseBook(form)
	if err != nil {
		return err
	}
	return p.write(e.Output, out)
}

// formOf is the form that a file's name asks for.
func formOf(name string) (form string, ok bool) {
	form = strings.TrimPrefix(filepath.Ext(name), ".")
	if form == "txt" {
		form = desk.FormText
	}
	return form, slices.Contains([]string{desk.FormPDF, desk.FormDOCX, desk.FormHTML, desk.FormText}, form)
}
