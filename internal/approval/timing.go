package approval

import (
	"slices"
	"time"

	"verbatim/internal/event"
)

// Span is one wait for approvers: a step of an offer, from when it was opened to when it was settled.
type Span struct {
	Step     string
	From, To time.Time
	Status   Status
}

// Course is what the approvals of one offer took.
type Course struct {
	Spans []Span
	open  map[string]int // index of the wait that is not settled, by step
}

// Take follows one event of the offer.
func (c *Course) Take(e event.Event) error {
	if !slices.Contains(event.Approvals(), e.Type) {
		return nil
	}
	t, err := read(e)
	if err != nil {
		return err
	}
	if c.open == nil {
		c.open = map[string]int{}
	}
	switch {
	case e.Type == event.ApprovalAsked && !t.Later, e.Type == event.ApprovalOpened:
		c.settle(t.Step, e.At, Withdrawn)
		c.open[t.Step] = len(c.Spans)
		c.Spans = append(c.Spans, Span{Step: t.Step, From: e.At, Status: Waiting})
	case e.Type == event.ApprovalGiven && t.Complete:
		c.settle(t.Step, e.At, Approved)
	case e.Type == event.ApprovalRejected:
		c.settle(t.Step, e.At, Rejected)
	case e.Type == event.ApprovalOverridden:
		c.settle(t.Step, e.At, Overridden)
	case e.Type == event.ApprovalWithdrawn:
		c.settle(t.Step, e.At, Withdrawn)
	}
	return nil
}

func (c *Course) settle(step string, at time.Time, s Status) {
	if i, waits := c.open[step]; waits {
		c.Spans[i].To, c.Spans[i].Status = at, s
		delete(c.open, step)
	}
}

// Took is how long the offer waited for any approver at all.
func (c Course) Took() time.Duration {
	spans := c.settled()
	slices.SortFunc(spans, func(a, b Span) int { return a.From.Compare(b.From) })
	var total time.Duration
	var end time.Time
	for _, s := range spans {
		from := s.From
		if from.Before(end) {
			from = end
		}
		if s.To.After(from) {
			total += s.To.Sub(from)
			end = s.To
		}
	}
	return total
}

// Parallel is how long it would have waited if every step had been asked at once: the longest of the steps, each with
// all of its own waits. What was asked again because terms changed is waited for again, in parallel as well.
func (c Course) Parallel() time.Duration {
	own := map[string]time.Duration{}
	for _, s := range c.settled() {
		own[s.Step] += s.To.Sub(s.From)
	}
	var longest time.Duration
	for _, d := range own {
		longest = max(longest, d)
	}
	return longest
}

// settled are the waits that are over.
func (c Course) settled() []Span {
	return slices.DeleteFunc(slices.Clone(c.Spans), func(s Span) bool { return s.To.IsZero() })
}
