package schema

import (
	"fmt"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"verbatim/internal/cal"
	"verbatim/internal/fault"
	"verbatim/internal/money"
	"verbatim/internal/place"
)

// form is how a value with a definition of its own is written: whatever is wrong with it has one code and one sentence.
type form struct {
	code    fault.Code
	message string
	number  string // the sentence for a JSON number in its place, where that deserves its own
}

// forms are the definitions that schema/gen writes for values, by name.
var forms = map[string]form{
	"Decimal":   {code: fault.CodeBadAmount, message: sentence(money.ErrDecimal), number: `send a decimal string such as "185000", not a JSON number: most readers turn numbers into floats`},
	"Share":     {code: fault.CodeBadAmount, message: `a share is a string: in percent such as "15", or a fraction such as "1/3"`, number: `send a string such as "15" (percent) or "1/3", not a JSON number: most readers turn numbers into floats`},
	"Currency":  {code: fault.CodeBadCurrency, message: "a currency is a three-letter code of ISO 4217 in circulation, such as USD, GBP or EUR; a sign such as $ says too little"},
	"Date":      {code: fault.CodeBadDate, message: sentence(cal.ErrDate)},
	"Instant":   {code: fault.CodeBadDate, message: `a point in time with its offset as "2026-11-18T15:30:00-08:00", between 1900 and 2199`},
	"Length":    {code: fault.CodeFormat, message: sentence(cal.ErrLength)},
	"PlaceCode": {code: fault.CodeBadPlace, message: sentence(place.ErrCode)},
	"Digest":    {code: fault.CodeFormat, message: `a digest is "sha256:" and 64 lower-case hexadecimal digits`},
	"ID":        {code: fault.CodeFormat, message: "an id is at most 40 of a-z, 0-9 and _, and begins with a letter, such as sign_on"},
	"Pointer":   {code: fault.CodeUnknownTerm, message: "a term pointer names a term from the root, list items by id, such as /terms/one_time_payments/sign_on/size"},
}

func sentence(err error) string { return "allowed is " + err.Error() }

const nullMessage = "null is not allowed: leave the field out"

// leaf words what one keyword found.
func leaf(k jsonschema.ErrorKind, at spot) (fault.Code, string) {
	switch k := k.(type) {
	case *kind.Type:
		return wrongType(k)
	case *kind.Enum:
		return fault.CodeNotAllowed, "allowed is " + oneOf(k.Want)
	case *kind.Const:
		return fault.CodeNotAllowed, "allowed is " + oneOf([]any{k.Want})
	case *kind.FalseSchema:
		return fault.CodeNotOfType, "this field does not belong to an object of this type: leave it out, or correct the type"
	case *kind.Pattern:
		return fault.CodePattern, "this has not the form that is wanted" + suchAs(at)
	case *kind.Format:
		return fault.CodeFormat, fmt.Sprintf("this is not of the format %s%s", k.Want, suchAs(at))
	case *kind.MinLength:
		return fault.CodeTooShort, fmt.Sprintf("at least %s, this has %d", count(k.Want, "character"), k.Got)
	case *kind.MaxLength:
		return fault.CodeTooLong, fmt.Sprintf("at most %s, this has %d", count(k.Want, "character"), k.Got)
	}
	return sizes(k)
}

func sizes(k jsonschema.ErrorKind) (fault.Code, string) {
	switch k := k.(type) {
	case *kind.MinItems:
		return fault.CodeTooShort, fmt.Sprintf("at least %s, this has %d", count(k.Want, "item"), k.Got)
	case *kind.MaxItems:
		return fault.CodeTooMany, fmt.Sprintf("at most %s, this has %d", count(k.Want, "item"), k.Got)
	case *kind.UniqueItems:
		return fault.CodeNotAllowed, fmt.Sprintf("each item may stand here once: %d and %d, counted from 0, are the same", k.Duplicates[0], k.Duplicates[1])
	case *kind.MinProperties:
		return fault.CodeTooShort, "an empty object says nothing: leave it out, or say in it what was agreed"
	case *kind.MaxProperties:
		return fault.CodeTooMany, fmt.Sprintf("at most %s, this has %d", count(k.Want, "field"), k.Got)
	case *kind.Minimum:
		return fault.CodeOutOfRange, "at least " + k.Want.RatString()
	case *kind.Maximum:
		return fault.CodeOutOfRange, "at most " + k.Want.RatString()
	}
	return fault.CodeInvalidRecord, "this does not have the form that the schema gives for it"
}

var kinds = map[string]string{
	"string": "a text in quotes", "integer": "a whole number", "number": "a number", "boolean": "true or false", "object": "an object", "array": "a list",
}

func wrongType(k *kind.Type) (fault.Code, string) {
	if k.Got == "null" {
		return fault.CodeNull, nullMessage
	}
	wanted := make([]string, len(k.Want))
	for i, w := range k.Want {
		wanted[i] = kinds[w]
	}
	return fault.CodeWrongType, fmt.Sprintf("%s is wanted here, not %s", strings.Join(wanted, " or "), kinds[k.Got])
}

func requiredMessage(name string, at spot) string {
	subject := "this field is required"
	if t, ok := typeOf(at); ok {
		subject = fmt.Sprintf("the type %s needs this field", t)
	}
	if about, _ := at.property(name)["description"].(string); about != "" {
		subject += ": " + about
	}
	return strings.TrimSuffix(subject, ".")
}

// typeOf gives the type that an if-then rule of a union is for. The spot of such a rule is its then.
func typeOf(at spot) (string, bool) {
	rules, _ := at.outer["allOf"].([]any)
	for _, r := range rules {
		rule, _ := r.(map[string]any)
		then, _ := rule["then"].(map[string]any)
		if then == nil || !same(then, at.schema) {
			continue
		}
		condition, _ := rule["if"].(map[string]any)
		properties, _ := condition["properties"].(map[string]any)
		t, _ := properties["type"].(map[string]any)
		word, ok := t["const"].(string)
		return word, ok
	}
	return "", false
}

func oneOf(words []any) string {
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = fmt.Sprint(w)
	}
	if len(texts) == 1 {
		return "only " + texts[0]
	}
	return "one of " + strings.Join(texts, ", ")
}

func suchAs(at spot) string {
	if e := example(at.schema); e != "" {
		return ": for example " + e
	}
	return ""
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
