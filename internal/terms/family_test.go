package terms_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"verbatim/internal/cal"
	"verbatim/internal/expr"
	"verbatim/internal/terms"
)

// visit calls f for each place that a record's types allow: fields by name, list items as "item". Values that are compared
// whole end a path.
func visit(at terms.Pointer, t reflect.Type, f func(terms.Pointer, reflect.Type)) {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() == reflect.Slice && !isSet(t) && !terms.IsWhole(t.Elem()) {
		at, t = at.Child("item"), t.Elem()
	}
	if terms.IsWhole(t) {
		f(at, t)
		return
	}
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if name != "id" {
			visit(at.Child(name), t.Field(i).Type, f)
		}
	}
}

// isSet says whether a list is one value: a set of words, or the changes of a condition.
func isSet(t reflect.Type) bool {
	return t.Elem().Kind() == reflect.String || t == reflect.TypeFor[[]terms.Patch]()
}

// TestEveryTermIsInTheCatalogue: whatever the types allow has a label, a duty and a topic, and its pointer leads back to
// its type.
func TestEveryTermIsInTheCatalogue(t *testing.T) {
	n := 0
	visit("/terms", reflect.TypeFor[terms.Terms](), func(p terms.Pointer, typ reflect.Type) {
		n++
		e, ok := terms.Lookup(p)
		if !ok || e.Label == "" || e.Print == "" || e.Topic == "" {
			t.Errorf("%s: %+v", p, e)
		}
		if back, ok := terms.TypeAt(p); !ok || back != typ {
			t.Errorf("%s leads to %v, not to %v", p, back, typ)
		}
		if !p.Valid() {
			t.Errorf("%s is no pointer", p)
		}
	})
	if n < 300 {
		t.Errorf("only %d terms", n)
	}
}

// TestCatalogueNamesOnlyTerms: a row that no record can meet is a row for something else.
func TestCatalogueNamesOnlyTerms(t *testing.T) {
	for _, e := range terms.Catalogue() {
		p := terms.Pointer(strings.ReplaceAll(strings.TrimSuffix(e.Pattern, "/**"), "*", "item"))
		if _, ok := terms.TypeAt(p); !ok {
			t.Errorf("%s names no term", e.Pattern)
		}
	}
}

// TestFamiliesAreTheMembersOfTerms: each member of Terms can be said to be none, but those without which there is no offer.
func TestFamiliesAreTheMembersOfTerms(t *testing.T) {
	typ := reflect.TypeFor[terms.Terms]()
	var members []string
	for i := range typ.NumField() {
		name, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
		if !slices.Contains([]string{"role", "place", "start", "explicitly_none", "not_discussed"}, name) {
			members = append(members, name)
		}
	}
	families := terms.Family("").Enum()
	slices.Sort(members)
	slices.Sort(families)
	if !slices.Equal(members, families) {
		t.Errorf("members %v\nfamilies %v", members, families)
	}
}

// TestExpressionsReadTheTerms: types that hold themselves do not keep the expression language from reading all others.
func TestExpressionsReadTheTerms(t *testing.T) {
	env, err := expr.NewEnv(expr.Vars{"terms": reflect.TypeFor[terms.Terms](), "item": reflect.TypeFor[terms.Equity]()})
	if err != nil {
		t.Fatal(err)
	}
	for _, source := range []string{
		`terms.equity.exists(e, e.?vesting.?type.orValue("") == "periodic")`,
		`has(item.vesting.over) && item.vesting.value().over.value() > months(48)`,
		`terms.equity.exists(e, e.?vesting.?parts.orValue([]).exists(p, p.vesting.type == "performance"))`,
		`terms.severance.exists(s, "resignation" in s.triggers)`,
		`terms.base_pay.?components.orValue([]).exists(c, c.size.type == "balance")`,
		`size(terms.conditions) > 0 || size(terms.alternatives) > 0`,
		`terms.alternatives.exists(a, a.options.exists(o, size(o.set) > 0))`,
	} {
		if _, problems := env.Compile(source, expr.Bool); len(problems) > 0 {
			t.Errorf("%s: %v", source, problems)
		}
	}
}

// familySaid is a Sheet that says all that one member of Terms can say, once each.
func familySaid(member int) terms.Sheet {
	s := terms.Sheet{Employer: terms.Employer{Entity: "acme-us"}, Candidate: terms.Candidate{Name: terms.Name{Full: "Ana Ruiz"}}}
	fill(reflect.ValueOf(&s.Terms).Elem().Field(member), "")
	return s
}

// TestEachTermAlone takes each leaf of everything away in turn: exactly that one turns up, where a letter must print it.
func TestEachTermAlone(t *testing.T) {
	typ := reflect.TypeFor[terms.Terms]()
	for i := range typ.NumField() {
		t.Run(typ.Field(i).Name, func(t *testing.T) { eachAlone(t, familySaid(i)) })
	}
}

func eachAlone(t *testing.T, s terms.Sheet) {
	t.Helper()
	if rows := diff(t, s, s, everything(s)); len(rows) != 0 {
		t.Fatalf("all is printed, and yet: %+v", rows)
	}
	for _, leaf := range s.Leaves() {
		p := everything(s)
		delete(p.Printed, leaf.Term)
		rows := diff(t, s, s, p)
		e, _ := terms.Lookup(leaf.Term)
		switch {
		case e.Print != terms.Must && len(rows) > 0:
			t.Errorf("%s may be left out, but rows: %+v", leaf.Term, rows)
		case e.Print == terms.Must && (len(rows) != 1 || rows[0].Class != terms.Unwritten || !leaf.Term.Under(rows[0].Term)):
			t.Errorf("%s not printed gives %+v", leaf.Term, rows)
		case len(rows) == 1 && (rows[0].Label == "" || strings.Contains(rows[0].Label, "/")):
			t.Errorf("%s is called %q", leaf.Term, rows[0].Label)
		}
	}
}

func TestComplete(t *testing.T) {
	grant, over := terms.EventGrant, cal.Of(4, cal.Years)
	for _, row := range []struct {
		u    terms.Union
		want bool
	}{
		{terms.When{}, false},
		{terms.When{Type: terms.OnEvent}, false},
		{terms.When{Type: terms.OnEvent, Event: &grant}, true},
		{terms.When{Type: "soon", Event: &grant}, false},
		{terms.Vesting{Type: terms.VestPeriodic, Over: &over}, false},
		{terms.Vesting{Type: terms.VestPeriodic, Over: &over, Every: &over}, true},
		{terms.Vesting{Type: terms.VestDated}, false},
		{terms.Size{Type: terms.SizeBalance}, true},
	} {
		if got := terms.Complete(row.u); got != row.want {
			t.Errorf("%+v: %v", row.u, got)
		}
		terms.Words(english(t), row.u) // says nothing rather than fail
	}
}
