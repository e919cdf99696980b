package library

import (
	"bytes"
	"encoding/json"
	"os"
	"path"
	"reflect"
	"strings"
	"testing"

	"verbatim/internal/cal"
	"verbatim/internal/letter"
	"verbatim/internal/policy"
	"verbatim/internal/terms"
)

func embeddedItems(t testing.TB) []Item {
	t.Helper()
	items, err := Items(os.DirFS("../../templates"))
	if err != nil {
		t.Fatal(err)
	}
	return items
}

// prepared is the embedded library, compiled late.
func prepared(t testing.TB) *Snapshot {
	t.Helper()
	index, err := os.ReadFile("../../templates/" + IndexFile)
	if err != nil {
		t.Fatal(err)
	}
	base, err := Prepared(index)
	if err != nil {
		t.Fatal(err)
	}
	s, findings := BuildOn(base, embeddedItems(t))
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	return s
}

// TestIndexIsAsTheLibraryIs keeps the checked-in list from drifting: everything on it compiles, with these digests.
func TestIndexIsAsTheLibraryIs(t *testing.T) {
	want, err := Index(embeddedItems(t))
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../../templates/" + IndexFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("templates/" + IndexFile + " is not as the library is: go generate ./internal/library")
	}
}

// TestPreparedIsTheSame holds a library that is compiled late against one that is compiled at once.
func TestPreparedIsTheSame(t *testing.T) {
	late := prepared(t)
	whole, findings := Build(embeddedItems(t))
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	for n, p := range late.parsed {
		if _, listed := late.index[n]; !listed {
			t.Errorf("%s is not compiled late", n)
		}
		if p.digest != whole.parsed[n].digest || !reflect.DeepEqual(p.clause, whole.parsed[n].clause) || !reflect.DeepEqual(p.template, whole.parsed[n].template) {
			t.Errorf("%s has another head", n)
		}
	}
	for _, i := range whole.Items() {
		if late.Digest(i) != whole.Digest(i) {
			t.Errorf("%s has another digest", i.Dir())
		}
	}
	for n, v := range listed(t, late.Clauses) {
		w := listed(t, whole.Clauses)[n]
		if v.Ref() != w.Ref() || v.Digest != w.Digest || len(v.Positions) != len(w.Positions) || len(v.Slots) != len(w.Slots) || len(v.Samples()) != len(w.Samples()) {
			t.Errorf("%s is another clause than %s", v.Ref(), w.Ref())
		}
	}
	for n, p := range listed(t, late.Packs) {
		for _, f := range policy.Lint(p, cal.Date{}) {
			t.Error(f)
		}
		w := listed(t, whole.Packs)[n]
		for k, r := range p.Rules {
			if r.Code != w.Rules[k].Code || r.Message() != w.Rules[k].Message() || r.Allowed() != w.Rules[k].Allowed() || r.Severity != w.Rules[k].Severity {
				t.Errorf("rule %s is another", r.Code)
			}
		}
	}
	if len(listed(t, late.Chains)) != len(listed(t, whole.Chains)) || len(listed(t, late.Templates)) != len(listed(t, whole.Templates)) {
		t.Error("chains or templates are missing")
	}
}

// TestChangedFilesAreCompiledAtOnce: one byte more, and a version is no longer the one that was listed.
func TestChangedFilesAreCompiledAtOnce(t *testing.T) {
	base := prepared(t)
	items := embeddedItems(t)
	for n := range items {
		if items[n].Kind == Clause && items[n].ID == "sign_on" {
			raw := items[n].Files["clause.yaml"]
			items[n].Files["clause.yaml"] = append(bytes.Clone(raw), "\nnonsense: 1\n"...)
		}
	}
	_, findings := BuildOn(base, items)
	if len(findings) != 1 || findings[0].Code != "unknown_key" || !strings.Contains(findings[0].File, "sign_on") {
		t.Errorf("%v", findings)
	}
}

// broken gives a program's list that says of a clause and of a pack that they are in order, and they are not.
func broken(t *testing.T) *Snapshot {
	t.Helper()
	items := embeddedItems(t)
	for n, i := range items {
		name, from, to := "", "", ""
		switch {
		case i.Kind == Clause && i.ID == "base_pay":
			name, from, to = "clause.yaml", "terms.base_pay", "terms.base_payy"
		case i.Kind == Policy && i.ID == "company":
			name, from, to = "policy.yaml", "terms.", "termz."
		default:
			continue
		}
		items[n].Files[name] = bytes.ReplaceAll(i.Files[name], []byte(from), []byte(to))
	}
	base := prepared(t)
	var list []known
	for _, i := range items {
		e := base.index[i.Dir()]
		e.Files = sumOf(i.Files)
		list = append(list, e)
	}
	index, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	if base, err = Prepared(index); err != nil {
		t.Fatal(err)
	}
	s, findings := BuildOn(base, items)
	if len(findings) > 0 {
		t.Fatal("broken versions were compiled at once")
	}
	return s
}

// TestLateFaultMakesNoLetter: what turns out not to compile when somebody wants it is refused by file and line, never
// left out.
func TestLateFaultMakesNoLetter(t *testing.T) {
	s := broken(t)
	in := letter.Input{AsOf: cal.MustDate("2026-11-24")}
	in.Record.Letter.Kind, in.Record.Letter.Languages = "standard", []string{"en-US"}
	in.Sheet.Terms.Place.Jurisdiction = "US-CA"
	in.Sheet.Terms.BasePay = &terms.BasePay{}
	const at = "clauses/base_pay/base_pay/v1/clause.yaml:"
	if _, err := s.For(in); err == nil || !strings.Contains(err.Error(), at) {
		t.Errorf("%v", err)
	}
	if list, err := s.Clauses(); list != nil || err == nil || !strings.Contains(err.Error(), at) {
		t.Errorf("%d clauses are listed: %v", len(list), err)
	}
	if v, err := s.Clause("base_pay", 0); err == nil || !strings.Contains(err.Error(), at) {
		t.Errorf("%v: %v", v, err)
	}
}

// TestLateFaultOfARuleIsUnknown: a rule that turns out not to compile never reads as one that did not fire.
func TestLateFaultOfARuleIsUnknown(t *testing.T) {
	for _, p := range listed(t, broken(t).Packs) {
		if p.ID != "company" {
			continue
		}
		sample := listed(t, prepared(t).Packs)
		in := sample[0].Samples()[0].Input(p)
		var unknown int
		for _, tr := range policy.Check(in).Trace {
			if tr.Outcome == policy.Unknown && strings.Contains(tr.Reason, "policies/company/v1/policy.yaml:") {
				unknown++
			}
		}
		if unknown == 0 {
			t.Error("no rule says that it cannot be read")
		}
	}
}

// BenchmarkLoadKnown reads the embedded library as every start does: nothing is compiled.
func BenchmarkLoadKnown(b *testing.B) {
	index, err := os.ReadFile("../../templates/" + IndexFile)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		base, err := Prepared(index)
		if err != nil {
			b.Fatal(err)
		}
		BuildOn(base, embeddedItems(b))
	}
}

// listed lists what a library has.
func listed[V any](tb testing.TB, list func() ([]V, error)) []V {
	tb.Helper()
	out, err := list()
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

// TestFoldersOfVersions: what the name of a folder says, and which names are none.
func TestFoldersOfVersions(t *testing.T) {
	long := strings.Repeat("a", maxName)
	for dir, ok := range map[string]bool{
		"clauses/base_pay/sign_on2/v1": true, "letters/us-at-will/v12": true, "entities/acme_us-east/v999999": true, "policies/" + long + "/v1": true,
		"clauses/base-pay/sign_on/v1": false, "clauses/base_pay/sign-on/v1": false, "clauses/base_pay/2nd/v1": false, "letters/us_at_will/v1": false,
		"calendars/Us/v1": false, "policies/" + long + "a/v1": false, "policies/company/v0": false, "policies/company/v01": false,
		"policies/company/v": false, "policies/company/v1000000": false, "policies/company/v+1": false, "policies/company/v1.2": false,
		"policies/_company/v1": false, "policies/compañia/v1": false,
	} {
		for _, f := range folders {
			if match, err := path.Match(f.glob, dir); err != nil || !match {
				continue
			}
			if i, is := f.item(dir); is != ok || is && i.Dir() != dir {
				t.Errorf("%s: %+v, %t", dir, i, is)
			}
		}
	}
}
