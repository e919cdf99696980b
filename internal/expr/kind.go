package expr

import (
	"reflect"
	"time"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"

	"verbatim/internal/cal"
	"verbatim/internal/money"
	"verbatim/internal/place"
)

// Kind is what sort of value an expression gives.
type Kind string

// The kinds.
const (
	Boolean    Kind = "bool"
	Integer    Kind = "int"
	Text       Kind = "string"
	Decimal    Kind = "decimal"
	Money      Kind = "money"
	Rate       Kind = "rate"
	Share      Kind = "share"
	Date       Kind = "date"
	Length     Kind = "length"
	Place      Kind = "place"
	Instant    Kind = "instant"
	Calendar   Kind = "calendar"
	Record     Kind = "record" // a Go struct
	ListOf     Kind = "list"
	undefined  Kind = ""
	placeSet   Kind = "place_set" // internal: a parsed place.Set
	optionalOf      = "optional_type"
)

// Type describes the result of a program.
type Type struct {
	Kind     Kind
	Optional bool         // the value may be absent; Kind says what it is when it is there
	Go       reflect.Type // what Eval gives: for a Record its struct, for a list nil
	Elem     *Type        // of a list, what it holds; nil for an empty list literal
}

// String words the type for an author.
func (t Type) String() string {
	s := string(t.Kind)
	switch {
	case t.Kind == Record:
		s = t.Go.String()
	case t.Kind == ListOf && t.Elem != nil:
		s = "list of " + t.Elem.String()
	}
	if t.Optional {
		return "optional " + s
	}
	return s
}

// opaqueKinds are the Go types that only functions read.
var opaqueKinds = map[reflect.Type]Kind{
	reflect.TypeFor[money.Decimal](): Decimal,
	reflect.TypeFor[money.Money]():   Money,
	reflect.TypeFor[money.Rate]():    Rate,
	reflect.TypeFor[money.Share]():   Share,
	reflect.TypeFor[cal.Date]():      Date,
	reflect.TypeFor[cal.Length]():    Length,
	reflect.TypeFor[place.Code]():    Place,
	reflect.TypeFor[time.Time]():     Instant,
	reflect.TypeFor[cal.Calendar]():  Calendar,
}

// goTypes is what Eval gives for a kind.
var goTypes = func() map[Kind]reflect.Type {
	m := map[Kind]reflect.Type{
		Boolean: reflect.TypeFor[bool](), Integer: reflect.TypeFor[int](), Text: reflect.TypeFor[string](),
	}
	for t, k := range opaqueKinds {
		m[k] = t
	}
	return m
}()

// celTypes is how CEL names a kind.
var celTypes = func() map[Kind]*cel.Type {
	m := map[Kind]*cel.Type{Boolean: cel.BoolType, Integer: cel.IntType, Text: cel.StringType}
	for _, k := range opaqueKinds {
		m[k] = types.NewOpaqueType(string(k))
	}
	m[placeSet] = types.NewOpaqueType(string(placeSet))
	return m
}()

func (k Kind) cel() *cel.Type { return celTypes[k] }
