package pdfrule

import (
	"fmt"

	"verbatim/internal/render/pdffile"
)

// Rule is one clause.
type Rule struct {
	Standard string // "PDF/A-3b" or "PDF/UA-1"
	Clause   string
	Text     string // what the clause asks
	check    func(f *file, report func(format string, args ...any))
}

// Finding is one breach.
type Finding struct {
	Rule Rule
	Text string
}

func (f Finding) String() string {
	return f.Rule.Standard + " " + f.Rule.Clause + ": " + f.Text
}

// Rules lists all rules in the order of their clauses.
func Rules() []Rule { return append(archiveRules(), accessRules()...) }

// Check applies every rule to a file's bytes. A file that pdffile cannot read is one finding.
func Check(data []byte) []Finding {
	doc, err := pdffile.Read(data)
	if err != nil {
		return []Finding{{Rule: Rule{Standard: "PDF/A-3b", Clause: "6.1.4"}, Text: err.Error()}}
	}
	return CheckDoc(data, doc)
}

// CheckDoc applies every rule to a file that was read.
func CheckDoc(data []byte, doc *pdffile.Doc) []Finding {
	f := newFile(data, doc)
	var out []Finding
	for _, r := range Rules() {
		r.check(f, func(format string, args ...any) {
			out = append(out, Finding{r, fmt.Sprintf(format, args...)})
		})
	}
	return out
}
