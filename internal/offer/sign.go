package offer

import (
	"time"

	"verbatim/internal/event"
	"verbatim/internal/fault"
)

// SignForEmployer records that the employer signed a letter: the latest one while it waits to be issued, or the one that the
// candidate has and can answer, or has accepted. Number 0 is the first of these that there is. The gate is that of the latest
// letter with this signature under it: where the letter waits for nothing else, it may be issued from then on.
func (o Offer) SignForEmployer(letter int, g Gate, at time.Time) (Offer, []event.Event, error) {
	next, _ := o.settle(at)
	if err := next.permit(ActSign); err != nil {
		return o, nil, err
	}
	var can []int
	if next.State == Approved || next.State == InReview && g.signable() {
		can = append(can, next.Letter)
	}
	if next.Answerable || next.State == Accepted {
		can = append(can, next.IssuedLetter)
	}
	if len(can) == 0 {
		return o, nil, g.refuse()
	}
	n := can[0]
	for _, c := range can {
		if c == letter {
			n = c
		}
	}
	if letter != 0 && letter != n {
		return o, nil, fault.New(fault.Conflict, fault.CodeNotLatest, "Letter %d is not one that can be signed for the employer: letter %d is.", letter, n)
	}
	next, events, err := o.do(ActSign, at, event.EmployerSigned, func(x *Offer) facts {
		if x.State == InReview && n == x.Letter {
			x.State = StateOf(g)
		}
		return nil
	})
	if err == nil {
		events[len(events)-1].Letter = n
	}
	return next, events, err
}
