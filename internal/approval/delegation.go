package approval

import (
	"time"

	"verbatim/internal/actor"
)

// Delegation lets one person decide for another for a time, from Start and until before End.
type Delegation struct {
	ID      string     `json:"id"` // UUIDv7
	From    actor.ID   `json:"from"`
	To      actor.ID   `json:"to"`
	Start   time.Time  `json:"start_at"`
	End     time.Time  `json:"end_at"`
	Created time.Time  `json:"created_at"`
	Ended   *time.Time `json:"ended_at,omitempty"` // when it was taken back, nil while it was not
}

// Holds says whether it is in force at a time.
func (d Delegation) Holds(at time.Time) bool {
	return !at.Before(d.Start) && at.Before(d.End) && (d.Ended == nil || at.Before(*d.Ended))
}
