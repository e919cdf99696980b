package main

import (
	"time"

	"verbatim/internal/api"
)

// limits keep one client, or too many at once, from making everybody wait. A zero takes the server's own figure.
type limits struct {
	Rate     float64       `setting:"VERBATIM_RATE" default:"0" placeholder:"N" help:"Calls a second for one key, 429 beyond; 500 when not given, less than 0 for no limit."`
	Slots    int           `setting:"VERBATIM_SLOTS" default:"0" placeholder:"N" help:"Calls worked on at once; 8 when not given."`
	Patience time.Duration `setting:"VERBATIM_PATIENCE" default:"0" placeholder:"300ms" help:"A call that would wait longer than this for its turn is refused at once with 503; 300ms when not given."`
	Deadline time.Duration `setting:"VERBATIM_DEADLINE" default:"0" placeholder:"8s" help:"How long one call may work before it is answered with 503; 8s when not given."`
}

// into puts the limits into the server's settings.
func (l limits) into(c api.Config) (api.Config, error) {
	if l.Slots < 0 || l.Slots > 10_000 {
		return c, usage("the calls at once (--slots, VERBATIM_SLOTS) must be 1 to 10000")
	}
	if l.Patience < 0 || l.Deadline < 0 {
		return c, usage("the patience (--patience, VERBATIM_PATIENCE) and the deadline (--deadline, VERBATIM_DEADLINE) must be lengths of time such as 300ms")
	}
	c.Deadline = l.Deadline
	c.Rate, c.Slots, c.Patience = l.Rate, l.Slots, l.Patience
	if l.Rate > 0 {
		c.Burst = max(1, int(2*l.Rate))
	}
	return c, nil
}
