package terms

import (
	"regexp"
	"strings"
)

// Pointer names a term for ever: a JSON Pointer from the record's root in which a list item stands by its id, such as
// /terms/one_time_payments/sign_on/size. It is not a fault.Pointer, which counts list items.
type Pointer string

// PointerPattern is the form of a Pointer, for schemas.
const PointerPattern = `^(/[a-z][a-z0-9_]{0,39}){1,12}$`

// Pattern is the form of a Pointer, for the schema.
func (Pointer) Pattern() string { return PointerPattern }

var pointerForm = regexp.MustCompile(PointerPattern)

// Valid says whether p has the form of a Pointer.
func (p Pointer) Valid() bool { return pointerForm.MatchString(string(p)) }

// Child is the pointer of a member or item below p.
func (p Pointer) Child(name string) Pointer { return p + "/" + Pointer(name) }

// Parent is the pointer above p, empty at the root.
func (p Pointer) Parent() Pointer {
	i := strings.LastIndexByte(string(p), '/')
	if i <= 0 {
		return ""
	}
	return p[:i]
}

// Under says whether p is q or lies below it.
func (p Pointer) Under(q Pointer) bool {
	return p == q || strings.HasPrefix(string(p), string(q)+"/")
}

// Segments are the names of p, outermost first.
func (p Pointer) Segments() []string {
	if p == "" {
		return nil
	}
	return p.names(nil)
}

// names appends the names of p.
func (p Pointer) names(to []string) []string {
	for p != "" {
		var name string
		name, p = p.next()
		to = append(to, name)
	}
	return to
}

// next takes the first name off p; rest is empty after the last one.
func (p Pointer) next() (name string, rest Pointer) {
	p = Pointer(strings.TrimPrefix(string(p), "/"))
	if i := strings.IndexByte(string(p), '/'); i >= 0 {
		return string(p[:i]), p[i:]
	}
	return string(p), ""
}

// Family is the member of Terms that p lies in; empty outside of /terms.
func (p Pointer) Family() Family {
	if first, rest := p.next(); first == "terms" {
		second, _ := rest.next()
		return Family(second)
	}
	return ""
}
