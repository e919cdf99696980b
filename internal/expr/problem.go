package expr

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"verbatim/internal/fault"
)

// Code names one sort of problem, for lint.
type Code string

// The codes of problems.
const (
	TooLong      Code = "too_long"
	Syntax       Code = "syntax"
	NotSupported Code = "not_supported" // CEL, but not part of the language
	UnknownName  Code = "unknown_name"
	UnknownField Code = "unknown_field"
	UnknownFunc  Code = "unknown_function"
	BadLiteral   Code = "bad_literal"
	MayBeAbsent  Code = "may_be_absent" // an optional where a value is wanted
	Unguarded    Code = "unguarded"     // value() without a guard
	NeverAbsent  Code = "never_absent"  // has() or .? on what is always there
	WrongType    Code = "wrong_type"    // operands that do not fit
	WrongResult  Code = "wrong_result"  // the whole expression is not what was wanted
)

// Problem is one reason why an expression does not compile.
type Problem struct {
	Line       int // from 1
	Column     int // from 1, in characters
	Code       Code
	Message    string
	Suggestion string // what to write instead, empty when there is no good guess
}

func (p Problem) String() string {
	s := strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Column) + ": " + p.Message
	if p.Suggestion != "" {
		s += "; " + p.Suggestion
	}
	return s + " [" + string(p.Code) + "]"
}

// Refuse makes one error of problems (kind Invalid, fault.CodeExpression), or nil when there are none.
func Refuse(problems []Problem) error {
	faults := make([]fault.Fault, len(problems))
	for i, p := range problems {
		faults[i] = fault.Fault{Code: fault.CodeExpression, Message: p.String()}
	}
	return fault.All(fault.CodeExpression, "The expression does not compile.", faults)
}

// tidy sorts problems by place and drops repetitions.
func tidy(problems []Problem) []Problem {
	slices.SortStableFunc(problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), strings.Compare(a.Message, b.Message))
	})
	return slices.Compact(problems)
}
