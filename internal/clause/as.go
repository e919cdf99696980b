package clause

import (
	"reflect"
	"slices"
	"time"

	"verbatim/internal/cal"
	"verbatim/internal/money"
	"verbatim/internal/place"
	"verbatim/internal/terms"
)

// As is how a slot's value becomes words.
type As string

// The ways. Each words the whole value or refuses it: nothing of a value is ever left out.
const (
	AsText      As = "text"      // a text as it stands; form words makes a code such as data_protection a phrase, form clock a time of day of 17:30
	AsName      As = "name"      // a person's name; forms full, greeting
	AsMoney     As = "money"     // an amount of money, or a Size or stated pay that is one
	AsYearly    As = "yearly"    // what a part of base pay comes to in a year, worked out from the others
	AsRate      As = "rate"      // a rate of pay, or a Size that is one
	AsSize      As = "size"      // any Size, whole
	AsNumber    As = "number"    // a number
	AsPercent   As = "percent"   // a share
	AsDate      As = "date"      // a civil day
	AsWhen      As = "when"      // a When, whole; forms on, by, due, from, until, bare
	AsLength    As = "length"    // a span; forms plain ("12 months"), adjective ("12-month"), every (in every "year", "2 years")
	AsInstant   As = "instant"   // a point in time, in the entity's zone
	AsMonth     As = "month"     // the name of a month, from its number
	AsWords     As = "words"     // a word of the record's vocabulary or true and false, by the slot's own table
	AsPlace     As = "place"     // a place of law, by the slot's own table or else its name
	AsVesting   As = "vesting"   // any Vesting, whole
	AsStrike    As = "strike"    // any Strike, whole
	AsChanges   As = "changes"   // the changes of a condition or an option
	AsTerm      As = "term"      // what the term that a pointer names is called
	AsList      As = "list"      // a list: of words by the slot's table, or of items by its wording
	AsOption    As = "option"    // the label of the option of an alternative whose id it is
	AsDocument  As = "document"  // the name of the document whose id it is
	AsParty     As = "party"     // the name of the party whose id it is
	AsEntity    As = "entity"    // the employing entity; forms registered, short
	AsSignatory As = "signatory" // the name of an entity's signatory
)

// shape is what a way takes: Go types, the forms it has, and whether it needs a table of words.
type shape struct {
	types []reflect.Type
	forms []string
	table bool
}

var (
	textType = reflect.TypeFor[string]()
	shapeOf  = map[As]shape{
		AsText:      {types: []reflect.Type{textType}, forms: []string{"plain", "words", "clock"}},
		AsName:      {types: []reflect.Type{reflect.TypeFor[terms.Name]()}, forms: []string{"full", "greeting"}},
		AsMoney:     {types: []reflect.Type{reflect.TypeFor[money.Money](), reflect.TypeFor[terms.Size](), reflect.TypeFor[terms.StatedPay]()}},
		AsYearly:    {types: []reflect.Type{reflect.TypeFor[terms.Component]()}},
		AsRate:      {types: []reflect.Type{reflect.TypeFor[money.Rate](), reflect.TypeFor[terms.Size]()}},
		AsSize:      {types: []reflect.Type{reflect.TypeFor[terms.Size]()}},
		AsNumber:    {types: []reflect.Type{reflect.TypeFor[money.Decimal](), reflect.TypeFor[int]()}},
		AsPercent:   {types: []reflect.Type{reflect.TypeFor[money.Share]()}},
		AsDate:      {types: []reflect.Type{reflect.TypeFor[cal.Date]()}},
		AsWhen:      {types: []reflect.Type{reflect.TypeFor[terms.When]()}, forms: []string{"on", "by", "due", "from", "until", "bare"}},
		AsLength:    {types: []reflect.Type{reflect.TypeFor[cal.Length]()}, forms: []string{"plain", "adjective", "every"}},
		AsInstant:   {types: []reflect.Type{reflect.TypeFor[time.Time]()}},
		AsMonth:     {types: []reflect.Type{reflect.TypeFor[int]()}},
		AsWords:     {types: []reflect.Type{textType, reflect.TypeFor[bool]()}, table: true},
		AsPlace:     {types: []reflect.Type{reflect.TypeFor[place.Code]()}},
		AsVesting:   {types: []reflect.Type{reflect.TypeFor[terms.Vesting]()}},
		AsStrike:    {types: []reflect.Type{reflect.TypeFor[terms.Strike]()}},
		AsChanges:   {types: []reflect.Type{reflect.TypeFor[terms.Patch]()}},
		AsTerm:      {types: []reflect.Type{textType}},
		AsList:      {},
		AsOption:    {types: []reflect.Type{textType}},
		AsDocument:  {types: []reflect.Type{textType}},
		AsParty:     {types: []reflect.Type{textType}},
		AsEntity:    {types: []reflect.Type{textType}, forms: []string{"registered", "short"}},
		AsSignatory: {types: []reflect.Type{textType}},
	}
)

// Ways lists every As in alphabetical order.
func Ways() []string {
	var out []string
	for a := range shapeOf {
		out = append(out, string(a))
	}
	slices.Sort(out)
	return out
}
