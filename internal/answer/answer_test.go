package answer_test

import (
	"testing"

	"verbatim/internal/answer"
	"verbatim/internal/cal"
	"verbatim/internal/fault"
	"verbatim/internal/terms"
)

func TestForms(t *testing.T) {
	rows := []struct {
		wanted answer.Form
		serve  string // forms that do, in order
	}{
		{answer.Typed, "typed advanced qualified wet_ink deed"},
		{answer.Advanced, "advanced qualified wet_ink deed"},
		{answer.Qualified, "qualified wet_ink deed"},
		{answer.WetInk, "wet_ink deed"},
		{answer.Deed, "deed"},
	}
	for _, row := range rows {
		got := ""
		for _, f := range answer.Forms() {
			if f.Check(row.wanted) == nil {
				got += " " + string(f)
			} else if f.Serves(row.wanted) {
				t.Errorf("%s for %s: refused and serves", f, row.wanted)
			}
		}
		if got != " "+row.serve {
			t.Errorf("%s is served by%s, want %s", row.wanted, got, row.serve)
		}
		if row.wanted.Words() == "" {
			t.Errorf("%s has no words", row.wanted)
		}
	}
}

func TestSameName(t *testing.T) {
	rows := []struct {
		typed, name string
		same        bool
	}{
		{"Ana Ruiz", "Ana Ruiz", true},
		{"  ana   RUIZ ", "Ana Ruiz", true},
		{"jose garcia", "José García", true},
		{"Strasse", "Straße", true},
		{"O'Brien", "O’Brien", true},
		{"AnaRuiz", "Ana Ruiz", true},
		{"Lukasz Zolc", "Łukasz Żółć", true},
		{"Ann Ruiz", "Ana Ruiz", false},
		{"Ana", "Ana Ruiz", false},
		{"", "Ana Ruiz", false},
		{" - ", " . ", false},
	}
	for _, row := range rows {
		if got := answer.SameName(row.typed, row.name); got != row.same {
			t.Errorf("%q for %q: %v", row.typed, row.name, got)
		}
	}
}

func id(s string) *terms.ID { i := terms.ID(s); return &i }

func day(s string) *cal.Date { d := cal.MustDate(s); return &d }

// sheet has a choice between salary and title, and a start that the candidate fills in.
func sheet(change ...func(*terms.Sheet)) terms.Sheet {
	s := terms.Sheet{}
	s.Candidate.Name.Full, s.Employer.Entity = "Ana Ruiz", "acme-us"
	s.Terms.Place.Jurisdiction = "US-CA"
	s.Terms.Role.Title = "Engineer"
	s.Terms.Start = terms.When{Type: terms.CandidateFills, Earliest: day("2027-01-04"), Latest: day("2027-03-01")}
	s.Terms.Alternatives = []terms.Alternative{{
		ID: "package", Label: "Title or nothing", ChosenBy: "candidate",
		Options: []terms.Option{
			{ID: "plain", Label: "As it stands"},
			{ID: "senior", Label: "A better title", Set: []terms.Patch{{Op: terms.Set, Term: "/terms/role/title", Value: []byte(`"Senior Engineer"`)}}},
		},
	}}
	for _, c := range change {
		c(&s)
	}
	return s
}

func TestSettle(t *testing.T) {
	senior := []answer.Chosen{{Choice: "package", Option: "senior"}}
	start := []answer.Fill{{Term: "/terms/start", Date: cal.MustDate("2027-01-11")}}
	rows := map[string]struct {
		change func(*terms.Sheet)
		chosen []answer.Chosen
		fills  []answer.Fill
		want   []fault.Code
	}{
		"all settled":       {nil, senior, start, nil},
		"nothing settled":   {nil, nil, nil, []fault.Code{fault.CodeRequired, fault.CodeRequired}},
		"unknown choice":    {nil, append(senior, answer.Chosen{Choice: "no", Option: "no"}), start, []fault.Code{fault.CodeBadReference}},
		"unknown option":    {nil, []answer.Chosen{{Choice: "package", Option: "no"}}, start, []fault.Code{fault.CodeBadReference}},
		"chosen twice":      {nil, append(senior, senior...), start, []fault.Code{fault.CodeDuplicateID}},
		"no such blank":     {nil, senior, append(start, answer.Fill{Term: "/terms/end", Date: cal.MustDate("2027-01-11")}), []fault.Code{fault.CodeBadReference}},
		"filled twice":      {nil, senior, append(start, start...), []fault.Code{fault.CodeDuplicateID}},
		"too early":         {nil, senior, []answer.Fill{{Term: "/terms/start", Date: cal.MustDate("2027-01-03")}}, []fault.Code{fault.CodeOutOfRange}},
		"the first day":     {nil, senior, []answer.Fill{{Term: "/terms/start", Date: cal.MustDate("2027-01-04")}}, nil},
		"the last day":      {nil, senior, []answer.Fill{{Term: "/terms/start", Date: cal.MustDate("2027-03-01")}}, nil},
		"too late":          {nil, senior, []answer.Fill{{Term: "/terms/start", Date: cal.MustDate("2027-03-02")}}, []fault.Code{fault.CodeOutOfRange}},
		"something holds":   {func(s *terms.Sheet) { s.Terms.Alternatives[0].Otherwise = id("plain") }, nil, start, nil},
		"the employer does": {func(s *terms.Sheet) { s.Terms.Alternatives[0].ChosenBy = "employer" }, senior, start, []fault.Code{fault.CodeBadReference}},
	}
	for name, row := range rows {
		s := sheet()
		if row.change != nil {
			row.change(&s)
		}
		got, faults := answer.Settle(s, row.chosen, row.fills)
		if len(faults) != len(row.want) {
			t.Errorf("%s: %+v, want %v", name, faults, row.want)
			continue
		}
		for i, f := range faults {
			if f.Code != row.want[i] {
				t.Errorf("%s: %+v, want %v", name, f, row.want[i])
			}
		}
		if len(faults) == 0 && (len(answer.Blanks(got)) > 0 || got.Terms.Start.Type != terms.OnDate) {
			t.Errorf("%s: blanks are left: %+v", name, got.Terms.Start)
		}
	}
	got, _ := answer.Settle(sheet(), senior, start)
	if got.Terms.Role.Title != "Senior Engineer" || *got.Terms.Alternatives[0].Chosen != "senior" || got.Terms.Start.Date.String() != "2027-01-11" {
		t.Errorf("settled: %+v", got.Terms)
	}
}
