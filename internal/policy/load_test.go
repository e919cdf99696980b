package policy_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"verbatim/internal/cal"
	"verbatim/internal/policy"
)

const plainRule = `
  - code: VB-XX-PLAIN-01
    title: Plain
    when: has(terms.base_pay)
    severity: review
    decides: legal
    message: m
    terms: [base_pay]
    basis: { citation: c, kind: company }
`

// TestBadPacks is what an author gets wrong: each is found with its line and a code.
func TestBadPacks(t *testing.T) {
	rows := map[string]struct{ old, new, code string }{
		"unknown key":                   {"title: Plain", "titel: Plain", "unknown_key"},
		"no message":                    {"    message: m\n", "", "missing_key"},
		"bad code":                      {"VB-XX-PLAIN-01", "PLAIN", "bad_code"},
		"no such severity":              {"severity: review", "severity: fatal", "bad_value"},
		"review without decider":        {"    decides: legal\n", "", "no_decider"},
		"two ways to judge":             {"when: has(terms.base_pay)", "when: has(terms.base_pay)\n    limbs: [{ when: \"true\", text: t }]", "no_condition"},
		"no way to judge":               {"    when: has(terms.base_pay)\n", "", "no_condition"},
		"no such builtin":               {"when: has(terms.base_pay)", "kind: builtin", "no_builtin"},
		"reads what may be absent":      {"has(terms.base_pay)", "terms.base_pay.rate == terms.base_pay.rate", "bad_expression"},
		"no such field":                 {"has(terms.base_pay)", "has(terms.bse_pay)", "bad_expression"},
		"where without each":            {"when: has(terms.base_pay)", "when: has(terms.base_pay)\n    where: \"true\"", "bad_list"},
		"each over words":               {"when: has(terms.base_pay)", "when: has(terms.base_pay)\n    each: terms.base_pay.?includes", "bad_list"},
		"no such term":                  {"terms: [base_pay]", "terms: [/terms/pension]", "bad_term"},
		"item where there is none":      {"terms: [base_pay]", "terms: [item/size]", "bad_term"},
		"about nothing":                 {"    terms: [base_pay]\n", "", "no_terms"},
		"law without a source":          {"kind: company", "kind: law", "no_basis"},
		"general knowledge that blocks": {"severity: review\n    decides: legal\n    message: m\n    terms: [base_pay]\n    basis: { citation: c, kind: company }", "severity: block\n    message: m\n    terms: [base_pay]\n    basis: { citation: c, kind: general_knowledge }", "may_not_block"},
		"no such place":                 {"when: has", "jurisdictions: XX\n    when: has", "bad_value"},
		"at nowhere":                    {"when: has", "at: home\n    when: has", "bad_value"},
		"a date that does not exist":    {"when: has", "effective: { from: 2026-02-30 }\n    when: has", "bad_value"},
	}
	for name, row := range rows {
		if !strings.Contains(plainRule, row.old) {
			t.Fatalf("%s: the row changes nothing", name)
		}
		_, findings := policy.Parse("policies/test/v1", map[string][]byte{"policy.yaml": []byte(head + strings.Replace(plainRule, row.old, row.new, 1))})
		found := false
		for _, f := range findings {
			found = found || f.Code == row.code && f.Line > 0 && f.File == "policies/test/v1/policy.yaml"
		}
		if !found {
			t.Errorf("%s: %v, want %s", name, findings, row.code)
		}
	}
	if _, findings := policy.Parse("policies/test/v1", map[string][]byte{"policy.yaml": []byte(head + plainRule + plainRule)}); len(findings) != 1 || findings[0].Code != "code_twice" {
		t.Errorf("a code twice: %v", findings)
	}
	if _, findings := policy.Parse("policies/Test/1", nil); len(findings) != 1 || findings[0].Code != "bad_folder" {
		t.Errorf("a bad folder: %v", findings)
	}
}

// TestBadTables: a table of sums that says two things of one day, or cannot be read, is found at its line.
func TestBadTables(t *testing.T) {
	row := `{ place: US-WA, from: 2026-01-01, until: 2027-01-01, amount: "126858.83", currency: USD, source: "https://law.example/wa" }`
	builtin := strings.Replace(strings.Replace(plainRule, "VB-XX-PLAIN-01", "VB-US-NONCOMP-02", 1), "when: has(terms.base_pay)", "kind: builtin\n    table: [ROWS]", 1)
	parse := func(rule, rows string) []string {
		_, findings := policy.Parse("policies/test/v1", map[string][]byte{"policy.yaml": []byte(head + strings.Replace(rule, "ROWS", rows, 1))})
		var codes []string
		for _, f := range findings {
			codes = append(codes, f.Code)
			if f.Line == 0 {
				t.Errorf("%v has no line", f)
			}
		}
		return codes
	}
	next := strings.NewReplacer("2027-01-01", "2028-01-01", "2026-01-01", "2027-01-01").Replace(row)
	if got := parse(builtin, row+", "+next); len(got) > 0 {
		t.Errorf("two years that follow each other: %v", got)
	}
	for name, rows := range map[string]string{
		"two rows on one day": row + ", " + strings.Replace(row, "2026-01-01", "2026-12-31", 1),
		"no such place":       strings.Replace(row, "US-WA", "Washington", 1),
		"no amount":           strings.Replace(row, "126858.83", "0", 1),
		"no such currency":    strings.Replace(row, "USD", "USX", 1),
		"no source":           strings.Replace(row, "https://law.example/wa", "a book", 1),
		"no time":             strings.Replace(row, "2027-01-01", "2026-01-01", 1),
	} {
		if got := parse(builtin, rows); len(got) != 1 || got[0] != "bad_value" {
			t.Errorf("%s: %v", name, got)
		}
	}
	if got := parse(strings.Replace(plainRule, "    severity", "    table: [ROWS]\n    severity", 1), row); len(got) != 1 || got[0] != "bad_value" {
		t.Errorf("a table that nothing reads: %v", got)
	}
}

func TestLoadFindsCodesOfTwoPacks(t *testing.T) {
	lib := fstest.MapFS{
		"policies/one/v1/policy.yaml": {Data: []byte(head + plainRule)},
		"policies/one/v2/policy.yaml": {Data: []byte(strings.Replace(head, "title: T", "title: T\nin_force: { from: 2026-12-01 }", 1) + plainRule)},
		"policies/two/v1/policy.yaml": {Data: []byte(head + strings.Replace(plainRule, "VB-XX-PLAIN-01", "VB-XX-OTHER-01", 1))},
	}
	all, findings, err := policy.Load(lib)
	if err != nil || len(findings) > 0 || len(all) != 3 {
		t.Fatalf("%v %v %v", all, findings, err)
	}
	for day, want := range map[string]string{"2026-11-20": "one@1 two@1", "2026-12-01": "one@2 two@1"} {
		var refs []string
		for _, p := range policy.Select(all, cal.MustDate(day)) {
			refs = append(refs, p.Ref())
		}
		if got := strings.Join(refs, " "); got != want {
			t.Errorf("in force on %s: %s, want %s", day, got, want)
		}
	}
	lib["policies/two/v1/policy.yaml"] = &fstest.MapFile{Data: []byte(head + plainRule)}
	if _, findings, err := policy.Load(lib); err != nil || len(findings) == 0 || findings[0].Code != "code_twice" {
		t.Errorf("%v %v", findings, err)
	}
}

// TestDigest: what changes no outcome changes no digest.
func TestDigest(t *testing.T) {
	of := func(text string) string {
		p, findings := policy.Parse("policies/test/v1", map[string][]byte{"policy.yaml": []byte(text)})
		if len(findings) > 0 {
			t.Fatal(findings)
		}
		return string(p.Digest)
	}
	base := of(head + plainRule)
	same := strings.ReplaceAll(strings.Replace(head, "First.", "Something else.", 1)+plainRule, "\n", "\r\n")
	if of("# a comment\n"+same) != base {
		t.Error("comment, changelog and line ends changed the digest")
	}
	if of(head+strings.Replace(plainRule, "message: m", "message: n", 1)) == base {
		t.Error("another message did not change the digest")
	}
}

// TestLintFindsUndrivenRules: a sample that expects the wrong thing, and a rule that none drives, are findings.
func TestLintFindsUndrivenRules(t *testing.T) {
	p, findings := policy.Parse("policies/test/v1", map[string][]byte{
		"policy.yaml":  []byte(head + strings.Replace(plainRule, "kind: company", "checked_on: 2025-01-01, kind: company", 1)),
		"samples.yaml": []byte("samples:\n  - name: s\n    as_of: 2026-11-20\n    expect: { VB-XX-PLAIN-01: fired review legal }\n"),
	})
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	var codes []string
	for _, f := range policy.Lint(p, cal.MustDate("2026-11-20")) {
		codes = append(codes, f.Code)
	}
	if got := strings.Join(codes, " "); got != "sample_outcome not_driven old_source" {
		t.Error(got)
	}
	_, findings = policy.Parse("policies/test/v1", map[string][]byte{
		"policy.yaml":  []byte(head + plainRule),
		"samples.yaml": []byte("samples:\n  - name: s\n    as_of: 2026-11-20\n    record: { terms: { base_bay: {} } }\n    expect: {}\n"),
	})
	if len(findings) != 1 || findings[0].Code != "bad_sample" {
		t.Errorf("a field that no record has: %v", findings)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(head+plainRule), []byte("samples:\n  - name: s\n    as_of: 2026-11-20\n    expect: {}\n"))
	f.Add([]byte(head+needsPay), []byte("samples: []"))
	f.Fuzz(func(_ *testing.T, rules, samples []byte) {
		p, findings := policy.Parse("policies/test/v1", map[string][]byte{"policy.yaml": rules, "samples.yaml": samples})
		if len(findings) == 0 {
			policy.Lint(p, cal.MustDate("2026-11-20"))
		}
	})
}
