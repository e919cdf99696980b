package clause_test

import (
	"encoding/json"
	"strings"
	"testing"

	"verbatim/internal/cal"
	"verbatim/internal/clause"
	"verbatim/internal/clause/source"
	"verbatim/internal/terms"
)

const head = "jurisdictions: '*'\nlanguage: en\nin_force: { from: 2026-01-01 }\ngroup: g\nowner: legal\nchangelog: First.\n"

// version parses a clause from its clause.yaml (without the head) and standard wording.
func version(t testing.TB, yaml, wording string) *clause.Version {
	t.Helper()
	v, found := clause.Parse(clause.Dir{Path: "clauses/f/c/v1", Family: "f", ID: "c", Number: 1}, clause.Files{
		"clause.yaml": []byte(head + yaml), "standard.md": []byte(wording), "samples.yaml": []byte("samples: []\n"),
	})
	if err := source.Refuse(found); err != nil {
		t.Fatal(err)
	}
	return v
}

// facts reads terms from JSON over a minimal record.
func facts(t testing.TB, raw string) clause.Facts {
	t.Helper()
	f := clause.Facts{
		Candidate: clause.Candidate{Name: terms.Name{Full: "Ana *Ruiz*"}},
		Employer:  terms.Employer{Entity: "acme"},
		Entity:    clause.Entity{ID: "acme", Name: "Acme, Inc.", ShortName: "Acme"},
		Letter:    clause.Letter{Kind: "standard", Date: cal.MustDate("2026-11-24"), Number: 1, Language: "en-US"},
		AsOf:      cal.MustDate("2026-11-24"), Zone: "America/Los_Angeles",
	}
	if err := json.Unmarshal([]byte(`{"role":{"title":"Engineer"},"place":{"jurisdiction":"US-CA"},"start":{"type":"date","date":"2027-01-11"}}`), &f.Terms); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(raw, `"start":`) {
		f.Terms.Start = terms.When{} // Unmarshal adds to what is there
	}
	if err := json.Unmarshal([]byte(raw), &f.Terms); err != nil {
		t.Fatal(err)
	}
	return f
}

type laid struct {
	all    []clause.Laid
	faults []string
}

func lay(t testing.TB, v *clause.Version, f clause.Facts) laid {
	t.Helper()
	l, err := clause.NewLayout(f, f.Letter.Language)
	if err != nil {
		t.Fatal(err)
	}
	items, err := l.Items(v)
	if err != nil {
		t.Fatal(err)
	}
	var out laid
	for _, item := range items {
		one, faults, err := l.Lay(v, clause.Standard, item)
		if err != nil {
			t.Fatal(err)
		}
		out.all = append(out.all, one)
		for _, x := range faults {
			out.faults = append(out.faults, string(x.Code)+" "+x.Term)
		}
	}
	return out
}

func (l laid) text() string { return clause.PlainText(l.all) }

// claims lists the terms that blocks are said to print.
func (l laid) claims() string {
	var out []string
	for _, one := range l.all {
		for _, b := range one.Blocks {
			for _, c := range b.Claims {
				out = append(out, string(c.Term))
			}
		}
	}
	return strings.Join(out, " ")
}

func TestValuesAreNeverMarkup(t *testing.T) {
	v := version(t, "slots: { name: { from: candidate.name, as: name }, text: { from: terms.role.title, as: text } }\n", "Dear {{ name }}, be {{ text }}.")
	f := facts(t, `{"role":{"title":"<b>{{ name }}</b> [[x:]]\n# *Lead*"}}`)
	got := lay(t, v, f)
	if want := "Dear Ana *Ruiz*, be <b>{{ name }}</b> [[x:]]\n# *Lead*."; got.text() != want {
		t.Errorf("got %q, want %q", got.text(), want)
	}
	for _, r := range got.all[0].Blocks[0].Runs {
		if r.Bold || r.Italic {
			t.Errorf("%q became markup", r.Text)
		}
	}
	if got.claims() != "/candidate/name /terms/role/title" {
		t.Error(got.claims())
	}
}

func TestPartsLeaveNoTrace(t *testing.T) {
	v := version(t, `slots:
  title: { from: terms.role.title, as: text }
  grade: { from: terms.role.grade, as: text }
  travel: { from: terms.place.travel, as: text }
`, "You are {{ title }}[[grade: ({{ grade }})]]. [[travel:You travel {{ travel }}.]] Welcome.\n\n- [[travel:Travel {{ travel }}]]\n- Always\n\n| A | B |\n|---|---|\n| Grade | [[grade:{{ grade }}]] |\n| Title | {{ title }} |\n\n[[grade:Alone {{ grade }}]]")
	for raw, want := range map[string]string{
		`{}`: "You are Engineer. Welcome.\n\n- Always\n\nA | B\nTitle | Engineer",
		`{"role":{"title":"Engineer","grade":"E2"},"place":{"jurisdiction":"US-CA","travel":"often"}}`: "You are Engineer (E2). You travel often. Welcome.\n\n- Travel often\n- Always\n\nA | B\nGrade | E2\nTitle | Engineer\n\nAlone E2",
	} {
		if got := lay(t, v, facts(t, raw)); got.text() != want || len(got.faults) > 0 {
			t.Errorf("%s:\n got %q %v\nwant %q", raw, got.text(), got.faults, want)
		}
	}
}

func TestNothingIsLeftBlank(t *testing.T) {
	v := version(t, "slots: { grade: { from: terms.role.grade, as: text } }\n", "Grade {{ grade }}.")
	if got := lay(t, v, facts(t, `{}`)); len(got.faults) != 1 || got.faults[0] != "blank_slot /terms/role/grade" {
		t.Errorf("%v %q", got.faults, got.text())
	}
	v = version(t, "each: terms.one_time_payments\nslots: { size: { from: item.size, as: money } }\n", "Pay {{ size }}.")
	rate := `{"one_time_payments":[{"id":"a","type":"sign_on","size":{"type":"amount","amount":"1","currency":"USD","per":"month"}}]}`
	if got := lay(t, v, facts(t, rate)); len(got.faults) != 1 || got.faults[0] != "cannot_be_worded /terms/one_time_payments/a/size" {
		t.Errorf("%v %q", got.faults, got.text())
	}
	v = version(t, "each: terms.one_time_payments\nslots: { type: { from: item.type, as: words, words: { loan: a loan } } }\n", "It is {{ type }}.")
	if got := lay(t, v, facts(t, rate)); len(got.faults) != 1 || got.faults[0] != "cannot_be_worded /terms/one_time_payments/a/type" {
		t.Errorf("%v %q", got.faults, got.text())
	}
}

func TestListsWithinSentences(t *testing.T) {
	v := version(t, `each: terms.one_time_payments
slots:
  parts:
    from: item.instalments
    as: list
    wording: "{{ size }} of {{ whole }}[[on: {{ on }}]]"
    parts: { on: { states: [{ term: outer.gross_up, value: true }] } }
    slots:
      size: { from: item.size, as: money }
      whole: { from: outer.size, as: money, conveys: [] }
      on: { from: item.on, as: when }
`, "[[parts:Paid as {{ parts }}.]]")
	got := lay(t, v, facts(t, `{"one_time_payments":[{"id":"a","type":"loan","size":{"type":"amount","amount":"30","currency":"USD"},"instalments":[
		{"id":"x","on":{"type":"date","date":"2027-02-01"},"size":{"type":"amount","amount":"10","currency":"USD"}},
		{"id":"y","on":{"type":"event","event":"start"},"size":{"type":"amount","amount":"20","currency":"USD"}}]}]}`))
	if want := "Paid as $10 of $30 on February 1, 2027 and $20 of $30 on your start date."; got.text() != want {
		t.Errorf("got %q, want %q", got.text(), want)
	}
	at := "/terms/one_time_payments/a/instalments/"
	if want := at + "x/size " + at + "x/on " + at + "y/size " + at + "y/on"; got.claims() != want {
		t.Errorf("got %s, want %s", got.claims(), want)
	}
	if s := got.all[0].States; len(s) != 2 || s[0].Term != "/terms/one_time_payments/a/gross_up" || s[0].Value != true {
		t.Errorf("%+v", s)
	}
}

func TestAnObjectDoesNotCoverWhatIsBelow(t *testing.T) {
	_, found := clause.Parse(clause.Dir{Path: "c", ID: "c", Number: 1}, clause.Files{
		"clause.yaml":  []byte(head + "each: terms.one_time_payments\nslots: { size: { from: item.size, as: size, conveys: item.repayment } }\n"),
		"standard.md":  []byte("{{ size }}"),
		"samples.yaml": []byte("samples: []\n"),
	})
	if len(found) != 1 || found[0].Code != "not_a_leaf" || found[0].Line != 8 {
		t.Error(found)
	}
}

func TestRepeatShowsOnlyWhatIsPrinted(t *testing.T) {
	v := version(t, "slots: { title: { from: terms.role.title, as: text }, start: { from: terms.start, as: when, form: bare } }\n",
		"| A | B |\n|---|---|\n| Title | {{ title }} |\n| Start | {{ start }} |")
	l, err := clause.NewLayout(facts(t, `{}`), "en-US")
	if err != nil {
		t.Fatal(err)
	}
	one, faults, err := l.Repeat(map[terms.Pointer]string{"/terms/start": "start@1"}).Lay(v, clause.Standard, clause.Item{First: true})
	if err != nil || len(faults) > 0 {
		t.Fatal(faults, err)
	}
	if got := clause.PlainText([]clause.Laid{one}); got != "A | B\nStart | January 11, 2027" || len(one.Blocks[0].Claims) > 0 {
		t.Errorf("%q %v", got, one.Blocks[0].Claims)
	}
}
