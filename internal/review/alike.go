package review

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"verbatim/internal/digest"
	"verbatim/internal/money"
	"verbatim/internal/policy"
	"verbatim/internal/terms"
)

// PrecedentAge is how long a clearance serves as a precedent: one year, counted as 365 days.
const PrecedentAge = 365 * 24 * time.Hour

// Measure is one value that a flag is about, split into what must be equal in a precedent and what must not be larger.
type Measure struct {
	Term    string          `json:"term"`              // the catalogue's pattern, so that ids do not matter; said/ or written/ before it
	Shape   string          `json:"shape"`             // the value without its amounts and lengths
	Numbers []money.Decimal `json:"numbers,omitempty"` // amounts and lengths, in the order of the value
}

// magnitudes are the fields of values that say how much or how long.
var magnitudes = map[string]bool{
	"amount": true, "percent": true, "units": true, "times": true, "days": true, "business_days": true,
	"weeks": true, "months": true, "years": true,
}

// Measures splits what a deviation is about, as said and as written, in the order of the terms' patterns.
func Measures(d policy.Deviation, s Seen) []Measure {
	said, written, _ := s.under(d)
	var out []Measure
	for prefix, values := range map[string][]value{"said": said, "written": written} {
		for _, v := range values {
			m := Measure{Term: prefix + pattern(v.Term)}
			m.Shape, m.Numbers = split(v.Value)
			out = append(out, m)
		}
	}
	slices.SortFunc(out, func(a, b Measure) int {
		return strings.Compare(a.Term+"\x00"+a.Shape, b.Term+"\x00"+b.Shape)
	})
	return out
}

func pattern(p terms.Pointer) string {
	if e, ok := terms.Lookup(p); ok && !strings.HasSuffix(e.Pattern, "/**") {
		return e.Pattern
	}
	return string(p)
}

// split takes the magnitudes out of a value. What is no decimal stays in the shape and must be equal.
func split(raw json.RawMessage) (shape string, numbers []money.Decimal) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if d.Decode(&v) != nil {
		return string(raw), nil
	}
	v = without(v, "", &numbers)
	kept, err := digest.Canonical(v)
	if err != nil {
		return string(raw), nil
	}
	return string(kept), numbers
}

// without puts # in the place of each magnitude.
func without(v any, name string, numbers *[]money.Decimal) any {
	switch x := v.(type) {
	case map[string]any:
		keys := make([]string, 0, len(x))
		for k := range x {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			x[k] = without(x[k], k, numbers)
		}
	case []any:
		for i := range x {
			x[i] = without(x[i], name, numbers)
		}
	case string:
		return magnitude(x, name, v, numbers)
	case json.Number:
		return magnitude(x.String(), name, v, numbers)
	}
	return v
}

func magnitude(text, name string, v any, numbers *[]money.Decimal) any {
	n, err := money.ParseDecimal(text)
	if !magnitudes[name] || err != nil {
		return v
	}
	*numbers = append(*numbers, n)
	return "#"
}

// Within says whether what a flag is about lies inside of what was cleared: the same values, and no amount or length that
// is larger. A flag that is about nothing measurable lies in nothing.
func Within(m, cleared []Measure) bool {
	if len(m) == 0 || len(m) != len(cleared) {
		return false
	}
	for i := range m {
		if m[i].Term != cleared[i].Term || m[i].Shape != cleared[i].Shape || len(m[i].Numbers) != len(cleared[i].Numbers) {
			return false
		}
		for j, n := range m[i].Numbers {
			if n.Cmp(cleared[i].Numbers[j]) > 0 {
				return false
			}
		}
	}
	return true
}

// Wording names the words that carry what a deviation is about: the clauses' digests and the position. Flags of equal
// wording read alike but for their values.
func Wording(d policy.Deviation, s Seen, position string) digest.Digest {
	_, _, carriers := s.under(d)
	sum, err := digest.OfJSON(struct {
		Clauses  []digest.Digest `json:"clauses"`
		Position string          `json:"position"`
	}{carriers, position})
	if err != nil { // digests and a word
		panic("review: wording: " + err.Error())
	}
	return sum
}

// Alike says whether flag f can be cleared on the strength of a flag that was cleared as it is: the same rule, place and
// wording are the store's to find, here the values count.
func Alike(f, precedent Flag) bool {
	return f.Deviation.Code == precedent.Deviation.Code && f.Wording == precedent.Wording && f.Wording != "" &&
		precedent.Decision != nil && precedent.Decision.Verdict == Clear && Within(f.Measures, precedent.Measures)
}
