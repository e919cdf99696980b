package desk

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/approval"
	"verbatim/internal/entity"
	"verbatim/internal/event"
)

// courses are what the approvals of every offer took, by offer.
type courses map[string]*course

type course struct {
	approval.Course
	entity entity.ID
}

// take follows one event of an offer of an entity.
func (c courses) take(e event.Event, of entity.ID) error {
	if !slices.Contains(event.Approvals(), e.Type) {
		return nil
	}
	if c[e.Offer] == nil {
		c[e.Offer] = &course{entity: of}
	}
	return c[e.Offer].Take(e)
}

// ApprovalReport is what approvals take, over all offers that the reader may see.
type ApprovalReport struct {
	Offers int `json:"offers"` // that were asked for any approval
	// WaitedDays is how long they waited for any approver, ParallelDays how long they would have with every step asked at
	// once, SavedDays the difference: sums over offers, of waits that are over.
	WaitedDays   string         `json:"waited_days"`
	ParallelDays string         `json:"parallel_days"`
	SavedDays    string         `json:"saved_days"`
	Steps        []ReportedStep `json:"steps"`
	Formula      string         `json:"formula"`
}

// ReportedStep is one step over all offers.
type ReportedStep struct {
	Step     string `json:"step"`
	Settled  int    `json:"settled"` // waits that are over
	Waiting  int    `json:"waiting"` // waits that are not
	Rejected int    `json:"rejected"`
	Median   string `json:"median_days,omitempty"` // of the waits that are over; absent when there is none
	P90      string `json:"p90_days,omitempty"`
	Total    string `json:"total_days"`
}

const approvalFormula = "A wait runs from when a step asks its approvers to when it is settled. An offer's waits are merged where they overlap; " +
	"in parallel it would have waited for the longest of its steps, each with all of its waits."

// ApprovalReport reports on the approvals of the actor's entities, up to the last event that has its position in the log.
func (s *Service) ApprovalReport(ctx context.Context, by actor.Actor) (ApprovalReport, error) {
	if err := s.numbers.catchUp(ctx, s.Store.Reports()); err != nil {
		return ApprovalReport{}, err
	}
	s.numbers.mu.RLock()
	defer s.numbers.mu.RUnlock()
	return s.numbers.courses.report(by.Entities), nil
}

func (c courses) report(entities []string) ApprovalReport {
	out := ApprovalReport{Formula: approvalFormula, Steps: []ReportedStep{}}
	var waited, parallel time.Duration
	spans := map[string][]approval.Span{}
	for _, x := range c {
		if len(entities) > 0 && !slices.Contains(entities, string(x.entity)) {
			continue
		}
		out.Offers++
		waited += x.Took()
		parallel += x.Parallel()
		for _, sp := range x.Spans {
			spans[sp.Step] = append(spans[sp.Step], sp)
		}
	}
	out.WaitedDays, out.ParallelDays, out.SavedDays = days(waited), days(parallel), days(waited-parallel)
	for _, step := range slices.Sorted(maps.Keys(spans)) {
		out.Steps = append(out.Steps, reported(step, spans[step]))
	}
	return out
}

func reported(step string, spans []approval.Span) ReportedStep {
	r := ReportedStep{Step: step}
	var took []time.Duration
	var total time.Duration
	for _, sp := range spans {
		if sp.To.IsZero() {
			r.Waiting++
			continue
		}
		r.Settled++
		if sp.Status == approval.Rejected {
			r.Rejected++
		}
		took = append(took, sp.To.Sub(sp.From))
		total += sp.To.Sub(sp.From)
	}
	if slices.Sort(took); len(took) > 0 {
		r.Median, r.P90 = days(took[(len(took)-1)/2]), days(took[(len(took)*9+9)/10-1])
	}
	r.Total = days(total)
	return r
}

// days is a duration in days with one digit: "1.8".
func days(d time.Duration) string {
	return strconv.FormatFloat(d.Hours()/24, 'f', 1, 64)
}
