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
	ID     string
	Number int
	Digest digest.Digest

	Title         string
	Kinds         []string // kinds of letter that it serves
	Jurisdictions place.Set
	Language      string
	InForce       clause.Span
	Frame         clause.Fragment
	Letter        Paperwork
	Companions    []Companion
	Words         Labels

	Owner   string
	Changes string
	Dir     string
}

// Ref names the version as id@number.
func (t *Template) Ref() string { return ref(t.ID, t.Number) }

// Pin names the version by content.
func (t *Template) Pin() digest.Pin {
	return digest.Pin{Kind: "template", ID: t.ID, Version: t.Number, Digest: t.Digest}
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
	ID       string `yaml:"id" lib:"required"`
	Required bool   `yaml:"required"`
	Repeats  bool   `yaml:"repeats"` // only repeats what other groups print, such as a summary; carries no term itself
}

// Companion is a paper that is written beside the letter, once for each document that its condition picks.
type Companion struct {
	ID    string
	Where *expr.Program
	Paperwork
}

// Labels are the fixed words of the page in the template's language.
type Labels struct {
	Page       string         `yaml:"page" lib:"required"` // "Page %d of %d"
	Running    source.Text    `yaml:"running" lib:"required"`
	Signature  string         `yaml:"signature" lib:"required"`
	Date       string         `yaml:"date" lib:"required"`
	Enclosures string         `yaml:"enclosures" lib:"required"`
	Test       string         `yaml:"test" lib:"required"`
	Simulated  string         `yaml:"simulated" lib:"required"`
	RunningRow clause.Wording `yaml:"-"`
}

// letterFile is letter.yaml.
type letterFile struct {
	Title         string                         `yaml:"title" lib:"required"`
	Kinds         []string                       `yaml:"kinds" lib:"required"`
	Jurisdictions place.Set                      `yaml:"jurisdictions" lib:"required"`
	Language      string                         `yaml:"language" lib:"required"`
	InForce       clause.Span                    `yaml:"in_force" lib:"required"`
	Slots         map[string]clause.DeclaredSlot `yaml:"slots"`
	Parts         map[string]clause.DeclaredPart `yaml:"parts"`
	Letter        paperFile                      `yaml:"letter" lib:"required"`
	Companions    []companionFile                `yaml:"companions"`
	Words         Labels                         `yaml:"words" lib:"required"`
	Owner         string                         `yaml:"owner" lib:"required"`
	Changelog     string                         `yaml:"changelog"`
}

type paperFile struct {
	Subject    source.Text   `yaml:"subject" lib:"required"`
	Salutation source.Text   `yaml:"salutation"`
	Sections   []sectionFile `yaml:"sections" lib:"required"`
	Closing    source.Text   `yaml:"closing"`
	Acceptance source.Text   `yaml:"acceptance"`
	Employer   source.Text   `yaml:"employer_signs"`
	Candidate  source.Text   `yaml:"candidate_signs"`
	Enclosures bool          `yaml:"enclosures"`
}

type sectionFile struct {
	Heading string  `yaml:"heading"`
	Groups  []Group `yaml:"groups" lib:"required"`
}

type companionFile struct {
	ID    string      `yaml:"id" lib:"required"`
	Where source.Text `yaml:"where" lib:"required"`
	Paper paperFile   `yaml:"paper" lib:"required"`
}

// ParseTemplate reads one letter template version from the files of its folder.
func ParseTemplate(dir clause.Dir, files clause.Files) (*Template, []source.Finding) {
	file := path.Join(dir.Path, "letter.yaml")
	t := &Template{ID: dir.ID, Number: dir.Number, Dir: dir.Path}
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
	findings = append(findings, frame.Findings()...)
	if d, err := source.Digest(raw, []string{"owner", "changelog"}, nil); err == nil {
		t.Digest = d
	}
	return t, findings
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
func (t *Template) serves(kind string) bool { return slices.Contains(t.Kinds, kind) }
