package clause

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"verbatim/internal/cal"
	"verbatim/internal/clause/source"
	"verbatim/internal/fault"
	"verbatim/internal/terms"
)

// sampleRecord is what a sample's record is patched onto: only what wordings can read.
type sampleRecord struct {
	Candidate Candidate      `json:"candidate"`
	Employer  terms.Employer `json:"employer"`
	Entity    Entity         `json:"entity"`
	Letter    Letter         `json:"letter"`
	AsOf      cal.Date       `json:"as_of"`
	Zone      string         `json:"zone"`
	Parties   []Party        `json:"parties"`
	Paper     *terms.ID      `json:"paper,omitempty"` // the id of the companion that is being written
	Terms     terms.Terms    `json:"terms"`
}

// sampleUS and sampleGB are the smallest records that a letter can be made of; samples patch them.
const sampleUS = `{
  "candidate": {"name": {"given": "Ana", "family": "Ruiz", "full": "Ana Ruiz"}},
  "employer": {"entity": "acme-us"},
  "entity": {"id": "acme-us", "name": "Acme Robotics, Inc.", "short_name": "Acme", "place": "US-CA", "signatories": [{"id": "people", "name": "Robin Lee", "title": "Head of People"}]},
  "letter": {"kind": "standard", "date": "2026-11-24", "number": 1, "language": "en-US"},
  "as_of": "2026-11-24", "zone": "America/Los_Angeles",
  "terms": {"role": {"title": "Software Engineer"}, "place": {"jurisdiction": "US-CA"}, "start": {"type": "date", "date": "2027-01-11"}}
}`

const sampleGB = `{
  "candidate": {"name": {"given": "Priya", "family": "Shah", "full": "Priya Shah"}},
  "employer": {"entity": "acme-uk"},
  "entity": {"id": "acme-uk", "name": "Acme Care Limited", "short_name": "Acme Care", "place": "GB-ENG", "signatories": [{"id": "people", "name": "Tom Hughes", "title": "HR Manager"}]},
  "letter": {"kind": "standard", "date": "2026-11-24", "number": 1, "language": "en-GB"},
  "as_of": "2026-11-24", "zone": "Europe/London",
  "terms": {"role": {"title": "Care Worker"}, "place": {"jurisdiction": "GB-ENG"}, "start": {"type": "date", "date": "2027-01-11"}}
}`

// Facts gives what a sample's record says. The work place is the sample's, else the record's.
func (s Sample) Facts(v *Version) (Facts, error) {
	raw := sampleUS
	if strings.HasPrefix(v.Language, "en-GB") || s.Place.Country() == "GB" {
		raw = sampleGB
	}
	var base any
	if err := json.Unmarshal([]byte(raw), &base); err != nil {
		return Facts{}, err
	}
	patch := s.Record
	if patch == nil {
		patch = map[string]any{}
	}
	merged := source.MergePatch(base, patch)
	if s.Place != "" {
		merged = source.MergePatch(merged, map[string]any{"terms": map[string]any{"place": map[string]any{"jurisdiction": string(s.Place)}}})
	}
	b, err := json.Marshal(merged)
	if err != nil {
		return Facts{}, err
	}
	var r sampleRecord
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&r); err != nil {
		return Facts{}, fmt.Errorf("the sample's record cannot be read: %w", err)
	}
	return r.facts(), nil
}

func (r sampleRecord) facts() Facts {
	f := Facts{
		Terms: r.Terms, Candidate: r.Candidate, Employer: r.Employer, Entity: r.Entity, Letter: r.Letter, AsOf: r.AsOf, Zone: r.Zone, Parties: r.Parties,
		Place: Places{Work: r.Terms.Place.Jurisdiction, Residence: r.Candidate.Residence, Law: r.Terms.Place.Jurisdiction},
	}
	for i, d := range r.Terms.Documents {
		if r.Paper != nil && d.ID == *r.Paper {
			f.Paper = &r.Terms.Documents[i]
		}
	}
	return f
}

// Coverage is what the samples of a version drove: by name, how often a condition was true or a value there, and how
// often not.
type Coverage struct{ Yes, No map[string]int }

func newCoverage() *Coverage { return &Coverage{map[string]int{}, map[string]int{}} }

func (c *Coverage) see(kind, name string, yes bool) {
	if c == nil {
		return
	}
	if yes {
		c.Yes[kind+" "+name]++
	} else {
		c.No[kind+" "+name]++
	}
}

// Run lays a sample out and says how it differs from what it expects.
func (s Sample) Run(v *Version, c *Coverage) (laid []Laid, findings []source.Finding) {
	file := source.Place{File: v.Dir + "/samples.yaml"}
	fail := func(code, format string, args ...any) {
		findings = append(findings, file.At(s.At, code, "sample %q: "+format, append([]any{s.Name}, args...)...))
	}
	f, err := s.Facts(v)
	if err != nil {
		fail("bad_sample", "%s", err)
		return nil, findings
	}
	laid, faults, err := s.lay(v, f, c)
	if err != nil {
		fail("bad_sample", "%s", err)
		return nil, findings
	}
	for _, x := range faults {
		fail(string(x.Code), "%s", x.Message)
	}
	for _, l := range laid {
		for _, b := range l.Blocks {
			for _, claim := range b.Claims {
				if !claim.FoundIn(b.plain()) {
					fail(string(fault.CodeLetterLostTerm), "%s is not found in what is printed for it", claim.Term)
				}
			}
		}
	}
	if printed := len(laid) > 0; printed != s.Printed {
		fail("sample_printed", "printed is %t, expected %t", printed, s.Printed)
	}
	if got := PlainText(laid); s.Printed && s.Text != "" && squeeze(got) != squeeze(s.Text) {
		fail("sample_text", "the text differs.\n got: %s\nwant: %s", got, s.Text)
	}
	return laid, findings
}

// lay gives what the clause prints of the facts: nothing where it has nothing to say.
func (s Sample) lay(v *Version, f Facts, c *Coverage) (out []Laid, faults []fault.Fault, err error) {
	l, err := NewLayout(f, f.Letter.Language)
	if err != nil {
		return nil, nil, err
	}
	l.watch = c
	if v.Jurisdictions.Match(f.Place.Work, f.AsOf) == 0 {
		return nil, nil, nil
	}
	applies, err := l.Applies(v)
	if err != nil || !applies {
		return nil, nil, err
	}
	items, err := l.Items(v)
	if err != nil {
		return nil, nil, err
	}
	for _, item := range items {
		laid, more, err := l.Lay(v, s.Position, item)
		if err != nil {
			return nil, nil, err
		}
		faults = append(faults, more...)
		if len(laid.Blocks) > 0 {
			out = append(out, laid)
		}
	}
	return out, faults, nil
}

// squeeze makes line breaks and repeated spaces alike, so that an author may wrap expected text.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// RunSamples runs every sample of a version and says what they drove.
func RunSamples(v *Version) (Coverage, []source.Finding) {
	c := newCoverage()
	var findings []source.Finding
	for _, s := range v.Samples() {
		if _, ok := v.Position(s.Position); !ok {
			findings = append(findings, source.Place{File: v.Dir + "/samples.yaml"}.At(s.At, "bad_sample", "sample %q: there is no position %q", s.Name, s.Position))
			continue
		}
		_, more := s.Run(v, c)
		findings = append(findings, more...)
	}
	return *c, findings
}
