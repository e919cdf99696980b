package place

import (
	"fmt"
	"strings"

	"verbatim/internal/cal"
)

// Set is a list of places with exclusions, as clauses and rules write it: "US, !US-MT" or "EU" or "*" for everywhere.
type Set struct {
	text     string
	includes []string
	excludes []string
}

// ParseSet reads a comma-separated list of codes, named regions and "*", each with an optional "!" in front.
func ParseSet(s string) (Set, error) {
	set := Set{text: s}
	for _, part := range strings.Split(s, ",") {
		part = strings.TrimSpace(part)
		name, excluded := strings.CutPrefix(part, "!")
		if _, region := regions[name]; !region && name != "*" {
			if _, err := Parse(name); err != nil {
				return Set{}, fmt.Errorf("%q is neither a place code, a region (EU, EEA) nor *", name)
			}
		}
		if excluded {
			set.excludes = append(set.excludes, name)
		} else {
			set.includes = append(set.includes, name)
		}
	}
	if len(set.includes) == 0 {
		return Set{}, fmt.Errorf("%q names no place that it holds", s)
	}
	return set, nil
}

func (s Set) String() string { return s.text }

// MarshalText writes the set as ParseSet reads it.
func (s Set) MarshalText() ([]byte, error) { return []byte(s.text), nil }

// UnmarshalText reads what MarshalText writes.
func (s *Set) UnmarshalText(text []byte) error {
	set, err := ParseSet(string(text))
	if err != nil {
		return err
	}
	*s = set
	return nil
}

// Contains says whether c lies in the set on a day.
func (s Set) Contains(c Code, on cal.Date) bool { return s.Match(c, on) > 0 }

// Match is how closely the set names c on a day: 4 for its subdivision, 3 for its country, 2 for a region, 1 for "*", 0
// when it is not in the set or is excluded.
func (s Set) Match(c Code, on cal.Date) int {
	for _, x := range s.excludes {
		if closeness(x, c, on) > 0 {
			return 0
		}
	}
	best := 0
	for _, x := range s.includes {
		best = max(best, closeness(x, c, on))
	}
	return best
}

func closeness(name string, c Code, on cal.Date) int {
	if c == "" {
		return 0
	}
	if name == "*" {
		return 1
	}
	if spans, ok := regions[name]; ok {
		for _, m := range spans {
			if m.country == c.Country() && !on.Before(m.from) && (m.until.IsZero() || on.Before(m.until)) {
				return 2
			}
		}
		return 0
	}
	if c.Within(Code(name)) {
		return 2 + Code(name).Specificity()
	}
	return 0
}

type membership struct {
	country     Code
	from, until cal.Date
}

// regions holds membership by date. Source: the accession treaties; GB left the EU's law at the end of 2020-12-31
// (Withdrawal Agreement, article 126). Checked 2026-11.
var regions = func() map[string][]membership {
	since := func(date, codes string) (out []membership) {
		for _, c := range strings.Fields(codes) {
			out = append(out, membership{country: Code(c), from: cal.MustDate(date)})
		}
		return out
	}
	eu := since("1958-01-01", "BE DE FR IT LU NL")
	eu = append(eu, since("1973-01-01", "DK IE")...)
	eu = append(eu, membership{"GB", cal.MustDate("1973-01-01"), cal.MustDate("2021-01-01")})
	eu = append(eu, since("1981-01-01", "GR")...)
	eu = append(eu, since("1986-01-01", "ES PT")...)
	eu = append(eu, since("1995-01-01", "AT FI SE")...)
	eu = append(eu, since("2004-05-01", "CY CZ EE HU LT LV MT PL SI SK")...)
	eu = append(eu, since("2007-01-01", "BG RO")...)
	eu = append(eu, since("2013-07-01", "HR")...)
	eea := append(append([]membership{}, eu...), since("1994-01-01", "IS NO")...)
	eea = append(eea, since("1995-05-01", "LI")...)
	return map[string][]membership{"EU": eu, "EEA": eea}
}()
