package offer

import (
	"time"

	"verbatim/internal/event"
	"verbatim/internal/fault"
)

// MaxStop is how long a stopped clock stands still: then it runs again by itself.
const MaxStop = 14 * 24 * time.Hour

// Clock says that time does not count for now. A stop counts only once somebody else than who made it has confirmed it.
type Clock struct {
	Stopped   time.Time  `json:"stopped_at"`
	Until     time.Time  `json:"until"` // when it runs again by itself
	Reason    StopReason `json:"reason_code"`
	By        string     `json:"by"` // person id
	Confirmed bool       `json:"confirmed,omitempty"`
}

// StopClock keeps the time from now on from counting, at most for MaxStop. Nobody can stop it for time that has passed.
func (o Offer) StopClock(by string, reason StopReason, at time.Time) (Offer, []event.Event, error) {
	next, _ := o.settle(at)
	if err := next.permit(ActStopClock); err != nil {
		return o, nil, err
	}
	if err := reasoned(ActStopClock, reason); err != nil {
		return o, nil, err
	}
	return o.do(ActStopClock, at, event.ClockStopped, func(n *Offer) facts {
		at = at.UTC().Truncate(time.Millisecond)
		n.Clock = &Clock{Stopped: at, Until: at.Add(MaxStop), Reason: reason, By: by}
		return facts{"reason_code": reason, "until": n.Clock.Until, "by": by}
	})
}

// ConfirmClock lets a stop count from its beginning. Who stopped the clock cannot confirm it.
func (o Offer) ConfirmClock(by string, at time.Time) (Offer, []event.Event, error) {
	next, _ := o.settle(at)
	if err := next.permit(ActConfirmClock); err != nil {
		return o, nil, err
	}
	if by == next.Clock.By {
		return o, nil, fault.New(fault.Forbidden, fault.CodeFourEyes, "Who stopped the clock cannot confirm the stop: another person must.")
	}
	return o.do(ActConfirmClock, at, event.ClockConfirmed, func(n *Offer) facts {
		c := *n.Clock
		c.Confirmed = true
		n.Clock = &c
		return facts{"stopped_at": c.Stopped, "reason_code": c.Reason}
	})
}

// ResumeClock lets time count again.
func (o Offer) ResumeClock(at time.Time) (Offer, []event.Event, error) {
	return o.do(ActResumeClock, at, event.ClockResumed, func(n *Offer) facts { return n.resumeClock(false) })
}

// resumeClock ends a stop.
func (o *Offer) resumeClock(itself bool) facts {
	f := facts{"stopped_at": o.Clock.Stopped, "confirmed": o.Clock.Confirmed, "by_itself": itself}
	o.Clock = nil
	return f
}
