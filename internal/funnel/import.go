package funnel

import "time"

// imported is what another system's history tells of one offer, in one event: the moments that it knew and how it ended.
type imported struct {
	Opened   *time.Time `json:"opened"`
	Verbal   *time.Time `json:"verbal"`
	Issued   *time.Time `json:"issued"`
	Answered *time.Time `json:"answered"`
	Outcome  Outcome    `json:"outcome"`
	Reason   string     `json:"reason_code"`
}

// history takes an offer of another system. What was claimed is all that is known: nobody recorded it at the time.
func (c *Case) history(f facts) {
	c.Entity, c.Place, c.Groups, c.Mark, c.Imported = f.Entity, f.Place, f.Groups, f.Mark, true
	h := f.Imported
	if h == nil {
		return
	}
	at := func(t *time.Time) Moment {
		if t == nil {
			return Moment{}
		}
		return Moment{Claimed: *t, Recorded: *t}
	}
	c.Opened, c.Verbal, c.Written, c.Answered = at(h.Opened).Claimed, at(h.Verbal), at(h.Issued), at(h.Answered)
	c.Outcome = h.Outcome
	switch h.Outcome {
	case Declined:
		c.reason(facts{Reason: h.Reason})
	case Rescinded:
		c.Withdrawn, c.Withdrawal, c.WithdrawnReason = c.Answered, BeforeAnswer, h.Reason
	case Cancelled:
		if c.Verbal.Known() {
			c.Withdrawn, c.Withdrawal, c.WithdrawnReason = c.Answered, VerbalWithdrawn, h.Reason
		}
	}
	if c.Written.Known() {
		c.Issues = 1
	}
}
