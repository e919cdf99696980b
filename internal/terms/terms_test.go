package terms_test

import (
	"encoding/json"
	"strings"
	"testing"

	"verbatim/internal/locale"
	"verbatim/internal/money"
	"verbatim/internal/terms"
)

// english words values as an American letter does.
func english(t testing.TB) *locale.Locale {
	t.Helper()
	l, err := locale.For("en-US")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// full is a Sheet in which every sort of leaf occurs.
const full = `{
  "candidate": {"name": {"given": "José", "family": "Ruiz", "full": "José Ruiz"}},
  "employer": {"entity": "acme-us"},
  "terms": {
    "role": {"title": "Nurse", "grade": "E2", "reports_to": [{"id": "manager", "title": "Ward Manager", "name": "Kim Park"}], "duties": {"text": "Care"}},
    "engagement": {"type": "indefinite", "time": "part_time", "fraction": "0.8", "probation": {"length": {"months": 3}, "extendable": false}},
    "hours": {"per_week": "32", "days": ["mon", "tue"], "overtime": {"paid": true, "rate": "1.5"}},
    "place": {"jurisdiction": "US-CA", "arrangement": "hybrid", "sites": [{"id": "office", "name": "Oakland", "days_per_week": "3"}]},
    "start": {"type": "date", "date": "2027-01-11"},
    "base_pay": {"rate": {"amount": "120000", "currency": "USD", "per": "year"}, "paid": "monthly", "instalments": 12},
    "one_time_payments": [
      {"id": "sign_on", "type": "sign_on", "size": {"type": "amount", "amount": "20000", "currency": "USD"},
       "due": {"type": "after", "length": {"days": 30}, "event": "start"},
       "repayment": {"triggers": ["resignation"], "within": {"months": 12}, "proration": "monthly"}},
      {"id": "move", "type": "relocation", "size": {"type": "amount", "amount": "5000", "currency": "USD"}}
    ],
    "termination": {"at_will": true, "notice": [{"id": "employee", "from": "employee", "length": {"weeks": 2}}]},
    "documents": [{"id": "piia", "type": "agreement", "name": "Inventions Agreement"}],
    "offer": {"expires": {"type": "after", "length": {"business_days": 5}, "event": "issue"}},
    "special_terms": [{"id": "dog", "label": "Dog", "text": "The dog may come along."}],
    "explicitly_none": ["severance"], "not_discussed": ["relocation"]
  }
}`

func sheet(t testing.TB, text string) terms.Sheet {
	t.Helper()
	var s terms.Sheet
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		t.Fatal(err)
	}
	return s
}

// everything is a letter that prints each leaf.
func everything(s terms.Sheet) terms.Printing {
	p := terms.Printing{Printed: map[terms.Pointer]string{}}
	for _, l := range s.Leaves() {
		p.Printed[l.Term] = "all@1"
	}
	return p
}

func written(t testing.TB, verbal, amended terms.Sheet, p terms.Printing) terms.Written {
	t.Helper()
	w, err := terms.Write(verbal, amended, p, english(t))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func diff(t testing.TB, verbal, amended terms.Sheet, p terms.Printing, amendments ...terms.Amendment) []terms.Change {
	t.Helper()
	w := written(t, verbal, amended, p)
	return terms.Diff(terms.Comparison{Verbal: verbal, Amended: amended, Written: w, Amendments: amendments}, english(t))
}

func TestNothingDiffersWhenAllIsPrinted(t *testing.T) {
	s := sheet(t, full)
	if rows := diff(t, s, s, everything(s)); len(rows) != 0 {
		t.Fatalf("rows: %+v", rows)
	}
}

func TestLeavesAreNamedById(t *testing.T) {
	s := sheet(t, full)
	want := map[terms.Pointer]string{
		"/candidate/name":                                     `{"given":"José","family":"Ruiz","full":"José Ruiz"}`,
		"/terms/one_time_payments/sign_on/size":               `{"type":"amount","amount":"20000","currency":"USD"}`,
		"/terms/one_time_payments/sign_on/repayment/triggers": `["resignation"]`,
		"/terms/hours/days":                                   `["mon","tue"]`,
		"/terms/explicitly_none/severance":                    `true`,
		"/terms/role/reports_to/manager/name":                 `"Kim Park"`,
		"/terms/engagement/probation/length":                  `{"months":3}`,
	}
	got := map[terms.Pointer]string{}
	for _, l := range s.Leaves() {
		got[l.Term] = string(l.JSON())
	}
	for p, value := range want {
		if got[p] != value {
			t.Errorf("%s = %s, want %s", p, got[p], value)
		}
	}
	for p := range got {
		if _, ok := terms.Lookup(p); !ok {
			t.Errorf("%s is not in the catalogue", p)
		}
		if typ, ok := terms.TypeAt(p); !ok || typ == nil {
			t.Errorf("%s has no type", p)
		}
	}
}

// TestEachLeafAlone takes each printed leaf away in turn: exactly that one turns up, as unwritten where a letter must
// print it and not at all where it may be left out.
func TestEachLeafAlone(t *testing.T) {
	s := sheet(t, full)
	for _, leaf := range s.Leaves() {
		if leaf.Term.Under("/terms/explicitly_none") || leaf.Term.Under("/terms/not_discussed") {
			continue
		}
		p := everything(s)
		delete(p.Printed, leaf.Term)
		rows := diff(t, s, s, p)
		e, _ := terms.Lookup(leaf.Term)
		if e.Print != terms.Must {
			if len(rows) != 0 {
				t.Errorf("%s may be left out, but rows: %+v", leaf.Term, rows)
			}
			continue
		}
		if len(rows) != 1 || rows[0].Class != terms.Unwritten || !leaf.Term.Under(rows[0].Term) {
			t.Errorf("%s not printed gives %+v", leaf.Term, rows)
		}
	}
}

func TestAnItemIsOneRow(t *testing.T) {
	s := sheet(t, full)
	p := everything(s)
	for term := range p.Printed {
		if term.Under("/terms/one_time_payments/sign_on") {
			delete(p.Printed, term)
		}
	}
	rows := diff(t, s, s, p)
	if len(rows) != 1 {
		t.Fatalf("rows: %+v", rows)
	}
	r := rows[0]
	if r.Term != "/terms/one_time_payments/sign_on" || r.Label != "Sign-on bonus" || r.FromText != "$20,000" || r.To != nil || !r.Material {
		t.Fatalf("row: %+v", r)
	}
}

func TestStatedValues(t *testing.T) {
	s := sheet(t, full)
	state := func(p terms.Pointer, v any) terms.Printing {
		pr := everything(s)
		delete(pr.Printed, p)
		pr.Stated = []terms.Stated{{Term: p, Value: v, Clause: "at_will@2"}}
		return pr
	}
	rows := []struct {
		name  string
		p     terms.Printing
		class terms.Class
		term  terms.Pointer
	}{
		{"said and stated alike", state("/terms/termination/at_will", true), "", ""},
		{"said otherwise", state("/terms/termination/at_will", false), terms.Changed, "/terms/termination/at_will"},
		{"never said", state("/terms/termination/garden_leave", true), terms.Added, "/terms/termination/garden_leave"},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			got := diff(t, s, s, r.p)
			if r.class == "" {
				if len(got) != 0 {
					t.Fatalf("rows: %+v", got)
				}
				return
			}
			if len(got) != 1 || got[0].Class != r.class || got[0].Term != r.term || got[0].Origin != terms.Clause || got[0].Clause != "at_will@2" {
				t.Fatalf("rows: %+v", got)
			}
		})
	}
}

func TestSaidNoneButWritten(t *testing.T) {
	s := sheet(t, strings.Replace(full, `"explicitly_none": ["severance"]`, `"explicitly_none": ["severance", "base_pay"]`, 1))
	rows := diff(t, s, s, everything(s))
	if len(rows) != 1 || rows[0].Class != terms.Changed || rows[0].Term != "/terms/explicitly_none/base_pay" || !rows[0].Material {
		t.Fatalf("rows: %+v", rows)
	}
}

func TestEqualByRounding(t *testing.T) {
	rows := []struct {
		said, stated string
		class        terms.Class
	}{
		{`{"amount":"120000","currency":"USD","per":"year"}`, `{"amount":"10000","currency":"USD","per":"month"}`, terms.EqualByRounding},
		{`{"amount":"185000","currency":"USD","per":"year"}`, `{"amount":"7115.38","currency":"USD","per":"fortnight"}`, terms.EqualByRounding},
		{`{"amount":"245000","currency":"USD","per":"year"}`, `{"amount":"20416","currency":"USD","per":"month"}`, terms.Changed},
		{`{"amount":"120000","currency":"USD","per":"year"}`, `{"amount":"10000","currency":"CAD","per":"month"}`, terms.Changed},
		{`{"amount":"20","currency":"USD","per":"hour"}`, `{"amount":"160","currency":"USD","per":"day"}`, terms.Changed},
	}
	for _, r := range rows {
		t.Run(r.said+" and "+r.stated, func(t *testing.T) {
			s := sheet(t, full)
			var rate, stated money.Rate
			if err := json.Unmarshal([]byte(r.said), &rate); err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal([]byte(r.stated), &stated); err != nil {
				t.Fatal(err)
			}
			s.Terms.BasePay.Rate = &rate
			p := everything(s)
			delete(p.Printed, "/terms/base_pay/rate")
			p.Stated = []terms.Stated{{Term: "/terms/base_pay/rate", Value: stated, Clause: "pay@1"}}
			got := diff(t, s, s, p)
			if len(got) != 1 || got[0].Class != r.class {
				t.Fatalf("rows: %+v", got)
			}
		})
	}
}
