package policy_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"verbatim/internal/cal"
	"verbatim/internal/entity"
	"verbatim/internal/handoff"
	"verbatim/internal/policy"
	"verbatim/internal/terms"
)

const head = "title: T\nowner: legal\nchangelog: First.\nrules:\n"

// rule is a pack of one rule, with what the rows add.
func rule(t *testing.T, lines string) policy.Pack {
	t.Helper()
	p, findings := policy.Parse("policies/test/v1", map[string][]byte{"policy.yaml": []byte(head + lines)})
	for _, f := range findings {
		t.Fatal(f)
	}
	return p
}

const needsPay = `
  - code: VB-XX-NEEDS-01
    title: Needs pay
    needs: [base_pay, /terms/engagement/type]
    when: has(terms.base_pay.rate) && terms.base_pay.?rate.value() > rate("USD", "100000", "year")
    observed: terms.base_pay.?rate
    severity: SEVERITY
    decides: hr_ops
    message: "Pay is {observed}; {allowed}"
    allowed: at most 100,000.
    basis: { citation: test, kind: company }
`

func input(t *testing.T, packs []policy.Pack, patch string) policy.Input {
	t.Helper()
	var r handoff.Record
	base := `{"terms":{"role":{"title":"Engineer"},"place":{"jurisdiction":"US-NY"},"start":{"type":"date","date":"2027-01-11"}}}`
	for _, raw := range []string{base, `{"terms":` + patch + `}`} {
		if err := json.Unmarshal([]byte(raw), &r); err != nil {
			t.Fatal(err)
		}
	}
	return policy.Input{Record: r, Verbal: r.Sheet(), Entity: entity.Entity{ID: "e"}, AsOf: cal.MustDate("2026-11-20"), Packs: packs}
}

// TestUnknown is the promise that silence and failure never read as a pass.
func TestUnknown(t *testing.T) {
	rows := map[string]struct {
		severity, terms string
		outcome         policy.Outcome
		as              policy.Severity
		decides         policy.Decider
		missing         []terms.Pointer
	}{
		"all there, fires": {
			"review", `{"base_pay":{"rate":{"amount":"100001","currency":"USD","per":"year"}},"engagement":{"type":"indefinite"}}`,
			policy.Fired, policy.Review, policy.ByHROps, nil,
		},
		"all there, boundary": {
			"review", `{"base_pay":{"rate":{"amount":"100000","currency":"USD","per":"year"}},"engagement":{"type":"indefinite"}}`,
			policy.NotFired, "", "", nil,
		},
		"both absent":             {"review", `{}`, policy.Unknown, policy.Review, policy.ByHROps, []terms.Pointer{"/terms/base_pay", "/terms/engagement/type"}},
		"one absent, rule blocks": {"block", `{"engagement":{"type":"indefinite"}}`, policy.Unknown, policy.Review, policy.ByLegal, []terms.Pointer{"/terms/base_pay"}},
		"a notice stays one":      {"notice", `{}`, policy.Unknown, policy.Notice, "", []terms.Pointer{"/terms/base_pay", "/terms/engagement/type"}},
		"said to be none":         {"review", `{"engagement":{"type":"indefinite"},"explicitly_none":["base_pay"]}`, policy.NotFired, "", "", nil},
		"not discussed is not none": {
			"review", `{"engagement":{"type":"indefinite"},"not_discussed":["base_pay"]}`,
			policy.Unknown, policy.Review, policy.ByHROps,
			[]terms.Pointer{"/terms/base_pay"},
		},
		"two currencies": {
			"review", `{"base_pay":{"rate":{"amount":"100001","currency":"EUR","per":"year"}},"engagement":{"type":"indefinite"}}`,
			policy.Unknown, policy.Review, policy.ByHROps,
			[]terms.Pointer{"/terms/base_pay", "/terms/engagement/type"},
		},
	}
	for name, row := range rows {
		p := rule(t, strings.ReplaceAll(needsPay, "SEVERITY", row.severity))
		got := policy.Check(input(t, []policy.Pack{p}, row.terms))
		if len(got.Trace) != 1 || got.Trace[0].Outcome != row.outcome || got.Trace[0].Reason == "" {
			t.Errorf("%s: trace %+v", name, got.Trace)
			continue
		}
		if row.as == "" {
			if len(got.Deviations) != 0 {
				t.Errorf("%s: %+v", name, got.Deviations)
			}
			continue
		}
		d := got.Deviations[0]
		if d.Severity != row.as || d.Decides != row.decides || d.Outcome != row.outcome || !slices.Equal(d.Missing, row.missing) {
			t.Errorf("%s: %+v", name, d)
		}
		if row.outcome == policy.Unknown && (len(d.Terms) == 0 || !strings.HasPrefix(d.Message, "This cannot be judged: ")) {
			t.Errorf("%s: %q about %v", name, d.Message, d.Terms)
		}
	}
}

func TestDeviationIsWorded(t *testing.T) {
	p := rule(t, strings.ReplaceAll(needsPay, "SEVERITY", "review"))
	in := input(t, []policy.Pack{p}, `{"base_pay":{"rate":{"amount":"185000","currency":"USD","per":"year"}},"engagement":{"type":"indefinite"}}`)
	in.Written.Leaves = []terms.WrittenLeaf{{Term: "/terms/base_pay/rate", Clause: "base_pay@2", Origin: terms.Said}}
	d := policy.Check(in).Deviations[0]
	observed := strings.ReplaceAll(d.Observed, "\u00a0", " ")
	if observed != "$185,000 a year" && observed != "$185,000 per year" {
		t.Errorf("observed %q", observed)
	}
	if d.Message != "Pay is "+d.Observed+"; at most 100,000." || d.Clause != "base_pay@2" || d.Pack != "test@1" || d.Basis.Citation != "test" {
		t.Errorf("%+v", d)
	}
	if d.Terms[0] != "/terms/base_pay" {
		t.Errorf("terms: %v", d.Terms)
	}
}

// TestPlaces holds a rule of law against places and days.
func TestPlaces(t *testing.T) {
	lines := `
  - code: VB-XX-PLACE-01
    title: Place
    at: AT
    jurisdictions: US, !US-MT
    effective: { from: 2026-01-01, until: 2026-12-01 }
    when: "true"
    severity: notice
    message: m
    terms: [start]
    basis: { citation: c, url: "https://example.com", checked_on: 2026-11-01, kind: law }
`
	rows := []struct {
		at, work, residence, asOf string
		want                      policy.Outcome
	}{
		{"work", "US-CA", "DE", "2026-11-20", policy.Fired},
		{"work", "US-MT", "", "2026-11-20", policy.NotApplicable},
		{"work", "DE", "US-CA", "2026-11-20", policy.NotApplicable},
		{"residence", "DE", "US-CA", "2026-11-20", policy.Fired},
		{"residence", "US-CA", "", "2026-11-20", policy.Fired},
		{"law", "US-CA", "DE", "2026-11-20", policy.Fired},
		{"work", "US-CA", "", "2025-12-31", policy.NotApplicable},
		{"work", "US-CA", "", "2026-01-01", policy.Fired},
		{"work", "US-CA", "", "2026-11-30", policy.Fired},
		{"work", "US-CA", "", "2026-12-01", policy.NotApplicable},
	}
	for _, row := range rows {
		p := rule(t, strings.ReplaceAll(lines, "AT", row.at))
		in := input(t, []policy.Pack{p}, `{"place":{"jurisdiction":"`+row.work+`"}}`)
		if row.residence != "" {
			if err := json.Unmarshal([]byte(`{"residence":"`+row.residence+`"}`), &in.Record.Candidate); err != nil {
				t.Fatal(err)
			}
		}
		in.AsOf = cal.MustDate(row.asOf)
		if got := policy.Check(in).Trace[0].Outcome; got != row.want {
			t.Errorf("%+v: %s", row, got)
		}
	}
}

// TestRulesJudgeWhatTheLetterHas: amendments count, and what a clause states wins over what was agreed.
func TestRulesJudgeWhatTheLetterHas(t *testing.T) {
	us := packs(t)
	in := input(t, us, `{"place":{"jurisdiction":"GB-ENG"},"termination":{"at_will":false}}`)
	fired := func(in policy.Input) bool {
		return slices.ContainsFunc(policy.Check(in).Deviations, func(d policy.Deviation) bool { return d.Code == "VB-US-ATWILL-01" })
	}
	if fired(in) {
		t.Error("fired on a term that was said not to hold")
	}
	yes := true
	amended := in
	amended.Amended = in.Verbal
	amended.Amended.Terms.Termination = &terms.Termination{AtWill: &yes}
	if !fired(amended) {
		t.Error("an amendment was not seen")
	}
	in.Written.Leaves = []terms.WrittenLeaf{{Term: "/terms/termination/at_will", Value: json.RawMessage("true"), Origin: terms.Clause, Clause: "at_will@1"}}
	if !fired(in) {
		t.Error("what a clause states was not seen")
	}
}

// unusual are the examples that are no ordinary hire: an executive's letter, an internship that is at will with an end, and
// zero hours with flat sleep-ins.
var unusual = map[string]bool{"us-executive.json": true, "us-intern.json": true, "gb-zero-hours.json": true}

// TestExamples: an ordinary hire raises no review and no block, and silence about what is optional is no question.
func TestExamples(t *testing.T) {
	files, err := filepath.Glob("../../schemas/handoff/examples/*.json")
	if err != nil || len(files) == 0 {
		t.Skip("no examples beside this package")
	}
	all := packs(t)
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var r handoff.Record
		if err := json.Unmarshal(raw, &r); err != nil {
			t.Fatal(err)
		}
		day := cal.MustDate("2026-11-20")
		in := policy.Input{Record: r, Verbal: r.Sheet(), AsOf: day, Packs: policy.Select(all, day)}
		first := policy.Check(in)
		for _, d := range first.Deviations {
			if d.Severity != policy.Notice && !unusual[filepath.Base(name)] {
				t.Errorf("%s: %s %s: %s", filepath.Base(name), d.Code, d.Outcome, d.Message)
			}
		}
		if !reflect.DeepEqual(first, policy.Check(in)) {
			t.Errorf("%s: two checks differ", name)
		}
	}
}

func TestUnwrittenRowsAreFlagsEach(t *testing.T) {
	in := input(t, packs(t), `{}`)
	in.Changes = []terms.Change{
		{Term: "/terms/one_time_payments/sign_on", Label: "Sign-on bonus", Class: terms.Unwritten, Material: true, FromText: "$20,000"},
		{Term: "/terms/role/title", Label: "Job title", Class: terms.Unwritten, Material: true, FromText: "Engineer"},
		{Term: "/terms/base_pay/rate", Label: "Base pay", Class: terms.EqualByRounding},
	}
	var got []string
	for _, d := range policy.Check(in).Deviations {
		if d.Code == "VB-CO-UNWRITTEN-01" {
			got = append(got, string(d.Terms[0])+" "+d.Message+" "+d.Observed+" "+string(d.Decides))
		}
	}
	want := []string{
		"/terms/one_time_payments/sign_on Sign-on bonus was said and no clause prints it. $20,000 hr_ops",
		"/terms/role/title Job title was said and no clause prints it. Engineer hr_ops",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestBlocksComeFirst(t *testing.T) {
	in := input(t, packs(t), `{"special_terms":[{"id":"x","label":"X","text":"Y"}],"offer":{"expires":{"type":"date","date":"2026-11-20"}}}`)
	got := policy.Check(in).Deviations
	if len(got) != 2 || got[0].Severity != policy.Block || got[1].Severity != policy.Review {
		t.Errorf("%+v", got)
	}
}
