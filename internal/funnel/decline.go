package funnel

import (
	"cmp"
	"maps"
	"slices"
)

// segmentSize is the fewest answered offers of a segment, and of the rest, that are compared.
const segmentSize = 10

// significance is the corrected p below which a segment stands out.
const significance = 0.05

// Segment is a group of offers whose decline rate was compared with that of all others.
type Segment struct {
	By  []Dimension `json:"by"`
	Key []string    `json:"key"`
	// Declined and Accepted are those of the segment, of its answered offers; Rest are those of all others.
	Declined     Value `json:"declined"`
	Accepted     Value `json:"accepted"`
	RestDeclined Value `json:"rest_declined"`
	RestAccepted Value `json:"rest_accepted"`
	// P is Fisher's exact test, two-sided; Corrected is P for having compared so many segments (Holm).
	P         Decimal `json:"p"`
	Corrected Decimal `json:"corrected"`
	Compared  int     `json:"compared"`
	// StandsOut says that the rate is higher than that of the rest and the corrected p under 0.05.
	StandsOut bool `json:"stands_out"`
	// Reasons are the reasons of the declines, the most frequent first.
	Reasons []Line `json:"reasons"`
	// BelowMidpoint is how many of those who declined were offered less than their band's midpoint, of those with a band.
	BelowMidpoint Value `json:"below_midpoint"`
	// BandFrom is the oldest day from which a band of the declined offers holds; empty without any.
	BandFrom string `json:"band_from,omitempty"`
	// Offers are the declined ones.
	Offers []string `json:"offers"`

	p float64
}

// answer is what is compared: how many of how many declined, and accepted.
type answers struct{ declined, accepted, n int }

func (a *answers) add(c *Case) {
	a.n++
	switch c.Outcome {
	case Declined:
		a.declined++
	case Accepted:
		a.accepted++
	}
}

// analyse compares the decline rate of every segment that is large enough with that of the rest: each value of each
// dimension, and each level within each department. The segments come by their p, and at most the first 20.
func analyse(cases []*Case, w window) []Segment {
	var all answers
	by := map[[2]Dimension]map[[2]string][]*Case{}
	pairs := segmentDimensions()
	for _, d := range pairs {
		by[d] = map[[2]string][]*Case{}
	}
	for _, c := range cases {
		if !c.Settled() || !c.Verbal.Known() || !w.has(c.Answered.Claimed) {
			continue
		}
		all.add(c)
		for _, d := range pairs {
			if key, ok := segmentKey(d, c); ok {
				by[d][key] = append(by[d][key], c)
			}
		}
	}
	var out []Segment
	for _, d := range pairs {
		for _, key := range slices.SortedFunc(maps.Keys(by[d]), compareKeys) {
			if s, ok := compare(d, key, by[d][key], all); ok {
				out = append(out, s)
			}
		}
	}
	return ranked(out)
}

func segmentDimensions() [][2]Dimension {
	var out [][2]Dimension
	for _, d := range Dimensions() {
		out = append(out, [2]Dimension{d})
	}
	return append(out, [2]Dimension{ByDepartment, ByLevel})
}

func segmentKey(d [2]Dimension, c *Case) ([2]string, bool) {
	key := [2]string{d[0].Of(c)}
	if key[0] == "" {
		return key, false
	}
	if d[1] != "" {
		key[1] = d[1].Of(c)
		return key, key[1] != ""
	}
	return key, true
}

func compareKeys(a, b [2]string) int {
	return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
}

// compare tests one segment against the rest; false when either is too small.
func compare(d [2]Dimension, key [2]string, cases []*Case, all answers) (Segment, bool) {
	var in answers
	for _, c := range cases {
		in.add(c)
	}
	rest := answers{all.declined - in.declined, all.accepted - in.accepted, all.n - in.n}
	if in.n < segmentSize || rest.n < segmentSize {
		return Segment{}, false
	}
	s := Segment{
		By: []Dimension{d[0]}, Key: []string{key[0]},
		Declined: rate(in.declined, in.n), Accepted: rate(in.accepted, in.n),
		RestDeclined: rate(rest.declined, rest.n), RestAccepted: rate(rest.accepted, rest.n),
		p: fisher(in.declined, in.n-in.declined, rest.declined, rest.n-rest.declined), Reasons: []Line{}, Offers: []string{},
	}
	if d[1] != "" {
		s.By, s.Key = append(s.By, d[1]), append(s.Key, key[1])
	}
	s.StandsOut = in.declined*rest.n > rest.declined*in.n // the correction decides below
	s.why(cases)
	return s, true
}

// why gathers what the declined offers of a segment share.
func (s *Segment) why(cases []*Case) {
	reasons := map[string]int{}
	below, banded, declined := 0, 0, 0
	for _, c := range cases {
		if c.Outcome != Declined {
			continue
		}
		declined++
		reasons[c.Reason]++
		s.Offers = append(s.Offers, c.Offer)
		if c.Position == "" {
			continue
		}
		banded++
		if c.Position == "below" || c.Position == "low" {
			below++
		}
		if s.BandFrom == "" || c.BandFrom < s.BandFrom {
			s.BandFrom = c.BandFrom
		}
	}
	for code, n := range reasons {
		s.Reasons = append(s.Reasons, Line{ID: code, Title: cmp.Or(reasonWords[code], code), Value: rate(n, declined)})
	}
	slices.SortFunc(s.Reasons, bySize)
	s.BelowMidpoint = rate(below, banded)
}

// mostSegments is how many segments a report shows.
const mostSegments = 20

// ranked corrects for the number of comparisons and orders by p. Values of one dimension that split the offers in two are
// one comparison seen from both sides, and are counted twice: the correction errs to the safe side.
func ranked(out []Segment) []Segment {
	p := make([]float64, len(out))
	for i, s := range out {
		p[i] = s.p
	}
	for i, corrected := range holm(p) {
		s := &out[i]
		s.P, s.Corrected, s.Compared = *decimal(s.p, ratePlaces), *decimal(corrected, ratePlaces), len(out)
		s.StandsOut = s.StandsOut && corrected < significance
	}
	slices.SortStableFunc(out, func(a, b Segment) int { return cmp.Compare(a.p, b.p) })
	if len(out) > mostSegments {
		out = out[:mostSegments]
	}
	if out == nil {
		out = []Segment{}
	}
	return out
}
