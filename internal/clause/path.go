package clause

import (
	"regexp"
	"strings"

	"verbatim/internal/terms"
)

// Path names a term relative to what a wording sees: terms.termination.at_will, item.size, or an absolute pointer.
type Path struct {
	root  string   // terms, candidate, employer, item, outer, paper; empty for an absolute pointer
	names []string // below root, or the whole pointer
}

var pathForm = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.\??[a-z][a-z0-9_]*)*$`)

// ParsePath reads terms.base_pay.rate (an expression's .? is read as a dot) or /terms/base_pay/rate.
func ParsePath(s string) (Path, bool) {
	if strings.HasPrefix(s, "/") {
		p := terms.Pointer(s)
		return Path{names: p.Segments()}, p.Valid()
	}
	if !pathForm.MatchString(s) {
		return Path{}, false
	}
	names := strings.Split(strings.ReplaceAll(s, ".?", "."), ".")
	return Path{root: names[0], names: names[1:]}, true
}

func pathOf(segments []string) Path { return Path{root: segments[0], names: segments[1:]} }

func (p Path) String() string {
	if p.root == "" {
		return "/" + strings.Join(p.names, "/")
	}
	return strings.Join(append([]string{p.root}, p.names...), ".")
}

// bases are the pointers that the roots of paths stand for at a point of a letter.
type bases map[string]terms.Pointer

// rootBases are those that hold everywhere. Other variables (entity, letter, place) are no terms.
func rootBases() bases {
	return bases{"terms": "/terms", "candidate": "/candidate", "employer": "/employer"}
}

// with is b and one more root.
func (b bases) with(name string, p terms.Pointer) bases {
	out := bases{}
	for k, v := range b {
		out[k] = v
	}
	out[name] = p
	return out
}

// pointer resolves a path; ok is false when it names no term.
func (b bases) pointer(p Path) (terms.Pointer, bool) {
	at, ok := terms.Pointer(""), true
	if p.root != "" {
		at, ok = b[p.root]
	}
	for _, n := range p.names {
		at = at.Child(n)
	}
	return at, ok
}
