package clause

import (
	"cmp"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"verbatim/internal/clause/source"
	"verbatim/internal/digest"
	"verbatim/internal/expr"
	"verbatim/internal/locale"
)

// Files are the files of one version by their name within its folder.
type Files map[string][]byte

// Dir names the folder of a version: clauses/<family>/<id>/v<n>.
type Dir struct {
	Path   string // for findings
	Family string
	ID     string
	Number int
}

var positionFiles = regexp.MustCompile(`^(standard|fallback-[1-9][0-9]?)\.md$`)

// Parse reads and compiles one clause version with its samples, and finds its digest. It returns what it could read even
// with findings; a version with an error among them must not be used.
func Parse(dir Dir, files Files) (*Version, []source.Finding) {
	v, findings := Compile(dir, files, "")
	raw, ok := files["clause.yaml"]
	if !ok || unreadable(findings) {
		return v, findings
	}
	v.Digest = digestOf(raw, files)
	_, found := v.samples()
	return v, append(findings, found...)
}

func unreadable(findings []source.Finding) bool {
	return slices.ContainsFunc(findings, func(x source.Finding) bool { return x.Code == "yaml" })
}

// Compile is Parse for a version whose files are known to be in order under a digest: its samples are read when somebody
// asks for them.
func Compile(dir Dir, files Files, known digest.Digest) (*Version, []source.Finding) {
	c := &compiler{Place: source.Place{File: path.Join(dir.Path, "clause.yaml")}}
	v := &Version{Head: Head{Family: dir.Family, ID: ID(dir.ID), Number: dir.Number, Digest: known}, Dir: dir.Path}
	v.samples = sync.OnceValues(func() ([]Sample, []source.Finding) { return samplesOf(dir, files) })
	raw, ok := files["clause.yaml"]
	if !ok {
		c.add(source.Text{}, "missing_file", "", "the folder of a clause version holds clause.yaml")
		return v, c.findings
	}
	var f clauseFile
	c.findings = source.Decode(c.File, raw, &f)
	if unreadable(c.findings) {
		return v, c.findings
	}
	v.fill(f)
	c.language(f.Language)
	s := outside()
	if v.When = c.program(f.When, expr.Bool, s); v.When != nil {
		s.given = append(s.given, v.When)
	}
	v.Each, s = c.each(f.Each, f.Where, s)
	v.Fragment = c.fragment(f.Slots, f.Parts, s)
	v.States = c.states(f.States, s)
	c.positions(v, f, files, s)
	return v, c.findings
}

func (v *Version) fill(f clauseFile) {
	v.Title, v.Jurisdictions, v.Language, v.InForce, v.Group = f.Title, f.Jurisdictions, f.Language.Value, f.InForce, f.Group.Value
	v.Condition, v.Over = f.When.Value, f.Each.Value
	v.Owner, v.Basis, v.Changes, v.Literals = f.Owner, f.Basis, f.Changelog, f.Literals
	for _, r := range f.Requires {
		v.Requires = append(v.Requires, ID(r))
	}
	for _, x := range f.Excludes {
		v.Excludes = append(v.Excludes, ID(x))
	}
}

func (c *compiler) language(t source.Text) {
	if t.Empty() {
		return
	}
	if _, err := locale.For(t.Value); err != nil {
		c.add(t, "bad_value", "", "%s", err)
	} else if _, ok := phrasesOf(t.Value); !ok {
		c.add(t, "bad_value", "", "there are no phrases for dates and sizes in %s yet", t.Value)
	}
}

// positions reads the wordings, the standard one first.
func (c *compiler) positions(v *Version, f clauseFile, files Files, s spot) {
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if name == "clause.yaml" || name == "samples.yaml" {
			continue
		}
		file := path.Join(v.Dir, name)
		m := positionFiles.FindStringSubmatch(name)
		if m == nil {
			c.findings = append(c.findings, source.Finding{File: file, Code: "unknown_file", Severity: source.Error, Message: "a clause version holds clause.yaml, standard.md, fallback-1.md and so on, samples.yaml"})
			continue
		}
		p := Position{Name: m[1]}
		about, described := f.Positions[p.Name]
		if p.Name != Standard && !described {
			c.add(source.Text{Line: 1, Column: 1}, "missing_key", "", "positions must say in a summary what %s changes", p.Name)
		}
		p.Summary, p.States = about.Summary, c.states(about.States, s)
		w, findings := ParseWording(file, source.Normal(files[name]), source.Text{Line: 1, Column: 1})
		c.findings = append(c.findings, findings...)
		c.findings = append(c.findings, v.Unknown(w)...)
		p.Wording = w
		v.Positions = append(v.Positions, p)
	}
	slices.SortFunc(v.Positions, func(a, b Position) int { return cmp.Compare(rank(a.Name), rank(b.Name)) })
	if len(v.Positions) == 0 || v.Positions[0].Name != Standard {
		c.add(source.Text{}, "missing_file", "", "the standard wording is missing: standard.md")
	}
	for _, name := range slices.Sorted(maps.Keys(f.Positions)) {
		if _, ok := files[name+".md"]; !ok {
			c.add(source.Text{Line: 1, Column: 1}, "missing_file", "", "there is no %s.md", name)
		}
	}
}

// rank orders positions: standard is 0, fallback-2 is 2.
func rank(name string) int {
	n, _ := strconv.Atoi(strings.TrimPrefix(name, "fallback-"))
	return n
}

func samplesOf(dir Dir, files Files) (out []Sample, findings []source.Finding) {
	raw, ok := files["samples.yaml"]
	if !ok {
		at := source.Place{File: path.Join(dir.Path, "clause.yaml")}
		return nil, []source.Finding{at.At(source.Text{}, "missing_file", "the samples are missing: samples.yaml")}
	}
	var f samplesFile
	at := source.Place{File: path.Join(dir.Path, "samples.yaml")}
	findings = source.Decode(at.File, raw, &f)
	for _, s := range f.Samples {
		record, err := s.Record.Plain()
		if err != nil {
			findings = append(findings, at.At(s.At.Text(), "bad_value", "%s", err))
		}
		out = append(out, Sample{
			Name: s.Name, Position: cmp.Or(s.Position, Standard), Place: s.Place, Record: record, Printed: s.Printed, Text: strings.TrimSpace(s.Text), Flags: s.Flags, At: s.At.Text(),
		})
	}
	return out, findings
}

// digestOf names what a version says; it is empty where Decode has said why the file cannot be read.
func digestOf(raw []byte, files Files) digest.Digest {
	texts := map[string][]byte{}
	for name, b := range files {
		if positionFiles.MatchString(name) {
			texts[name] = b
		}
	}
	d, err := source.Digest(raw, notSaid, texts)
	if err != nil {
		return ""
	}
	return d
}
