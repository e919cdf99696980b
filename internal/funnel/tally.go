package funnel

import (
	"cmp"
	"slices"
	"time"

	"verbatim/internal/event"
)

// smallest is the fewest offers of which a rate or a quantile is shown.
const smallest = 5

// tally is what is counted over some cases: everything that the figures are made of.
type tally struct {
	accepted, settled   int // 1
	issued, issuedYes   int // the cohort of offers first issued in the period
	issuedOpen          int
	verbalYes, verbal   int // 2
	net                 int // accepted and not reneged, of settled
	reasons             map[string]int
	reasoned            int // denominator of 5
	declines            int
	noAnswer, yes       int // of reasoned
	withdrawn           map[Withdrawal]int
	takenFor            map[string]int // withdrawals, by reason
	withdrawals         int            // without those that lapsed
	onBehalf            int            // of settled
	noLetter            int            // declined before any letter, of verbal
	reneged             int
	right, first        int // 7
	caught, told        int
	missing             int // promises that the first letters lack
	rounds              spread
	toWritten           spread // 3
	written             int    // offers with W in the period
	toYes, toNo         spread // 4
	toOpening           spread // from the letter to its first opening
	writtenByServer     spread // 3 and 4 by the server's own times
	answeredByServer    spread
	approval, legal     spread
	parallel            spread // approval, had every step been asked at once
	steps               map[string]*spread
	rules, clauses      map[string]*spread
	source              map[string]int // declines, by who recorded them
	noReason, termNamed int            // of declines
	declineTerms        map[string]int // the terms that they named
	waiting             map[Waiter]int // of those that wait for their letter now
	waits               int            // how many these are: one can wait for several
	oldest              time.Duration
}

// spread are durations in days, net of stopped time and gross.
type spread struct {
	net   []float64
	gross []float64 // empty as long as no time was stopped: it is net then
	timed bool      // these are days; a spread of numbers has no gross ones
}

func days(d time.Duration) float64 { return d.Hours() / 24 }

func (s *spread) add(net, gross time.Duration) { s.take(timed(net, gross)) }

// take adds a time; one that is not known changes nothing.
func (s *spread) take(t timing) {
	if !t.known {
		return
	}
	s.timed = true
	if len(s.gross) == 0 && t.net != t.gross {
		s.gross = slices.Clone(s.net)
	}
	if len(s.gross) > 0 || t.net != t.gross {
		s.gross = append(s.gross, t.gross)
	}
	s.net = append(s.net, t.net)
}

// expect makes room for the times that most of so many offers have, so that nothing is copied as they are added.
func (t *tally) expect(n int) {
	for _, s := range []*spread{&t.rounds, &t.toWritten, &t.toYes} {
		s.net = make([]float64, 0, n)
	}
}

// add counts what the figures are made of, over all and in each group.
func (t *tally) add(e *entry) {
	if e.answered {
		t.answered(e)
	}
	if e.issued {
		t.written++
		t.issued++
		t.toWritten.take(e.toWritten)
		if !e.imported { // another system's history does not know what its letters said
			t.first++
			if e.right {
				t.right++
			}
			t.approval.take(e.approval)
			t.legal.take(e.lawyer)
		}
	}
	if e.takenBack {
		t.withdrawals++
	}
}

// answered counts an offer whose last outcome lies in the period.
func (t *tally) answered(e *entry) {
	yes := e.outcome == Accepted
	if e.lettered {
		t.settled++
		if yes {
			t.accepted++
			t.toYes.take(e.toAnswer)
		}
	}
	t.rounds.net = append(t.rounds.net, e.rounds)
	if !e.said {
		return
	}
	t.verbal++
	if yes {
		t.verbalYes++
	}
	if !e.elsewhere { // an offer of 5
		t.reasoned++
		if e.outcome == Declined {
			t.declines++
		}
	}
}

// detail counts what only the lines of figures are made of, which no group has.
func (t *tally) detail(c *Case, w window) {
	if w.has(c.Answered.Claimed) && c.Settled() {
		t.detailAnswered(c, w)
	}
	if w.has(c.Written.Claimed) {
		t.detailWritten(c, w)
	}
	if w.has(c.Withdrawn.Claimed) {
		if t.withdrawn == nil {
			t.withdrawn = map[Withdrawal]int{}
		}
		t.withdrawn[c.Withdrawal]++
		if c.Withdrawal != Lapsed {
			count1(&t.takenFor, cmp.Or(c.WithdrawnReason, string(event.ReasonUnknown)))
		}
	}
	if w.has(c.Reneged.Claimed) {
		t.reneged++
	}
	if c.Outcome == Open && c.Verbal.Known() && !c.Written.Known() {
		t.wait(c, w)
	}
	t.decisions(c, w)
}

func (t *tally) detailAnswered(c *Case, w window) {
	if c.Written.Known() {
		if c.OnBehalf {
			t.onBehalf++
		}
		switch c.Outcome {
		case Accepted:
			if !c.Reneged.Known() {
				t.net++
			}
			t.answeredByServer.add(c.between(c.Written.Recorded, c.Answered.Recorded, w))
		case Declined:
			t.toNo.add(c.between(c.Written.Claimed, c.Answered.Claimed, w))
		}
	}
	if !c.Verbal.Known() {
		return
	}
	if !c.Written.Known() {
		t.noLetter++
	}
	switch c.Outcome {
	case Accepted:
		t.yes++
	case Expired:
		t.noAnswer++
	case Declined:
		if c.Reason != string(event.ReasonOurOther) {
			count1(&t.reasons, c.Reason)
			t.because(c)
		}
	}
}

// because counts how a decline came to be known, and what it was about.
func (t *tally) because(c *Case) {
	switch {
	case c.Imported: // nobody knows
	case c.OnBehalf:
		count1(&t.source, "recruiter")
	default:
		count1(&t.source, "candidate")
	}
	if c.Reason == string(event.ReasonUnknown) || c.Reason == string(event.ReasonNotSaid) {
		t.noReason++
	}
	if c.DeclineTerm != "" {
		t.termNamed++
		count1(&t.declineTerms, c.DeclineTerm)
	}
}

func count1(m *map[string]int, key string) {
	if *m == nil {
		*m = map[string]int{}
	}
	(*m)[key]++
}

func (t *tally) detailWritten(c *Case, w window) {
	switch c.Outcome {
	case Accepted:
		t.issuedYes++
	case Open:
		t.issuedOpen++
	}
	if c.Verbal.Known() && !c.Written.Claimed.Before(c.Verbal.Claimed) {
		t.writtenByServer.add(c.between(c.Verbal.Recorded, c.Written.Recorded, w))
	}
	if c.Imported { // another system's history does not know what its letters said
		return
	}
	t.caught += c.Caught
	t.told += c.Told
	t.missing += c.First.Missing
	if !c.Opening.IsZero() {
		t.toOpening.add(c.between(c.Written.Claimed, c.Opening, w))
	}
	t.approved(c, w)
}

// approved counts each approval step of an offer, and how long its approvals would have taken side by side.
func (t *tally) approved(c *Case, w window) {
	waits := c.stepWaits(w)
	if len(waits) == 0 {
		return
	}
	if t.steps == nil {
		t.steps = map[string]*spread{}
	}
	var longest time.Duration
	for step, d := range waits {
		into(t.steps, step).add(d, d)
		longest = max(longest, d)
	}
	t.parallel.add(longest, longest)
}

// wait counts an offer that waits for its letter now.
func (t *tally) wait(c *Case, w window) {
	if t.waiting == nil {
		t.waiting = map[Waiter]int{}
	}
	t.waits++
	for _, x := range c.waitsFor() {
		t.waiting[x]++
	}
	net, _ := c.between(c.Verbal.Claimed, w.now, w)
	t.oldest = max(t.oldest, net)
}

// decisions counts how long each rule and clause waited for its decision, by when it was made.
func (t *tally) decisions(c *Case, w window) {
	for _, x := range c.Waits {
		if x.Waiter == Approval || !x.decided || !w.has(x.To) {
			continue
		}
		if t.rules == nil {
			t.rules, t.clauses = map[string]*spread{}, map[string]*spread{}
		}
		d := w.length(x.From, x.To)
		into(t.rules, x.Code).add(d, d)
		if x.Clause != "" {
			into(t.clauses, x.Clause).add(d, d)
		}
	}
}

func into(m map[string]*spread, key string) *spread {
	if m[key] == nil {
		m[key] = &spread{}
	}
	return m[key]
}

// rate gives k of n with its interval.
func rate(k, n int) Value {
	v := Value{Numerator: k, Denominator: n}
	if n >= smallest {
		low, high := wilson(k, n)
		v.Value, v.Low, v.High = decimal(float64(k)/float64(n), ratePlaces), decimal(low, ratePlaces), decimal(high, ratePlaces)
	}
	return v
}

// value gives median and upper quantiles of what was measured, of n offers in all.
func (s *spread) value(n int) Value {
	v := Value{Numerator: len(s.net), Denominator: n}
	if len(s.net) < smallest {
		return v
	}
	v.Value, v.P75, v.P90 = quantiles(s.net)
	if s.timed {
		g := &Gross{Median: v.Value, P75: v.P75, P90: v.P90}
		if len(s.gross) > 0 {
			g.Median, g.P75, g.P90 = quantiles(s.gross)
		}
		v.Gross = g
	}
	return v
}

// quantiles reorders x.
func quantiles(x []float64) (median, p75, p90 *Decimal) {
	var out [3]*Decimal
	from := 0
	for k, q := range []float64{0.5, 0.75, 0.9} { // each is looked for above the one before
		i := int(q * float64(len(x)-1))
		place(x[from:], i-from)
		place(x[i+1:], 0)
		out[k] = decimal(quantile(x, q), dayPlaces)
		from = i
	}
	return out[0], out[1], out[2]
}
