package expr

import (
	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"

	"verbatim/internal/cal"
)

// grows says whether the work of an expression grows with more than its own length: by a loop, the days between two dates,
// or the length of two texts. Only such a one is counted as it runs; the others cannot reach the limit, since a record's
// lists are short.
func grows(e ast.Expr) bool {
	found := false
	ast.PostOrderVisit(e, ast.NewExprVisitor(func(x ast.Expr) {
		switch x.Kind() {
		case ast.ComprehensionKind:
			found = true
		case ast.CallKind:
			switch x.AsCall().FunctionName() {
			case "business_days_between", "add", "contains", "startsWith", "endsWith", "_+_":
				found = true
			}
		}
	}))
	return found
}

// limited bounds each evaluation.
func limited() []cel.ProgramOption {
	return []cel.ProgramOption{cel.CostLimit(CostLimit), cel.CostTracking(costs{})}
}

// costs weighs the functions whose work grows with their input; CEL counts 1 for the others.
type costs struct{}

// CallCost gives the cost of one call, nil for CEL's own.
func (costs) CallCost(function, overloadID string, args []ref.Val, result ref.Val) *uint64 {
	switch overloadID {
	case "business_days_between_dates":
		return span(args[0], args[1])
	case "add_date_length_calendar":
		return span(args[0], result)
	}
	if _, ok := fieldRead(function); ok { // a list is made anew at each read
		if opt, isOpt := result.(*types.Optional); isOpt && opt.HasValue() {
			result = opt.GetValue()
		}
		return length(result)
	}
	if function == "@in" {
		return length(args[1])
	}
	return nil
}

// span counts a day as one step.
func span(a, b ref.Val) *uint64 {
	from, ok := a.Value().(cal.Date)
	to, ok2 := b.Value().(cal.Date)
	if !ok || !ok2 {
		return nil
	}
	n := uint64(1 + max(from.DaysUntil(to), to.DaysUntil(from)))
	return &n
}

func length(v ref.Val) *uint64 {
	l, ok := v.(traits.Lister)
	if !ok {
		return nil
	}
	size, _ := l.Size().(types.Int)
	n := uint64(1 + size)
	return &n
}
