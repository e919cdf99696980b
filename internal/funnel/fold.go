package funnel

import (
	"encoding/json"
	"fmt"
	"time"

	"verbatim/internal/event"
)

// Ledger keeps the case of every offer whose events it was given. It is not safe for use by several at once.
type Ledger struct {
	byOffer map[string]*Case
	cases   []*Case
}

// Cases gives every case, in the order of their first events. The caller must not change them.
func (l *Ledger) Cases() []*Case { return l.cases }

// Take folds one event into the case of its offer. Events of one offer must come in their order. The error is for facts
// that cannot be read: the case then stays as it was.
func (l *Ledger) Take(e event.Event) error {
	var f facts
	if len(e.Facts) > 0 {
		if err := json.Unmarshal(e.Facts, &f); err != nil {
			return fmt.Errorf("funnel: facts of event %d of offer %s: %w", e.Sequence, e.Offer, err)
		}
	}
	if l.byOffer == nil {
		l.byOffer = map[string]*Case{}
	}
	c := l.byOffer[e.Offer]
	if c == nil {
		c = &Case{Offer: e.Offer, Outcome: Open, Rounds: 1}
		l.byOffer[e.Offer] = c
		l.cases = append(l.cases, c)
	}
	c.take(e, f)
	return nil
}

// facts are those of all events that count. An event that does not tell a fact leaves it zero.
type facts struct {
	Entity string `json:"entity"`
	Place  string `json:"place"`
	Kind   string `json:"kind"`
	Mark   string `json:"mark"`
	Groups Groups `json:"groups"`
	Author string `json:"author"`
	Secret bool   `json:"confidential"`
	Source struct {
		Application string `json:"application"`
	} `json:"source"`
	Round int `json:"round"`

	Agreed *struct {
		At     time.Time `json:"at"`
		Answer string    `json:"answer"`
	} `json:"agreed"`
	Answer  string     `json:"answer"`
	Expires *time.Time `json:"expires_at"`

	Reason  string                  `json:"reason_code"`
	Further []event.DeclinedBecause `json:"further"`
	Term    string                  `json:"reason_term"`

	Material map[string]int `json:"material"`
	Band     struct {
		Position string `json:"position"`
		From     string `json:"from"`
	} `json:"band"`
	Told      bool   `json:"told"`
	Amendment string `json:"amendment"`

	Flag     string   `json:"flag_id"`
	Code     string   `json:"code"`
	Severity string   `json:"severity"`
	Decides  string   `json:"decides"`
	Clause   string   `json:"clause"`
	Terms    []string `json:"terms"`
	Step     string   `json:"step"`
	Later    bool     `json:"later"`    // the step waits for others first
	Complete bool     `json:"complete"` // the step is settled

	Imported *History `json:"history"`
}

func (c *Case) take(e event.Event, f facts) {
	switch e.Type {
	case event.OfferOpened, event.OfferProposed:
		c.open(e, f)
	case event.HandoffReceived:
		c.handed(e, f)
	case event.LetterWritten:
		c.written(e, f)
	case event.VerbalOffered:
		c.said(moment(e), "")
	case event.VerbalAnswered:
		c.VerbalAnswer = f.Answer
	case event.CandidateTold:
		if f.Told && f.Amendment != "" { // of an amendment; a fallback's words are no difference
			c.Told++
		}
	case event.OfferIssued:
		c.issued(e, f)
	case event.OfferExtended:
		c.due(f)
	case event.LetterSent:
		c.Linked = true
	case event.LetterOpened:
		c.Seen = e.At
		if c.Opening.IsZero() {
			c.Opening = e.At
		}
	default:
		if !c.takeWait(e, f) {
			c.takeEnd(e, f)
		}
	}
	if f.Round > c.Rounds {
		c.Rounds = f.Round
	}
}

func moment(e event.Event) Moment { return Moment{Claimed: e.At, Recorded: e.Recorded} }

func (c *Case) open(e event.Event, f facts) {
	c.Opened, c.Entity, c.Place, c.Kind, c.Groups, c.Mark = e.At, f.Entity, f.Place, f.Kind, f.Groups, f.Mark
	c.Application = f.Source.Application
	c.Amends, c.Confidential, c.Author = f.Kind == "amendment", f.Secret, f.Author
	c.written(e, f)
}

// handed takes a handoff; its agreement is the verbal offer where none was recorded before.
func (c *Case) handed(e event.Event, f facts) {
	c.Author = string(e.Actor)
	if f.Agreed != nil {
		c.said(Moment{Claimed: f.Agreed.At, Recorded: e.Recorded}, f.Agreed.Answer)
	}
}

func (c *Case) said(m Moment, answer string) {
	if !c.Verbal.Known() {
		c.Verbal = m
	}
	if answer != "" {
		c.VerbalAnswer = answer
	}
}

// written takes a letter version: what waited on the one before waits no longer, unless it is raised again at once.
func (c *Case) written(e event.Event, f facts) {
	if e.Type != event.LetterWritten {
		return
	}
	c.Drafts++
	c.closeWaits(e.At, Legal, HR)
	c.latest = Material{Missing: f.Material["unwritten"], Changed: f.Material["changed"], Added: f.Material["added"]}
	if f.Band.Position != "" {
		c.Position, c.BandFrom = f.Band.Position, f.Band.From
	}
	if !c.Written.Known() {
		c.worst = max(c.worst, c.latest.Missing+c.latest.Changed+c.latest.Added)
	}
}

func (c *Case) issued(e event.Event, f facts) {
	c.Issues++
	if !c.Written.Known() {
		c.Written, c.First, c.Offered = moment(e), c.latest, c.Position
		c.Caught = max(0, c.worst-c.latest.Missing-c.latest.Changed-c.latest.Added)
	}
	c.Issued = c.Position
	c.Answerable, c.Given, c.Due, c.Seen, c.Linked = true, e.At, time.Time{}, time.Time{}, false
	c.due(f)
	c.closeWaits(e.At, Approval, Legal, HR)
}

func (c *Case) due(f facts) {
	if f.Expires != nil {
		c.Due = *f.Expires
	}
}

// takeWait takes what somebody waits for, and the clock; false when the event is none of it.
func (c *Case) takeWait(e event.Event, f facts) bool {
	switch e.Type {
	case event.FlagRaised:
		c.raise(e, f)
	case event.FlagDecided:
		c.closeWait(f.Flag, e.At)
	case event.ApprovalAsked, event.ApprovalOpened:
		c.closeWait(f.Step, e.At)
		if !f.Later {
			c.Waits = append(c.Waits, Wait{Span: Span{From: e.At}, ID: f.Step, Code: f.Step, Waiter: Approval})
		}
	case event.ApprovalGiven:
		if f.Complete {
			c.closeWait(f.Step, e.At)
		}
	case event.ApprovalRejected, event.ApprovalOverridden, event.ApprovalWithdrawn:
		c.closeWait(f.Step, e.At)
	case event.ApprovalEscalated:
		c.escalate(f.Step)
	case event.ClockStopped:
		c.Stops = append(c.Stops, Stop{Span: Span{From: e.At}})
	case event.ClockConfirmed, event.ClockResumed:
		c.stop(e)
	default:
		return false
	}
	return true
}

// stop confirms or ends the last stop of the clock.
func (c *Case) stop(e event.Event) {
	if len(c.Stops) == 0 {
		return
	}
	last := &c.Stops[len(c.Stops)-1]
	if e.Type == event.ClockConfirmed {
		last.Confirmed = true
	} else {
		last.To = e.At
	}
}

// raise begins to wait for a decision. A flag that stood on the version before, and on this one again, has waited since it
// was first raised.
func (c *Case) raise(e event.Event, f facts) {
	if f.Severity != "review" {
		return
	}
	w := Wait{Span: Span{From: e.At}, ID: f.Flag, Code: f.Code, Clause: f.Clause, Waiter: Legal}
	if f.Decides != "legal" {
		w.Waiter = HR
	}
	if len(f.Terms) > 0 {
		w.Term = f.Terms[0]
	}
	for i := range c.Waits {
		x := &c.Waits[i]
		if x.Code == w.Code && x.Term == w.Term && x.To.Equal(e.At) && !x.decided {
			x.ID, x.To = w.ID, time.Time{}
			return
		}
	}
	c.Waits = append(c.Waits, w)
}

// escalate marks the wait for a step as one whose approvers did not answer in time.
func (c *Case) escalate(step string) {
	for i := range c.Waits {
		if x := &c.Waits[i]; x.ID == step && x.To.IsZero() {
			x.Late = true
		}
	}
}

func (c *Case) closeWait(id string, at time.Time) {
	for i := range c.Waits {
		if x := &c.Waits[i]; x.ID == id && x.To.IsZero() {
			x.To, x.decided = at, true
		}
	}
}

func (c *Case) closeWaits(at time.Time, waiters ...Waiter) {
	for i := range c.Waits {
		x := &c.Waits[i]
		for _, w := range waiters {
			if x.Waiter == w && x.To.IsZero() {
				x.To = at
			}
		}
	}
}

// takeEnd takes an answer, or the employer's end of the offer.
func (c *Case) takeEnd(e event.Event, f facts) {
	switch e.Type {
	case event.OfferAccepted:
		c.answer(Accepted, e)
	case event.OfferDeclined:
		c.answer(Declined, e)
		c.reason(f)
	case event.OfferExpired:
		c.Outcome, c.Answered, c.Answerable = Expired, moment(e), false
	case event.OfferRescinded:
		c.rescind(e, f)
	case event.OfferCancelled:
		c.cancel(e, f)
	case event.OfferReneged:
		c.Reneged = moment(e)
	case event.OfferImported:
		c.history(f)
	}
}

func (c *Case) answer(o Outcome, e event.Event) {
	c.Outcome, c.Answered, c.Answerable, c.OnBehalf = o, moment(e), false, e.Behalf != ""
	c.closeWaits(e.At, Approval, Legal, HR)
}

func (c *Case) reason(f facts) {
	c.Reason, c.Further, c.DeclineTerm = f.Reason, f.Further, f.Term
	if c.Reason == "" {
		c.Reason = string(event.ReasonUnknown)
	}
}

// lapsed is the reason of an offer that ended by itself, as its letter says.
const lapsed = "lapsed"

// rescind takes back a letter. What was accepted stays accepted in the rates.
func (c *Case) rescind(e event.Event, f facts) {
	c.Withdrawn, c.WithdrawnReason, c.Answerable = moment(e), f.Reason, false
	switch {
	case f.Reason == lapsed:
		c.Withdrawal = Lapsed
	case c.Outcome == Accepted:
		c.Withdrawal = AfterAcceptance
	default:
		c.Withdrawal = BeforeAnswer
	}
	if c.Outcome != Accepted {
		c.Outcome = Rescinded
	}
	c.closeWaits(e.At, Approval, Legal, HR)
}

// cancel drops an offer before its letter; before the verbal offer nothing was taken back from anybody.
func (c *Case) cancel(e event.Event, f facts) {
	c.Outcome = Cancelled
	if c.Verbal.Known() {
		c.Withdrawn, c.WithdrawnReason, c.Withdrawal = moment(e), f.Reason, VerbalWithdrawn
	}
	c.closeWaits(e.At, Approval, Legal, HR)
}
