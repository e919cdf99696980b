package demo

import (
	"math"
	"math/rand/v2"
	"time"

	"verbatim/internal/event"
	"verbatim/internal/offer"
)

// ending is how a candidate or the employer ends an offer.
type ending string

const (
	accepts   ending = "accepts"
	declines  ending = "declines"
	silent    ending = "silent" // lets it expire
	rescinded ending = "rescinded"
	cancelled ending = "cancelled" // before the letter
	refuses   ending = "refuses"   // declines before the letter
)

// plan is the life of one offer, drawn before any of it happens.
type plan struct {
	number        int
	team          team
	manager       string
	level         string
	place         int
	given, family string
	pay           int
	channel       string
	answer        string // aloud
	signOn        bool
	special       bool
	belowBand     bool

	verbal  time.Time // of the first round
	toDesk  float64   // days from the call to the handoff
	review  float64   // days a flag waits
	toIssue float64   // days from a clear letter to its issue
	toReply float64   // days from the letter to the answer
	rounds  int
	mistake bool // the letter is amended to less than was said
	caught  bool // and somebody put it right before it was sent
	stopped bool // the candidate asks for time, and the clock stands still
	end     ending
	reason  event.DeclineReason
	endCode offer.EndReason
	reneges bool
	late    bool // rescinded after acceptance
}

// chances of the company.
const (
	acceptSenior = 0.68
	acceptOther  = 0.91
)

// draw makes the plan of one offer. It depends on seed and number alone.
func draw(seed uint64, number int, from, until time.Time) plan {
	r := rand.New(rand.NewPCG(seed, uint64(number)))
	p := plan{number: number, rounds: 1}
	p.team = teams[pick(r, len(teams), func(i int) int { return teams[i].weight })]
	p.manager = p.team.managers[r.IntN(len(p.team.managers))]
	l := levels[pick(r, len(levels), func(i int) int {
		if senior(levels[i].name) {
			return levels[i].weight + p.team.seniors
		}
		return levels[i].weight
	})]
	p.level = l.name
	p.place = pick(r, len(places), func(i int) int { return places[i].weight })
	p.given, p.family = name(r)
	p.channel = []string{"phone", "video", "in_person"}[r.IntN(3)]
	p.answer = []string{"accepted", "accepted", "thinking"}[r.IntN(3)]
	p.belowBand = r.Float64() < 0.3
	if p.senior() {
		p.belowBand = r.Float64() < 0.8
	}
	offset := 1 + 0.08*r.Float64()
	switch {
	case !p.senior() && r.Float64() < 0.05: // above the band: that takes an approval
		p.belowBand, offset = false, 1.3
	case p.belowBand:
		offset = 0.86 + 0.1*r.Float64()
	}
	p.pay = int(float64(l.midpoint*places[p.place].pay/100) * offset)
	p.signOn, p.special = r.Float64() < 0.2, r.Float64() < 0.12
	p.verbal = workingHour(r, from.Add(time.Duration(r.Float64()*float64(until.Sub(from)))))
	p.times(r)
	for later(p.verbal, p.toDesk).After(until) { // its handoff would be missing from the company
		p.verbal = p.verbal.AddDate(0, 0, -7)
	}
	p.fate(r)
	return p
}

// times draws how long everything takes: most of it is quick, some of it is not.
func (p *plan) times(r *rand.Rand) {
	p.toDesk = skewed(r, 0.6, 0.8)
	p.review = skewed(r, 1.6, 0.7)
	p.toIssue = skewed(r, 0.9, 0.8)
	p.toReply = skewed(r, 2.4, 0.5)
}

// skewed draws days whose logarithm is normal around a median.
func skewed(r *rand.Rand, median, sigma float64) float64 {
	return median * math.Exp(sigma*r.NormFloat64())
}

// fate draws how it ends. Who waits long for the letter says no more often.
func (p *plan) fate(r *rand.Rand) {
	yes := acceptOther
	if p.senior() {
		yes = acceptSenior
	}
	p.mistake = r.Float64() < 0.05
	p.caught = p.mistake && r.Float64() < 0.6
	p.stopped = r.Float64() < 0.04
	for r.Float64() < 0.13 && p.rounds < 3 {
		p.rounds++
	}
	switch x := r.Float64(); {
	case x < 0.015:
		p.end, p.endCode = cancelled, []offer.EndReason{offer.EndHeadcount, offer.EndBudget}[r.IntN(2)]
		return
	case x < 0.03:
		p.end, p.endCode = rescinded, []offer.EndReason{offer.EndBudget, offer.EndReorganised, offer.EndContingency}[r.IntN(3)]
		p.late = r.Float64() < 0.3
		return
	}
	if spread(p.number) < yes {
		p.end = accepts
		p.reneges = r.Float64() < 0.01
		return
	}
	switch x := r.Float64(); {
	case x < 0.12:
		p.end = silent
	case x < 0.22:
		p.end = refuses
	default:
		p.end = declines
	}
	p.reason = p.why(r)
}

// spread gives numbers from 0 to 1 that lie more evenly than chance (multiples of the golden ratio), so that a year of one
// team shows the company's rates and not their noise.
func spread(number int) float64 {
	_, fraction := math.Modf(float64(number) * (math.Sqrt(5) - 1) / 2)
	return fraction
}

// why draws the reason of a no: where the band is out of date it is mostly the pay.
func (p *plan) why(r *rand.Rand) event.DeclineReason {
	pay := 0.25
	if p.senior() {
		pay = 0.65
	}
	if r.Float64() < pay {
		return event.ReasonCompensation
	}
	others := []event.DeclineReason{
		event.ReasonCompetingOffer, event.ReasonCounterOffer, event.ReasonTimeline, event.ReasonPersonal, event.ReasonRole, event.ReasonLocation,
		event.ReasonTerms, event.ReasonNotSaid, event.ReasonUnknown, event.ReasonOther,
	}
	return others[pick(r, len(others), func(i int) int { return len(others) - i })]
}

// said is when the terms of a round were agreed.
func (p plan) said(round int) string {
	at := p.verbal
	for range round - 1 {
		at = later(at, p.toDesk+p.review+p.toIssue+p.toReply)
	}
	return at.Format(time.RFC3339)
}

// workingHour moves an instant to a working hour of its day, or of the next working day.
func workingHour(r *rand.Rand, t time.Time) time.Time {
	t = time.Date(t.Year(), t.Month(), t.Day(), 15+r.IntN(8), r.IntN(60), 0, 0, time.UTC)
	return workday(t)
}

// workday moves an instant of a weekend to the Monday.
func workday(t time.Time) time.Time {
	for t.Weekday() == time.Saturday || t.Weekday() == time.Sunday {
		t = t.AddDate(0, 0, 1)
	}
	return t
}

// later adds days and moves on to a working day.
func later(t time.Time, days float64) time.Time {
	return workday(t.Add(time.Duration(days * 24 * float64(time.Hour))).Truncate(time.Millisecond))
}
