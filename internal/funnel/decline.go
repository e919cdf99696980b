package funnel

import (
	"cmp"
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
	// Offers are the declined ones, the latest 200.
	Offers []string `json:"offers"`

	p  float64
	of pair
	at [2]int32 // its groups, as places in names; of one dimension only the first counts
}

// pair is what segments are made by: one dimension, or one within another; as places in Dimensions.
type pair struct {
	first, second int
	within        bool
}

// answer is what is compared: how many of how many declined, and accepted.
type answers struct{ declined, accepted, n int }

func (a *answers) add(e *entry) {
	a.n++
	switch e.outcome {
	case Declined:
		a.declined++
	case Accepted:
		a.accepted++
	}
}

// analyse compares the decline rate of every segment that is large enough with that of the rest: each value of each
// dimension, and each level within each department. The segments come by their p, and at most the first 20.
func analyse(counted []entry, n names) []Segment {
	var all answers
	var asked []*entry
	for i := range counted {
		if e := &counted[i]; e.answered && e.said {
			all.add(e)
			asked = append(asked, e)
		}
	}
	var out []Segment
	for _, of := range pairs() {
		out = append(out, segments(of, asked, all, n)...)
	}
	out = ranked(out)
	declined := slices.DeleteFunc(asked, func(e *entry) bool { return e.outcome != Declined })
	for i := range out {
		out[i].why(declined)
	}
	return out
}

// pairs are what segments are made by.
func pairs() []pair {
	var out []pair
	for i := range Dimensions() {
		out = append(out, pair{first: i})
	}
	return append(out, pair{slices.Index(Dimensions(), ByDepartment), slices.Index(Dimensions(), ByLevel), true})
}

// segments counts and compares the segments of one pair, by name.
func segments(of pair, asked []*entry, all answers, n names) (out []Segment) {
	width := 1
	if of.within {
		width = len(n.of[of.second])
	}
	counts := make([]answers, len(n.of[of.first])*width)
	for _, e := range asked {
		at := int(e.group[of.first]) * width
		if of.within {
			at += int(e.group[of.second])
		}
		counts[at].add(e)
	}
	second := []int32{0}
	if of.within {
		second = n.sorted[of.second]
	}
	for _, a := range n.sorted[of.first] {
		for _, b := range second {
			s := Segment{By: []Dimension{Dimensions()[of.first]}, Key: []string{n.of[of.first][a]}, of: of, at: [2]int32{a, b}}
			if of.within {
				s.By, s.Key = append(s.By, Dimensions()[of.second]), append(s.Key, n.of[of.second][b])
			}
			if !slices.Contains(s.Key, "") && s.compare(counts[int(a)*width+int(b)], all) { // what was never stated is no segment
				out = append(out, s)
			}
		}
	}
	return out
}

// compare tests a segment against the rest; false when either is too small.
func (s *Segment) compare(in, all answers) bool {
	rest := answers{all.declined - in.declined, all.accepted - in.accepted, all.n - in.n}
	if in.n < segmentSize || rest.n < segmentSize {
		return false
	}
	s.Declined, s.Accepted = rate(in.declined, in.n), rate(in.accepted, in.n)
	s.RestDeclined, s.RestAccepted = rate(rest.declined, rest.n), rate(rest.accepted, rest.n)
	s.p = fisher(in.declined, in.n-in.declined, rest.declined, rest.n-rest.declined)
	s.StandsOut = in.declined*rest.n > rest.declined*in.n // the correction decides below
	return true
}

// has says whether an offer is of the segment.
func (s *Segment) has(e *entry) bool {
	return e.group[s.of.first] == s.at[0] && (!s.of.within || e.group[s.of.second] == s.at[1])
}

// why gathers what the offers of a segment share, of all declined ones.
func (s *Segment) why(all []*entry) {
	s.Reasons, s.Offers = []Line{}, []string{}
	reasons := map[string]int{}
	below, banded, declined := 0, 0, 0
	for _, c := range all {
		if !s.has(c) {
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
