package lint

import (
	"io/fs"

	"verbatim/internal/cal"
	"verbatim/internal/clause/source"
	"verbatim/internal/library"
)

// Options are what lint cannot know by itself.
type Options struct {
	AsOf  cal.Date        // today: judges citations; zero judges none
	Draws func(rune) bool // whether the bundled fonts hold a character; nil holds all

	Base *library.Snapshot // what is compiled already, where there is something; nil compiles everything
}

// Run judges a library of files. It fails only when files cannot be read or folders have no form; everything else is a
// finding, in the order of files and lines.
func Run(files fs.FS, o Options) ([]source.Finding, error) {
	items, err := library.Items(files)
	if err != nil {
		return nil, err
	}
	return Judge(items, o), nil
}

// Judge is Run for items, such as two folders merged or what a server keeps.
func Judge(items []library.Item, o Options) []source.Finding {
	lib, findings := library.BuildOn(o.Base, items)
	if o.Draws == nil {
		o.Draws = func(rune) bool { return true }
	}
	j := &judge{Options: o, findings: findings}
	if err := j.open(lib); err != nil {
		return append(findings, source.Finding{Code: "not_compiled", Severity: source.Error, Message: err.Error()})
	}
	broken := map[string]bool{}
	for _, f := range findings {
		if f.Severity == source.Error {
			broken[dirOf(f.File)] = true
		}
	}
	for _, v := range j.clauses {
		if !broken[v.Dir] {
			j.clause(v)
		}
	}
	for _, t := range j.templates {
		if !broken[t.Dir] {
			j.template(t)
		}
	}
	j.references()
	if len(broken) == 0 {
		j.contests()
	}
	source.Sort(j.findings)
	return j.findings
}

// open lists the versions that are judged.
func (j *judge) open(lib *library.Snapshot) (err error) {
	if j.clauses, err = lib.Clauses(); err != nil {
		return err
	}
	j.templates, err = lib.Templates()
	return err
}
