package terms

import (
	"reflect"
	"strings"
	"sync"

	"verbatim/internal/cal"
)

// Variant is one type of a union: the fields that it must have and those it may have, besides "type".
type Variant struct {
	Type     string
	Required []string
	Optional []string
}

// Union is a flat object with a field "type" and only that type's fields. The schema and the strict parse read the
// variants from it.
type Union interface{ Variants() []Variant }

// Complete says whether a union's value is of one of its types and has what that type must have. A record that passed the
// schema holds no other.
func Complete(u Union) bool {
	v := reflect.ValueOf(u)
	n := needsOf(u, v.Type())
	fields, known := n.fields[v.Field(n.typ).String()]
	for _, i := range fields {
		if f := v.Field(i); (f.Kind() == reflect.Pointer && f.IsNil()) || (f.Kind() == reflect.Slice && f.Len() == 0) {
			return false
		}
	}
	return known
}

// needs are the fields that each type of a union must have, by their index.
type needs struct {
	typ    int // the index of the field Type
	fields map[string][]int
}

// needsKnown are the needs of each union, by its Go type: they are made once, since every value of every record is asked.
var needsKnown sync.Map

func needsOf(u Union, t reflect.Type) *needs {
	if n, made := needsKnown.Load(t); made {
		return n.(*needs)
	}
	n := &needs{fields: map[string][]int{}}
	index := map[string]int{}
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		index[name] = i
	}
	n.typ = index["type"]
	for _, variant := range u.Variants() {
		n.fields[variant.Type] = []int{}
		for _, name := range variant.Required {
			n.fields[variant.Type] = append(n.fields[variant.Type], index[name])
		}
	}
	needsKnown.Store(t, n)
	return n
}

// WhenType is which sort of When.
type WhenType string

// The types of When.
const (
	OnDate         WhenType = "date"
	After          WhenType = "after"
	OnEvent        WhenType = "event"
	ToBeAgreed     WhenType = "to_be_agreed"
	CandidateFills WhenType = "candidate_fills"
)

// Qualifier says how exact a date is.
type Qualifier string

// The qualifiers; absent means Exact.
const (
	Exact       Qualifier = "exact"
	Expected    Qualifier = "expected"
	OnOrAbout   Qualifier = "on_or_about"
	NoLaterThan Qualifier = "no_later_than"
	OnOrBefore  Qualifier = "on_or_before"
)

// Enum lists the qualifiers, for the schema.
func (Qualifier) Enum() []string {
	return []string{"exact", "expected", "on_or_about", "no_later_than", "on_or_before"}
}

// Event is something that will happen, counted from or waited for.
type Event string

// The events.
const (
	EventStart              Event = "start"
	EventAcceptance         Event = "acceptance"
	EventIssue              Event = "issue"
	EventLetterDate         Event = "letter_date"
	EventGrant              Event = "grant"
	EventTermination        Event = "termination"
	EventResult             Event = "result"
	EventTransactionClosing Event = "transaction_closing"
	EventOther              Event = "other" // Name says which
)

// Enum lists the events, for the schema.
func (Event) Enum() []string {
	return []string{"start", "acceptance", "issue", "letter_date", "grant", "termination", "result", "transaction_closing", "other"}
}

// IfMissed says what follows when a date passes.
type IfMissed string

// Lapses is the one consequence: the offer ends.
const Lapses IfMissed = "lapses"

// Enum lists the consequences, for the schema.
func (IfMissed) Enum() []string { return []string{"lapses"} }

// When is a point in time as people agree one: a date with a qualifier, so long after an event, an event, a date still to
// be agreed, or one the candidate fills in. Compared whole.
type When struct {
	Type WhenType `json:"type" jsonschema:"title=Type,example=date"`
	// Date is the day, for type date.
	Date *cal.Date `json:"date,omitempty" jsonschema:"title=Date,example=2027-01-11"`
	// Time is the clock time on the day; Zone is then required.
	Time *string `json:"time,omitempty" jsonschema:"title=Time,maxLength=5,example=17:00,pattern=^([01][0-9]|2[0-3]):[0-5][0-9]$"`
	// Zone is the IANA zone of Time.
	Zone *string `json:"zone,omitempty" jsonschema:"title=Time zone,maxLength=61,example=America/Los_Angeles,pattern=^[A-Za-z][A-Za-z0-9_+/-]{0\\,60}$"`
	// Qualifier says how exact the date is; absent means exact.
	Qualifier *Qualifier `json:"qualifier,omitempty" jsonschema:"title=Qualifier,example=no_later_than"`
	// IfMissed says what follows when the date passes.
	IfMissed *IfMissed `json:"if_missed,omitempty" jsonschema:"title=If missed,example=lapses"`
	// Length is how long after the event, for type after.
	Length *cal.Length `json:"length,omitempty" jsonschema:"title=Length"`
	// Event is what is counted from, or waited for.
	Event *Event `json:"event,omitempty" jsonschema:"title=Event,example=start"`
	// Name says which event, when Event is other.
	Name *string `json:"name,omitempty" jsonschema:"title=Name of the event,example=the merger closes,minLength=1,maxLength=200"`
	// Offset is how long after the event of type event.
	Offset *cal.Length `json:"offset,omitempty" jsonschema:"title=Offset"`
	// LongStop is the last day on which the event may happen.
	LongStop *cal.Date `json:"long_stop,omitempty" jsonschema:"title=Long stop,example=2027-06-30"`
	// By is the day by which the date is agreed, for type to_be_agreed.
	By *cal.Date `json:"by,omitempty" jsonschema:"title=By,example=2027-03-01"`
	// Earliest bounds what the candidate may fill in.
	Earliest *cal.Date `json:"earliest,omitempty" jsonschema:"title=Earliest,example=2027-01-04"`
	// Latest bounds what the candidate may fill in.
	Latest *cal.Date `json:"latest,omitempty" jsonschema:"title=Latest,example=2027-03-01"`
}

// Variants lists which fields belong to which type.
func (When) Variants() []Variant {
	return []Variant{
		{Type: string(OnDate), Required: []string{"date"}, Optional: []string{"time", "zone", "qualifier", "if_missed"}},
		{Type: string(After), Required: []string{"length", "event"}, Optional: []string{"name"}},
		{Type: string(OnEvent), Required: []string{"event"}, Optional: []string{"name", "offset", "long_stop"}},
		{Type: string(ToBeAgreed), Optional: []string{"by"}},
		{Type: string(CandidateFills), Optional: []string{"earliest", "latest"}},
	}
}
