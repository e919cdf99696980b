package funnel

import (
	"slices"
	"time"

	"verbatim/internal/event"
)

// Outcome is how an offer ended, as far as it did.
type Outcome string

// The outcomes.
const (
	Open      Outcome = "open"
	Accepted  Outcome = "accepted"
	Declined  Outcome = "declined"
	Expired   Outcome = "expired"
	Rescinded Outcome = "rescinded"
	Cancelled Outcome = "cancelled"
)

// Moment is when something happened: as claimed, and as the server wrote it down. Both are zero when it did not.
type Moment struct {
	Claimed, Recorded time.Time
}

// Known says whether it happened.
func (m Moment) Known() bool { return !m.Claimed.IsZero() }

// Span is a stretch of time; a zero To means that it lasts still.
type Span struct {
	From, To time.Time
}

// Waiter is who somebody waits for.
type Waiter string

// The waiters. Everything else that an offer waits for before its letter is Other.
const (
	Approval Waiter = "approval"
	Legal    Waiter = "legal"
	HR       Waiter = "hr"
	Other    Waiter = "other"
)

// Wait is one thing that somebody had to decide.
type Wait struct {
	Span
	ID      string // flag or approval step
	Late    bool   // the approvers did not answer in the step's time, and somebody else was asked too
	Code    string // of the rule; for an approval, of the step
	Clause  string // the clause version that a rule looked at, empty for none
	Term    string // the first term that it is about
	Waiter  Waiter
	decided bool
}

// Stop is a time that does not count, once somebody else has confirmed it.
type Stop struct {
	Span
	Confirmed bool
}

// Withdrawal is how the employer took an offer back.
type Withdrawal string

// The withdrawals.
const (
	VerbalWithdrawn Withdrawal = "verbal_withdrawn" // after the verbal offer, before any letter
	BeforeAnswer    Withdrawal = "before_answer"
	AfterAcceptance Withdrawal = "after_acceptance"
	Lapsed          Withdrawal = "lapsed" // a contingency failed and the letter says that the offer lapses
)

// Material counts the material terms of a letter that differ from what was said.
type Material struct {
	Missing, Changed, Added int
}

// Any says whether there is any.
func (m Material) Any() bool { return m.Missing+m.Changed+m.Added > 0 }

// Case is what the events of one offer say of it. The texts are codes and ids: no event names the candidate.
type Case struct {
	Offer    string
	Entity   string
	Place    string
	Kind     string
	Groups   Groups
	Mark     string // test, simulated; empty for a real one
	Imported bool   // it comes from another system's history
	Amends   bool   // it amends an accepted letter
	Author   string // person id, of the handoff in force
	// Application is the id in the system that the offer came from; empty where it names none.
	Application string

	Confidential bool // seen by the people whom it names and a few roles only

	Opened       time.Time
	Verbal       Moment // V
	VerbalAnswer string
	Written      Moment    // W, the first issue
	Given        time.Time // when the latest letter was issued
	Linked       bool      // we sent the candidate the link to it
	Seen         time.Time // when they first opened it, zero when they did not
	Opening      time.Time // when they first opened any letter, zero when they did not
	Due          time.Time // when the issued letter's answer is due, zero for no end
	Answerable   bool
	Answered     Moment // A, of the last outcome
	Outcome      Outcome
	Reneged      Moment

	Reason      string                  // main code of a decline; unknown when none was given
	Further     []event.DeclinedBecause // up to two further reasons
	DeclineTerm string                  // the term that the candidate named, empty for none
	OnBehalf    bool                    // somebody else recorded the answer for the candidate

	Withdrawn       Moment
	Withdrawal      Withdrawal
	WithdrawnReason string

	Rounds   int
	Issues   int      // letters issued
	Drafts   int      // letter versions written
	First    Material // of the letter that was issued first
	Caught   int      // material differences that stood in a version before the first issue and not in the issued one
	Told     int      // amendments of which the candidate was told
	Position string   // of base pay in its band: below, low, high, above; empty where there is none
	BandFrom string   // the day from which that band holds
	Offered  string   // Position in the letter that was issued first
	Issued   string   // and in the one that was issued last

	Waits []Wait
	Stops []Stop

	latest Material // of the latest letter version
	worst  int      // most material differences of any version before the first issue
}

// Groups are what numbers are broken down by, frozen when the offer was opened. Manager and recruiter are person ids.
type Groups struct {
	Department    string `json:"department"`
	Level         string `json:"level"`
	HiringManager string `json:"hiring_manager"`
	Recruiter     string `json:"recruiter"`
	JobFamily     string `json:"job_family"`
}

// Counts says whether the case counts in any number: no test, and no amendment to an accepted letter.
func (c *Case) Counts() bool { return c.Mark != "test" && !c.Amends }

// Settled says whether the case counts in the denominators of 1, 2 and 5: it was accepted, declined, or not answered.
func (c *Case) Settled() bool {
	return c.Outcome == Accepted || c.Outcome == Declined || c.Outcome == Expired
}

// longestStop is how long the clock can stand still at once.
const longestStop = 14 * 24 * time.Hour

// stops gives the stopped spans that count, each with an end.
func (c *Case) stops(now time.Time) []Span {
	out := make([]Span, 0, len(c.Stops))
	for _, s := range c.Stops {
		if !s.Confirmed {
			continue
		}
		if s.To.IsZero() {
			s.To = now
		}
		if most := s.From.Add(longestStop); s.To.After(most) {
			s.To = most
		}
		out = append(out, s.Span)
	}
	return out
}

// between gives the time from one instant to another, without and with the stopped spans.
func (c *Case) between(from, to time.Time, w window) (net, gross time.Duration) {
	gross = w.length(from, to)
	if len(c.Stops) == 0 {
		return gross, gross
	}
	return gross - w.covered(c.stops(w.now), from, to), gross
}

// waited gives the time in which somebody waited for who, until the offer was answered or now.
func (c *Case) waited(who Waiter, w window) (time.Duration, bool) {
	var spans []Span
	for _, x := range c.Waits {
		if x.Waiter == who {
			spans = append(spans, x.until(w.now))
		}
	}
	if len(spans) == 0 {
		return 0, false
	}
	return w.covered(spans, time.Time{}, w.now), true
}

// until is the span with an end.
func (s Span) until(now time.Time) Span {
	if s.To.IsZero() {
		s.To = now
	}
	return s
}

// stepWaits gives how long each approval step was waited for: the sum of its waits, by step; nil where none was asked.
func (c *Case) stepWaits(w window) map[string]time.Duration {
	var out map[string]time.Duration
	for _, x := range c.Waits {
		if x.Waiter != Approval {
			continue
		}
		if out == nil {
			out = map[string]time.Duration{}
		}
		span := x.until(w.now)
		out[x.Code] += w.length(span.From, span.To)
	}
	return out
}

// late says whether an approver did not answer in time and the step waits still.
func (c *Case) late() bool {
	return slices.ContainsFunc(c.Waits, func(x Wait) bool { return x.Late && x.To.IsZero() })
}

// waitsFor says for whom the offer waits now; several when several do, Other when nobody in particular.
func (c *Case) waitsFor() []Waiter {
	var out []Waiter
	for _, x := range c.Waits {
		if x.To.IsZero() && !slices.Contains(out, x.Waiter) {
			out = append(out, x.Waiter)
		}
	}
	if len(out) == 0 {
		return []Waiter{Other}
	}
	slices.Sort(out)
	return out
}

// covered is how much of the time between two instants the spans cover, what they share counted once.
func (w window) covered(spans []Span, from, to time.Time) time.Duration {
	slices.SortFunc(spans, func(a, b Span) int { return a.From.Compare(b.From) })
	var sum time.Duration
	reached := from
	for _, s := range spans {
		if s.From.Before(reached) {
			s.From = reached
		}
		if s.To.After(to) {
			s.To = to
		}
		if s.To.After(s.From) {
			sum += w.length(s.From, s.To)
			reached = s.To
		}
	}
	return sum
}
