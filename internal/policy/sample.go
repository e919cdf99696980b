package policy

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"verbatim/internal/cal"
	"verbatim/internal/clause/source"
	"verbatim/internal/entity"
	"verbatim/internal/handoff"
	"verbatim/internal/terms"
)

// Sample is a record fragment with the outcomes that a pack's rules must come to on it: the pack's tests.
type Sample struct {
	Name     string            `yaml:"name" lib:"required"` // what is tested, in a few words
	At       source.Mark       //
	AsOf     cal.Date          `yaml:"as_of" lib:"required"`  // the day on which the rules are read
	Letter   cal.Date          `yaml:"letter"`                // the date of the letter; as_of when left out
	Issue    cal.Date          `yaml:"issue"`                 // the day of issue, where that is judged
	Holidays []cal.Date        `yaml:"holidays"`              // holidays of the entity's calendar
	Record   source.Value      `yaml:"record"`                // a merge patch on a plain record of a full-time hire
	Stated   []sampleStated    `yaml:"stated"`                // what clauses say by themselves
	Changes  []sampleChange    `yaml:"changes"`               // rows of the comparison of said and written
	Bands    source.Value      `yaml:"bands"`                 // a list of bands of pay, as the API takes them
	Expect   map[string]string `yaml:"expect" lib:"required"` // by code, what the rule comes to: an outcome, and for fired its severity and who decides
	File     string            `yaml:"-"`
	record   handoff.Record
	stated   []terms.WrittenLeaf
	bands    []BandVersion
}

// sampleStated is a value that a clause says by itself.
type sampleStated struct {
	Term  string       `yaml:"term" lib:"required"`  // a pointer
	Value source.Value `yaml:"value" lib:"required"` // as the record would write it
}

// sampleChange is one row of the comparison.
type sampleChange struct {
	Term     string `yaml:"term" lib:"required"`  // a pointer
	Label    string `yaml:"label" lib:"required"` // what the term is called
	Class    string `yaml:"class" lib:"required"` // removed, changed, added, unwritten or equal_by_rounding
	Material bool   `yaml:"material"`             // whether the term is material
	Origin   string `yaml:"origin"`               // said, amended or clause
	From     string `yaml:"from"`                 // what was said, in words
	To       string `yaml:"to"`                   // what is written, in words
}

// plainRecord is what a sample changes: a full-time hire of whom hardly anything was said.
const plainRecord = `{"schema":"handoff/v1","letter":{"kind":"standard","languages":["en-US"]},
"agreed":{"by":"recruiter@example.com","at":"2026-11-18T15:30:00-08:00","channel":"phone"},
"candidate":{"name":{"full":"Sam Sample"}},"employer":{"entity":"sample"},
"terms":{"role":{"title":"Engineer"},"place":{"jurisdiction":"US-NY"},"start":{"type":"date","date":"2027-01-11"}}}`

// samplesFile is a pack's samples.yaml.
type samplesFile struct {
	Samples []Sample `yaml:"samples" lib:"required"` // the tests
}

func parseSamples(name string, raw []byte) ([]Sample, []source.Finding) {
	var file samplesFile
	if findings := source.Decode(name, raw, &file); len(findings) > 0 {
		return nil, findings
	}
	var findings []source.Finding
	for i := range file.Samples {
		s := &file.Samples[i]
		s.File = name
		if err := s.read(); err != nil {
			findings = append(findings, s.finding("bad_sample", "%s", err))
		}
	}
	return file.Samples, findings
}

func (s *Sample) finding(code, format string, args ...any) source.Finding {
	return source.Place{File: s.File}.At(s.At.Text(), code, "sample "+s.Name+": "+format, args...)
}

// read makes the record of a sample. Fields that no record has are refused, so that a typing error tests nothing.
func (s *Sample) read() error {
	var plain any
	d := json.NewDecoder(bytes.NewReader([]byte(plainRecord)))
	d.UseNumber()
	if err := d.Decode(&plain); err != nil {
		return err
	}
	patch, err := s.Record.Plain()
	if err != nil {
		return err
	}
	if patch != nil {
		plain = source.MergePatch(plain, patch)
	}
	raw, err := json.Marshal(plain)
	if err != nil {
		return err
	}
	d = json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&s.record); err != nil {
		return fmt.Errorf("its record cannot be read: %w", err)
	}
	for _, v := range s.Stated {
		value, err := v.Value.JSON()
		if err != nil {
			return err
		}
		s.stated = append(s.stated, terms.WrittenLeaf{Term: terms.Pointer(v.Term), Value: value, Origin: terms.Clause})
	}
	return s.readBands()
}

// readBands reads the bands that the sample's employer keeps.
func (s *Sample) readBands() error {
	raw, err := s.Bands.JSON()
	if err != nil || len(raw) == 0 {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	var bands []Band
	if err := d.Decode(&bands); err != nil {
		return fmt.Errorf("its bands cannot be read: %w", err)
	}
	for _, b := range bands {
		if faults := b.Faults("/bands"); len(faults) > 0 {
			return fmt.Errorf("its bands: %s", faults[0].Message)
		}
		sum, err := b.Sum()
		if err != nil {
			return err
		}
		s.bands = append(s.bands, BandVersion{Band: b, Version: 1, Digest: sum})
	}
	return nil
}

// Input is the sample as Check takes it.
func (s Sample) Input(packs ...Pack) Input {
	in := Input{
		Record: s.record, Verbal: s.record.Sheet(), Written: terms.Written{Leaves: s.stated}, Entity: entity.Entity{ID: "sample"},
		Calendar: cal.Calendar{Holidays: map[cal.Date]string{}}, AsOf: s.AsOf, Letter: s.Letter, IssueDay: s.Issue, Packs: packs,
	}
	in.Banding = BandingOf(s.bands, len(s.bands) > 0, BandQueryOf(in.Record, in.Verbal, in.AsOf))
	for _, d := range s.Holidays {
		in.Calendar.Holidays[d] = "holiday"
	}
	for _, c := range s.Changes {
		in.Changes = append(in.Changes, terms.Change{
			Term: terms.Pointer(c.Term), Label: c.Label, Class: terms.Class(c.Class), Material: c.Material, Origin: terms.Origin(c.Origin),
			FromText: c.From, ToText: c.To,
		})
	}
	return in
}

// outcomes gives what each rule came to: the outcome, and for a deviation its severity and who decides, such as "fired
// review legal". The gravest counts for a rule that judges items.
func outcomes(r Result) map[string]string {
	out := map[string]string{}
	rank := map[Outcome]int{NotApplicable: 0, NotFired: 1, Unknown: 2, Fired: 3}
	best := map[string]int{}
	for _, t := range r.Trace {
		if _, seen := out[t.Code]; !seen || rank[t.Outcome] > best[t.Code] {
			out[t.Code], best[t.Code] = string(t.Outcome), rank[t.Outcome]
		}
	}
	said := map[string]bool{}
	for _, d := range r.Deviations { // blocks first
		if string(d.Outcome) != out[d.Code] || said[d.Code] {
			continue
		}
		said[d.Code] = true
		out[d.Code] += " " + string(d.Severity)
		if d.Decides != "" {
			out[d.Code] += " " + string(d.Decides)
		}
	}
	return out
}

// Lint runs a pack's samples and gives what they do not bear out: an outcome that is not the expected one, a rule that no
// sample makes fire, or none keeps from firing. A source last read more than a year before today is a Warning.
func Lint(p Pack, today cal.Date) []source.Finding {
	var out []source.Finding
	driven := map[string]map[bool]bool{}
	for _, s := range p.Samples() {
		got := outcomes(Check(s.Input(p)))
		for _, code := range slices.Sorted(maps.Keys(s.Expect)) {
			if got[code] != s.Expect[code] {
				out = append(out, s.finding("sample_outcome", "%s is %q, expected %q", code, got[code], s.Expect[code]))
			}
		}
		for code, o := range got {
			if driven[code] == nil {
				driven[code] = map[bool]bool{}
			}
			driven[code][len(o) > 5 && o[:5] == "fired"] = true
		}
	}
	at := source.Place{File: fmt.Sprintf("policies/%s/v%d/%s", p.ID, p.Version, policyName)}
	for _, r := range p.Rules {
		if !driven[r.Code][true] || !driven[r.Code][false] {
			out = append(out, at.At(source.Text{}, "not_driven", "the samples do not drive rule %s both ways", r.Code))
		}
		if checked, err := cal.ParseDate(r.Basis.Checked); err == nil && checked.AddMonths(12).Before(today) {
			old := at.At(source.Text{}, "old_source", "the source of rule %s was last read on %s", r.Code, checked)
			old.Severity = source.Warning
			out = append(out, old)
		}
	}
	return out
}
