package lint_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"verbatim/internal/cal"
	"verbatim/internal/library/lint"
)

// change is one edit of one file of the embedded library. An empty old adds a file or a line at its end.
type change struct{ file, old, text string }

// edited is the embedded library with changes.
func edited(t *testing.T, changes ...change) fs.FS {
	t.Helper()
	root := os.DirFS("../../../templates")
	out := fstest.MapFS{}
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(root, name)
		out[name] = &fstest.MapFile{Data: b}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range changes {
		before := ""
		if f := out[c.file]; f != nil {
			before = string(f.Data)
		}
		after := before + c.text
		if c.old != "" {
			after = strings.Replace(before, c.old, c.text, 1)
		}
		if after == before {
			t.Fatalf("%s holds no %q", c.file, c.old)
		}
		out[c.file] = &fstest.MapFile{Data: []byte(after)}
	}
	return out
}

const (
	signOn  = "clauses/one_time_payments/sign_on/v1/"
	opening = "clauses/role/opening/v1/"
	gb      = "letters/gb-offer/v1/letter.yaml"
)

// cases are one edit each, and what lint must say of it: file, line and column, words, code.
var cases = map[string]struct {
	change change
	want   string
}{
	"unknown slot":             {change{opening + "standard.md", "{{ title }}", "{{ titel }}"}, "clauses/role/opening/v1/standard.md:1:56: there is no slot titel; did you mean title? [unknown_slot]"},
	"unused slot":              {change{opening + "standard.md", "[[grade:, grade {{ grade }}]]", ""}, "no wording uses the slot grade; put {{ grade }} into the wording or leave it out [unused_slot]"},
	"unused part":              {change{opening + "clause.yaml", "owner:", "parts: { gone: { when: has(terms.hours) } }\nowner:"}, "no wording has the part gone; put [[gone: ...]] into the wording or leave it out [unused_part]"},
	"unguarded optional":       {change{opening + "standard.md", "[[grade:, grade {{ grade }}]]", ", grade {{ grade }}"}, "standard.md:1:77: the slot grade may have nothing to print; put it into a part: [[grade: ... {{ grade }} ...]] [unguarded]"},
	"unguarded expression":     {change{opening + "clause.yaml", "from: terms.role.title", "from: terms.base_pay.rate"}, "terms.base_pay may be absent"},
	"undecided part":           {change{opening + "standard.md", "Please read", "[[please:Please]] read"}, "nothing decides whether the part please is printed"},
	"constant condition":       {change{opening + "clause.yaml", `letter.kind != "amendment"`, "1 < 2"}, "when is always true; leave the condition out, or write what it depends on [constant]"},
	"condition not driven":     {change{opening + "clause.yaml", `letter.kind != "amendment"`, "size(terms.documents) < 5"}, "no sample has the clause's condition false; add a sample [not_driven]"},
	"slot not driven":          {change{opening + "samples.yaml", "E2", "null"}, "no sample has a value for the slot grade; add a sample [not_driven]"},
	"position not driven":      {change{signOn + "samples.yaml", "position: fallback-1", "position: standard"}, "no sample prints the position fallback-1"},
	"part not driven":          {change{opening + "samples.yaml", "grade: E2", "grade: null"}, "no sample has the part grade printed; add a sample [not_driven]"},
	"template changelog":       {change{gb, "changelog: First version.", ""}, gb + ":1:1: the version has no changelog"},
	"sample text":              {change{opening + "samples.yaml", "pleased", "glad"}, "the text differs"},
	"sample printed":           {change{opening + "samples.yaml", "printed: true", "printed: false"}, `sample "title alone": printed is true, expected false [sample_printed]`},
	"sample record":            {change{opening + "samples.yaml", "grade: E2", "grad: E2"}, `unknown field "grad"`},
	"heading skip":             {change{opening + "standard.md", "", "\n## Deep\n"}, "a heading of level 2 stands where no level above it is"},
	"character not in fonts":   {change{opening + "standard.md", "pleased", "pleased 语"}, "the fonts have no character '语' (U+8BED) [undrawable]"},
	"literal number":           {change{opening + "standard.md", "Please read", "You have 5 days. Please read"}, `clauses/role/opening/v1/standard.md:2:1: the words say "5" by themselves; make it a slot, declare it under states, or say under literals why it is no term [literal]`},
	"literal money":            {change{opening + "standard.md", "Please read", "It is worth $9. Please read"}, `the words say "$" by themselves`},
	"literal number in words":  {change{opening + "standard.md", "Please read", "You have twelve months. Please read"}, `the words say "twelve" by themselves`},
	"literal in a table":       {change{"clauses/hours/working_time/v1/clause.yaml", "at least 7 days before", "at least 8 days before"}, `the words say "8" by themselves`},
	"missing changelog":        {change{opening + "clause.yaml", "changelog: First version.", ""}, "the version has no changelog; say what this version changed, for people [missing_changelog]"},
	"old citation":             {change{"clauses/termination/notice/v1/clause.yaml", "2026-11-24", "2025-11-20"}, "a citation was last checked on 2025-11-20: read it again [citation_old]"},
	"future citation":          {change{"clauses/termination/notice/v1/clause.yaml", "2026-11-24", "2027-11-20"}, "[citation_in_future]"},
	"word of no vocabulary":    {change{"clauses/engagement/engagement/v1/clause.yaml", "full_time: full time", "fulltime: full time"}, `has words for "fulltime", which is no value of it: there are full_time, part_time; did you mean full_time? [unknown_word]`},
	"vocabulary without words": {change{"clauses/engagement/engagement/v1/clause.yaml", "casual: on a casual basis\n", "\n"}, `the slot type has no words for "casual" [missing_word]`},
	"unknown group":            {change{opening + "clause.yaml", "group: opening", "group: openning"}, `no letter template has a group "openning"; did you mean opening? [unknown_group]`},
	"unknown clause":           {change{opening + "clause.yaml", "owner:", "requires: [nothing]\nowner:"}, `there is no clause "nothing" [unknown_clause]`},
	"empty group":              {change{gb, "- { id: expiry }", "- { id: expiry }\n        - { id: nobody }"}, "no clause belongs to the group nobody [empty_group]"},
	"duplicate group":          {change{gb, "- { id: expiry }", "- { id: expiry }\n        - { id: expiry }"}, "the group expiry is here twice [duplicate_group]"},
	"unknown kind":             {change{gb, "zero_hours", "zero_hour"}, `"zero_hour" is no kind of letter`},
	"page words":               {change{gb, "Page %d of %d", "Page %d"}, "words.page holds %d twice"},
	"unknown key":              {change{gb, "closing:", "closng:"}, `3: letter has no key "closng": there are subject, `},
	"calendar of an entity":    {change{"entities/acme-uk/v1/entity.yaml", "calendar: gb-eng", "calendar: gb-wls"}, "there is no calendar gb-wls [unknown_reference]"},
	"zone of an entity":        {change{"entities/acme-uk/v1/entity.yaml", "Europe/London", "Europe/Leeds"}, `entity.yaml:8:7: "Europe/Leeds" is no IANA time zone`},
	"holiday twice":            {change{"calendars/gb-eng/v1/calendar.yaml", "2026-12-28", "2026-12-25"}, "2026-12-25 is here twice"},
	"file of no use":           {change{opening + "notes.txt", "", "x"}, "a clause version holds clause.yaml, standard.md"},
	"fallback without summary": {change{opening + "fallback-1.md", "", "{{ title }}"}, "positions must say in a summary what fallback-1 changes"},
}

func TestFindings(t *testing.T) {
	draws := func(r rune) bool { return r < 0x2FFF }
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			found, err := lint.Run(edited(t, c.change), lint.Options{AsOf: cal.MustDate("2026-11-24"), Draws: draws})
			if err != nil {
				t.Fatal(err)
			}
			all := ""
			for _, f := range found {
				all += f.String() + "\n"
			}
			if !strings.Contains(all, c.want) {
				t.Errorf("got\n%swant %s", all, c.want)
			}
		})
	}
}

func TestTwoWinnersOrNone(t *testing.T) {
	twin := change{"clauses/termination/twin/v1/clause.yaml", "", "jurisdictions: US\nlanguage: en\nin_force: { from: 2026-01-01 }\ngroup: at_will\nowner: legal\nchangelog: x\n"}
	words := change{"clauses/termination/twin/v1/standard.md", "", "Twin."}
	samples := change{"clauses/termination/twin/v1/samples.yaml", "", "samples: [{ name: always, printed: true }]\n"}
	ended := change{"clauses/start/start/v1/clause.yaml", "{ from: 2026-01-01 }", "{ from: 2027-01-01 }"}
	for want, changes := range map[string][]change{
		"two clauses of the group at_will fit equally well: at_will@1 and twin@1 [clause_ambiguous]": {twin, words, samples},
		"no clause of the group start is in force for this letter":                                   {ended},
	} {
		found, err := lint.Run(edited(t, changes...), lint.Options{})
		if err != nil {
			t.Fatal(err)
		}
		all := ""
		for _, f := range found {
			all += f.String() + "\n"
		}
		if !strings.Contains(all, want) {
			t.Errorf("got\n%swant %s", all, want)
		}
	}
}
