package expr

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/checker"
	"cel.dev/cel-go/common"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/parser"
)

// language is what every environment shares: how text is read, the functions that are the same everywhere, and how
// programs are planned. Variables and the reads of fields belong to an Env. Nothing in it changes once it is made.
type language struct {
	reader    *parser.Parser
	functions *checker.Env // no variables; environments inherit from it
	planner   *cel.Env
}

// theLanguage is made when the first environment is: a program that compiles nothing does not pay for it.
var theLanguage = sync.OnceValues(newLanguage)

func newLanguage() (*language, error) {
	opts := append([]cel.EnvOption{cel.OptionalTypes(cel.OptionalTypesVersion(4))}, builtins()...)
	planner, err := cel.NewCustomEnv(opts...)
	if err != nil {
		return nil, fmt.Errorf("expression language: %w", err)
	}
	l := &language{planner: planner}
	// cel-go's other parser reads the same grammar, and costs some milliseconds before its first tree.
	l.reader, err = parser.NewParser(
		parser.EnablePrattParser(true),
		parser.Macros(planner.Macros()...),
		parser.EnableOptionalSyntax(true),
		parser.EnableHiddenAccumulatorName(true),
		parser.ExpressionSizeCodePointLimit(MaxSource),
	)
	if err != nil {
		return nil, fmt.Errorf("expression parser: %w", err)
	}
	if l.functions, err = checker.NewEnv(planner.Container, planner.CELTypeProvider()); err != nil {
		return nil, fmt.Errorf("expression checker: %w", err)
	}
	if err = l.functions.AddIdents(planner.Variables()...); err != nil {
		return nil, fmt.Errorf("expression checker: %w", err)
	}
	for _, fn := range planner.Functions() {
		if fn.IsDeclarationDisabled() {
			continue
		}
		if err = l.functions.AddFunctions(fn); err != nil {
			return nil, fmt.Errorf("expression checker: %w", err)
		}
	}
	return l, nil
}

// inheriting makes a checker that knows what another one knows, and can be told more without telling the other.
func (l *language) inheriting(from *checker.Env) (*checker.Env, error) {
	return checker.NewEnv(l.planner.Container, l.planner.CELTypeProvider(), checker.ValidatedDeclarations(from))
}

// check parses, rewrites and type-checks.
func (e *Env) check(src string) (*ast.AST, []Problem) {
	text := common.NewTextSource(src)
	parsed, errs := e.reader.Parse(text)
	if len(errs.GetErrors()) > 0 {
		return nil, e.problems(errs, nil)
	}
	r := newRewriter(e, parsed)
	r.rewrite(parsed.Expr(), nil)
	if len(r.problems) > 0 {
		return nil, tidy(r.problems)
	}
	own, err := e.inheriting(e.variables)
	if err != nil {
		return nil, []Problem{{1, 1, NotSupported, err.Error(), ""}}
	}
	for _, fn := range slices.Sorted(maps.Keys(r.reads)) {
		if err := own.AddFunctions(e.reads.of(fn).decl); err != nil {
			return nil, []Problem{{1, 1, NotSupported, err.Error(), ""}}
		}
	}
	checked, errs := checker.Check(parsed, text, own)
	if len(errs.GetErrors()) > 0 {
		return nil, e.problems(errs, parsed)
	}
	return checked, nil
}

func (e *Env) problems(errs *common.Errors, tree *ast.AST) []Problem {
	t := newTranslator(e, tree)
	var out []Problem
	for _, err := range errs.GetErrors() {
		out = append(out, t.problem(err))
	}
	return tidy(out)
}

// plan makes a checked tree ready to run, with the reads of fields that it calls.
func (e *Env) plan(tree *ast.AST, opts ...cel.ProgramOption) (cel.Program, error) {
	var bindings []cel.ProgramOption
	seen := map[string]bool{}
	ast.PostOrderVisit(tree.Expr(), ast.NewExprVisitor(func(x ast.Expr) {
		if x.Kind() != ast.CallKind {
			return
		}
		fn := x.AsCall().FunctionName()
		if _, ok := fieldRead(fn); !ok {
			return
		}
		for _, id := range tree.GetOverloadIDs(x.ID()) {
			if seen[id] {
				continue
			}
			seen[id] = true
			//lint:ignore SA1019 a function declared on the planner would be planned for every program, and this one is not known to it
			bindings = append(bindings, cel.Functions(e.reads.of(fn).bindings[id]))
		}
	}))
	if grows(tree.Expr()) {
		opts = append(opts, limited()...)
	}
	return e.planner.PlanProgram(tree, slices.Concat(bindings, opts)...)
}
