package review

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"verbatim/internal/digest"
	"verbatim/internal/policy"
	"verbatim/internal/terms"
)

// Seen is what lay before whoever decides on a deviation.
type Seen struct {
	Verbal  terms.Sheet
	Written terms.Written
	Clauses []digest.Pin // of the letter version; those that carry the deviation's terms count
}

// value is one value that a decision binds to.
type value struct {
	Term  terms.Pointer   `json:"term"`
	Value json.RawMessage `json:"value"`
}

// Fingerprint is the digest that a decision binds to: what the rule says, the values of its terms as said and as written,
// and the digests of the clauses that carry them. Versions of a letter that are equal in all that give equal digests, so
// neither offer nor version number nor the version of the rule pack is part of it. The position of the clause is kept
// beside it, in Flag.Position.
func Fingerprint(d policy.Deviation, s Seen) digest.Digest {
	said, written, carriers := s.under(d)
	content := struct {
		Code     string          `json:"code"`
		Outcome  policy.Outcome  `json:"outcome"`
		Severity policy.Severity `json:"severity"`
		Decides  policy.Decider  `json:"decides"`
		Observed string          `json:"observed"`
		Allowed  string          `json:"allowed"`
		Missing  []terms.Pointer `json:"missing"`
		Terms    []terms.Pointer `json:"terms"`
		Said     []value         `json:"said"`
		Written  []value         `json:"written"`
		Clauses  []digest.Digest `json:"clauses"`
	}{d.Code, d.Outcome, d.Severity, d.Decides, d.Observed, d.Allowed, d.Missing, d.Terms, said, written, carriers}
	sum, err := digest.OfJSON(content)
	if err != nil { // strings and values that came from JSON always have a canonical form
		panic(fmt.Sprintf("review: fingerprint of %s: %v", d.Code, err))
	}
	return sum
}

// under collects what concerns a deviation's terms. A value counts when it lies at or below one of them.
func (s Seen) under(d policy.Deviation) (said, written []value, carriers []digest.Digest) {
	concerned := func(p terms.Pointer) bool {
		return slices.ContainsFunc(d.Terms, func(t terms.Pointer) bool { return p.Under(t) })
	}
	for _, l := range s.Verbal.Leaves() {
		if concerned(l.Term) {
			said = append(said, value{l.Term, l.JSON()})
		}
	}
	clauses := []string{}
	if d.Clause != "" {
		clauses = append(clauses, d.Clause)
	}
	for _, l := range s.Written.Leaves {
		if concerned(l.Term) {
			written = append(written, value{l.Term, l.Value})
			clauses = append(clauses, l.Clause)
		}
	}
	for _, p := range s.Clauses {
		if slices.Contains(clauses, fmt.Sprintf("%s@%d", p.ID, p.Version)) {
			carriers = append(carriers, p.Digest)
		}
	}
	byTerm := func(a, b value) int { return strings.Compare(string(a.Term), string(b.Term)) }
	slices.SortFunc(said, byTerm)
	slices.SortFunc(written, byTerm)
	slices.Sort(carriers)
	return said, written, slices.Compact(carriers)
}
