package letter

import (
	"path"
	"reflect"
	"slices"

	"verbatim/internal/cal"
	"verbatim/internal/clause"
	"verbatim/internal/clause/source"
	"verbatim/internal/digest"
	"verbatim/internal/expr"
	"verbatim/internal/place"
	"verbatim/internal/terms"
)

// Template is one published version of a letter template: which clause groups a letter has, in which order, and the
// frame around them. It never changes.
type Template struct {
	Head

	Title      string
	Frame      clause.Fragment
	Letter     Paperwork
	Companions []Companion
	Words      Labels

	Owner   string
	Changes string
	Dir     string
}

// Head is what is known of a letter template version before its frame is read: what it is called, and what it is
// chosen by.
type Head struct {
	ID            string        `json:"id"`
	Number        int           `json:"number"`
	Digest        digest.Digest `json:"-"`
	Kinds         []string      `json:"kinds"` // kinds of letter that it serves
	Jurisdictions place.Set     `json:"jurisdictions"`
	Language      string        `json:"language"`
	InForce       clause.Span   `json:"in_force"`
}

// Top is the head itself: templates and what stands for one have it alike.
func (h *Head) Top() *Head { return h }

// Ref names the version as id@number.
func (h *Head) Ref() string { return ref(h.ID, h.Number) }

// Pin names the version by content.
func (h *Head) Pin() digest.Pin {
	return digest.Pin{Kind: "template", ID: h.ID, Version: h.Number, Digest: h.Digest}
}

// Paperwork is one kind of paper: the letter, or a companion.
type Paperwork struct {
	Subject    clause.Wording
	Salutation clause.Wording
	Sections   []Section
	Closing    clause.Wording
	Acceptance clause.Wording // what the candidate declares by signing; empty for none
	Employer   clause.Wording // heading of the employer's place to sign; empty for none
	Candidate  clause.Wording // heading of the candidate's place to sign; empty for none
	Enclosures bool           // lists enclosed and generated documents at the end
}

// Section is a run of groups below one heading.
type Section struct {
	Heading string // empty for none; left out when nothing below it is printed
	Groups  []Group
}

// Group is a place where clauses compete. A required one must have a winner.
type Group struct {
	ID       string `yaml:"id" lib:"required"` // the group of clauses that compete for the place
	Required bool   `yaml:"required"`          // whether there is no letter without it
	Repeats  bool   `yaml:"repeats"`           // only repeats what other groups print, such as a summary; carries no term itself
}

// Companion is a paper that is written beside the letter, once for each document that its condition picks.
type Companion struct {
	ID    string
	Where *expr.Program
	Paperwork
}

// Labels are the fixed words of the page in the template's language.
type Labels struct {
	Page       string         `yaml:"page" lib:"required"`       // the number of a page: "Page %d of %d"
	Running    source.Text    `yaml:"running" lib:"required"`    // the line at the head of the pages after the first, with slots
	Signature  string         `yaml:"signature" lib:"required"`  // what stands below the line to sign
	Date       string         `yaml:"date" lib:"required"`       // what stands below the line for the date
	Enclosures string         `yaml:"enclosures" lib:"required"` // the heading of the list of enclosures
	Test       string         `yaml:"test" lib:"required"`       // the mark on every page of a letter that was made with a test key
	Simulated  string         `yaml:"simulated" lib:"required"`  // the mark on every page of a letter of a simulated installation
	RunningRow clause.Wording `yaml:"-"`
}

// letterFile is letter.yaml.
type letterFile struct {
	Title         string                         `yaml:"title" lib:"required"`         // what the template is called
	Kinds         []string                       `yaml:"kinds" lib:"required"`         // the kinds of letter that it serves
	Jurisdictions place.Set                      `yaml:"jurisdictions" lib:"required"` // the places of work that it is for
	Language      string                         `yaml:"language" lib:"required"`      // a BCP 47 tag
	InForce       clause.Span                    `yaml:"in_force" lib:"required"`      // the days on which it may be taken for a new letter
	Slots         map[string]clause.DeclaredSlot `yaml:"slots"`                        // the named places in the lines of the frame
	Parts         map[string]clause.DeclaredPart `yaml:"parts"`                        // the optional pieces of those lines
	Letter        paperFile                      `yaml:"letter" lib:"required"`        // the letter itself
	Companions    []companionFile                `yaml:"companions"`                   // papers beside the letter, each written for every document that its condition picks
	Words         Labels                         `yaml:"words" lib:"required"`         // the fixed words of its pages
	Owner         string                         `yaml:"owner" lib:"required"`         // who answers for it
	Changelog     string                         `yaml:"changelog"`                    // what is new in this version
}

// paperFile is one kind of paper: the letter, or a companion.
type paperFile struct {
	Subject    source.Text   `yaml:"subject" lib:"required"`  // the line above everything, with slots
	Salutation source.Text   `yaml:"salutation"`              // the line before the text; left out for none
	Sections   []sectionFile `yaml:"sections" lib:"required"` // what the paper holds, in order
	Closing    source.Text   `yaml:"closing"`                 // the line after the text
	Acceptance source.Text   `yaml:"acceptance"`              // what the candidate declares by signing; left out for none
	Employer   source.Text   `yaml:"employer_signs"`          // the heading of the employer's place to sign; left out for none
	Candidate  source.Text   `yaml:"candidate_signs"`         // the heading of the candidate's place to sign; left out for none
	Enclosures bool          `yaml:"enclosures"`              // whether enclosed and generated documents are listed at the end
}

// sectionFile is a run of groups below one heading.
type sectionFile struct {
	Heading string  `yaml:"heading"`               // left out for none; not printed when nothing below it is
	Groups  []Group `yaml:"groups" lib:"required"` // the groups of clauses, in order
}

// companionFile is a paper that is written beside the letter.
type companionFile struct {
	ID    string      `yaml:"id" lib:"required"`    // the name of this kind of paper
	Where source.Text `yaml:"where" lib:"required"` // a condition on item, a document with delivery generated
	Paper paperFile   `yaml:"paper" lib:"required"` // what it holds
}

// ParseTemplate reads one letter template version from the files of its folder, and finds its digest.
func ParseTemplate(dir clause.Dir, files clause.Files) (*Template, []source.Finding) {
	t, findings := CompileTemplate(dir, files, "")
	if raw, ok := files["letter.yaml"]; ok {
		if d, err := source.Digest(raw, []string{"owner", "changelog"}, nil); err == nil {
			t.Digest = d
		}
	}
	return t, findings
}

// CompileTemplate is ParseTemplate for a version whose digest is known.
func CompileTemplate(dir clause.Dir, files clause.Files, known digest.Digest) (*Template, []source.Finding) {
	file := path.Join(dir.Path, "letter.yaml")
	t := &Template{Head: Head{ID: dir.ID, Number: dir.Number, Digest: known}, Dir: dir.Path}
	raw, ok := files["letter.yaml"]
	if !ok {
		return t, []source.Finding{{File: file, Code: "missing_file", Severity: source.Error, Message: "the folder of a letter template holds letter.yaml"}}
	}
	var f letterFile
	findings := source.Decode(file, raw, &f)
	t.Title, t.Kinds, t.Jurisdictions, t.Language, t.InForce = f.Title, f.Kinds, f.Jurisdictions, f.Language, f.InForce
	t.Owner, t.Changes, t.Words = f.Owner, f.Changelog, f.Words
	frame := clause.NewFrame(file, f.Slots, f.Parts)
	t.Frame = frame.Fragment
	t.Letter = paperwork(frame, f.Letter)
	for _, c := range f.Companions {
		t.Companions = append(t.Companions, Companion{
			ID: c.ID, Where: frame.Condition(c.Where, reflect.TypeFor[terms.Document]()), Paperwork: paperwork(frame, c.Paper),
		})
	}
	t.Words.RunningRow = frame.Line(f.Words.Running)
	return t, append(findings, frame.Findings()...)
}

func paperwork(frame *clause.Frame, f paperFile) Paperwork {
	p := Paperwork{
		Subject: frame.Line(f.Subject), Salutation: frame.Line(f.Salutation), Closing: frame.Line(f.Closing), Acceptance: frame.Line(f.Acceptance),
		Employer: frame.Line(f.Employer), Candidate: frame.Line(f.Candidate), Enclosures: f.Enclosures,
	}
	for _, s := range f.Sections {
		p.Sections = append(p.Sections, Section(s))
	}
	return p
}

// Groups lists every group of a template, those of companions after those of the letter.
func (t *Template) Groups() []Group {
	var out []Group
	papers := []Paperwork{t.Letter}
	for _, c := range t.Companions {
		papers = append(papers, c.Paperwork)
	}
	for _, p := range papers {
		for _, s := range p.Sections {
			out = append(out, s.Groups...)
		}
	}
	return out
}

// Fits says whether a template may serve work in a place, in a language, on a day, whatever the kind of letter.
func (t *Template) Fits(work place.Code, language string, on cal.Date) bool {
	return closeness(t.Jurisdictions, t.Language, Wanted{Place: work, Language: language, On: on}) > 0
}

// serves says whether a template is for a kind of letter.
func (h *Head) serves(kind string) bool { return slices.Contains(h.Kinds, kind) }
