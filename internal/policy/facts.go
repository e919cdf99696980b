package policy

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"sync"

	"verbatim/internal/cal"
	"verbatim/internal/entity"
	"verbatim/internal/expr"
	"verbatim/internal/handoff"
	"verbatim/internal/locale"
	"verbatim/internal/place"
	"verbatim/internal/terms"
)

// Input is what Check judges.
type Input struct {
	Record   handoff.Record
	Verbal   terms.Sheet
	Amended  terms.Sheet // Verbal with the amendments; the zero Sheet means that there are none
	Written  terms.Written
	Changes  []terms.Change // Diff of verbal and written
	Entity   entity.Entity
	Calendar cal.Calendar   // of the entity
	AsOf     cal.Date       // the day on which rules are in force
	Letter   cal.Date       // the letter date; zero means AsOf
	IssueDay cal.Date       // the day on which the letter is given; zero means the letter date
	Packs    []Pack         // in force on AsOf
	Banding  Banding        // how the letter stands to the employer's bands of pay
	Words    *locale.Locale // for what is observed; nil means en-US
}

// Places are the three places that law can look at.
type Places struct {
	Work      place.Code  `json:"work"`
	Residence *place.Code `json:"residence,omitempty"`
	Law       place.Code  `json:"law"`
}

// Days are what a letter's time is counted by.
type Days struct {
	Letter   cal.Date  `json:"letter"`
	Issue    cal.Date  `json:"issue"`
	Start    *cal.Date `json:"start,omitempty"`     // when the start is a date
	AnswerBy *cal.Date `json:"answer_by,omitempty"` // when the answer-by point can be placed
}

// Assumed is a term that was read from a text that allowed more than one reading.
type Assumed struct {
	Term  terms.Pointer `json:"term"`
	Label string        `json:"label"`
	Field *string       `json:"source_field,omitempty"`
}

// Duty is a duty to pay back what was paid: a single payment, variable pay, or the help with a move.
type Duty struct {
	Term      terms.Pointer   `json:"term"` // what was paid
	Label     string          `json:"label"`
	Repayment terms.Repayment `json:"repayment"`
}

// Target is variable pay held against the bonus limit of the letter's band.
type Target struct {
	Item terms.ID `json:"item"`           // of terms.variable_pay
	Over *bool    `json:"over,omitempty"` // its target is above the limit; absent when that cannot be told
}

// vars are the names that a rule can use.
var vars = expr.Vars{
	"said":      reflect.TypeFor[terms.Terms](),
	"terms":     reflect.TypeFor[terms.Terms](),
	"changes":   reflect.TypeFor[[]terms.Change](),
	"assumed":   reflect.TypeFor[[]Assumed](),
	"duties":    reflect.TypeFor[[]Duty](),
	"targets":   reflect.TypeFor[[]Target](),
	"days":      reflect.TypeFor[Days](),
	"candidate": reflect.TypeFor[handoff.Candidate](),
	"entity":    reflect.TypeFor[entity.Entity](),
	"place":     reflect.TypeFor[Places](),
	"hiring":    reflect.TypeFor[*handoff.Hiring](),
	"letter":    reflect.TypeFor[handoff.Letter](),
	expr.AsOf:   reflect.TypeFor[cal.Date](),

	expr.CalendarVar: reflect.TypeFor[cal.Calendar](),
}

var (
	base         = sync.OnceValues(func() (*expr.Env, error) { return expr.NewEnv(vars) })
	environments sync.Map // of base with an item, by its type
)

// envFor gives the environment of a rule; item is nil where it has none.
func envFor(item reflect.Type) (*expr.Env, error) {
	if item == nil {
		return base()
	}
	if e, ok := environments.Load(item); ok {
		return e.(*expr.Env), nil
	}
	e, err := base()
	if err == nil {
		e, err = e.With("item", item)
	}
	if err != nil {
		return nil, fmt.Errorf("environment of rules: %w", err)
	}
	environments.Store(item, e)
	return e, nil
}

// facts are an Input made ready: the terms as the letter has them, and all names bound.
type facts struct {
	Input
	sheet  terms.Sheet
	leaves []terms.Leaf
	places Places
	days   Days
	scope  *expr.Scope
}

func newFacts(in Input) (*facts, error) {
	if reflect.ValueOf(in.Amended).IsZero() {
		in.Amended = in.Verbal
	}
	if in.Letter.IsZero() {
		in.Letter = in.AsOf
	}
	if in.IssueDay.IsZero() {
		in.IssueDay = in.Letter
	}
	if in.Words == nil {
		words, err := locale.For("en-US")
		if err != nil {
			return nil, err
		}
		in.Words = words
	}
	f := &facts{Input: in}
	var err error
	if f.sheet, err = terms.Overlay(in.Amended, stated(in.Written)); err != nil {
		return nil, err
	}
	f.leaves = f.sheet.Leaves()
	f.places = Places{Work: f.sheet.Terms.Place.Jurisdiction, Residence: in.Record.Candidate.Residence, Law: f.sheet.Terms.Place.Jurisdiction}
	f.days = daysOf(in, f.sheet.Terms)
	f.scope, err = expr.Bind(map[string]any{
		"said": in.Verbal.Terms, "terms": f.sheet.Terms, "changes": in.Changes, "assumed": assumed(in), "duties": duties(f.sheet), "days": f.days,
		"targets":   f.targets(),
		"candidate": in.Record.Candidate, "entity": in.Entity, "place": f.places, "hiring": in.Record.Hiring, "letter": in.Record.Letter,
		expr.AsOf: in.AsOf, expr.CalendarVar: in.Calendar,
	})
	return f, err
}

// stated are the values that clauses bring by themselves, or say otherwise than agreed.
func stated(w terms.Written) []terms.WrittenLeaf {
	var out []terms.WrittenLeaf
	for _, l := range w.Leaves {
		if l.Origin == terms.Clause {
			out = append(out, l)
		}
	}
	return out
}

func daysOf(in Input, t terms.Terms) Days {
	d := Days{Letter: in.Letter, Issue: in.IssueDay}
	if t.Start.Type == terms.OnDate {
		d.Start = t.Start.Date
	}
	if t.Offer != nil {
		if day, ok := d.of(t.Offer.Expires, in.Calendar); ok {
			d.AnswerBy = &day
		}
	}
	return d
}

// of is the day of a point in time; ok is false where there is none or it cannot be placed.
func (d Days) of(w *terms.When, c cal.Calendar) (day cal.Date, ok bool) {
	if w == nil {
		return day, false
	}
	events := map[terms.Event]cal.Date{terms.EventLetterDate: d.Letter, terms.EventIssue: d.Issue}
	if d.Start != nil {
		events[terms.EventStart] = *d.Start
	}
	return w.Day(events, c)
}

func assumed(in Input) []Assumed {
	out := []Assumed{}
	for _, p := range slices.Sorted(maps.Keys(in.Record.Provenance)) {
		v := in.Record.Provenance[p]
		if v.Parsed != nil && *v.Parsed == "assumed" {
			out = append(out, Assumed{Term: p, Label: in.Verbal.Label(p), Field: v.SourceField})
		}
	}
	return out
}

// duties lists what must be paid back, in the order of the record.
func duties(s terms.Sheet) []Duty {
	out := []Duty{}
	add := func(term terms.Pointer, r *terms.Repayment) {
		if r != nil {
			out = append(out, Duty{Term: term, Label: s.Label(term), Repayment: *r})
		}
	}
	for _, v := range s.Terms.VariablePay {
		add(terms.Pointer("/terms/variable_pay").Child(string(v.ID)), v.Repayment)
	}
	for _, p := range s.Terms.OneTimePayments {
		add(terms.Pointer("/terms/one_time_payments").Child(string(p.ID)), p.Repayment)
	}
	if s.Terms.Relocation != nil {
		add("/terms/relocation", s.Terms.Relocation.Repayment)
	}
	return out
}

// at is the place that a rule looks at.
func (f *facts) at(a At) place.Code {
	switch {
	case a == AtResidence && f.places.Residence != nil:
		return *f.places.Residence
	case a == AtLaw:
		return f.places.Law
	}
	return f.places.Work
}

// has says whether anything is known at or below a term, or its family was said to be none.
func (f *facts) has(p terms.Pointer) bool {
	if f.sheet.Terms.ExplicitlyNone.Has(p.Family()) {
		return true
	}
	return slices.ContainsFunc(f.leaves, func(l terms.Leaf) bool { return l.Term.Under(p) })
}

// clauseOf is the clause that prints or states a term, empty when none does.
func (f *facts) clauseOf(p terms.Pointer) string {
	for _, l := range f.Written.Leaves {
		if l.Term.Under(p) && l.Clause != "" {
			return l.Clause
		}
	}
	return ""
}
