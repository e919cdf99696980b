package expr

import (
	"cel.dev/cel-go/common/ast"
)

// wayOf gives the fields that an expression reads one below the other, when that is all it does: most slots of a letter
// do no more. It is nil for every other expression, also for one that reads a field from a method.
func (e *Env) wayOf(tree *ast.AST) (way []*field) {
	x := tree.Expr()
	for x.Kind() == ast.CallKind {
		c := x.AsCall()
		fn := c.FunctionName()
		name, reads := fieldRead(fn)
		if !reads || fn == getHas+name {
			return nil
		}
		t := tree.GetType(c.Args()[0].ID())
		if isOptional(t) {
			t = t.Parameters()[0]
		}
		rec := e.records[t.TypeName()]
		if rec == nil || rec.fields[name] == nil || rec.fields[name].derived {
			return nil
		}
		way, x = append(way, rec.fields[name]), c.Args()[0]
	}
	if x.Kind() != ast.IdentKind {
		return nil
	}
	return way
}

// follow reads a program's way without CEL, which would spend more on counting the steps than on the reads. It gives what
// Eval does.
func (p *Program) follow(s *Scope) any {
	root, _ := s.find(p.roots[0].name)
	at, there := root.inner.(*object)
	if !there {
		return p.none()
	}
	v := at.v
	for i := len(p.way) - 1; i >= 0; i-- { // the outermost name stands last
		f := p.way[i]
		if v = v.FieldByIndex(f.index); f.optional {
			if v.IsNil() {
				return p.none()
			}
			v = v.Elem()
		}
	}
	return native(p.way[0].shape.adapt(v))
}

// none is what Eval gives for what is absent.
func (p *Program) none() any {
	if p.want == List {
		return []any{}
	}
	return nil
}
