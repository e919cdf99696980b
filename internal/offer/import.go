package offer

import (
	"time"

	"verbatim/internal/event"
)

// Imported marks an offer that lived in another system: it has no letter here, and nothing more is done to it.
const Imported = "imported"

// Import records an offer that ended in another system in a state. o names it. The event is of the day of the import; when
// things happened stands in its facts, which the caller adds.
func Import(o Offer, to State, at time.Time) (Offer, []event.Event, error) {
	return o.do(ActImport, at, event.OfferImported, func(n *Offer) facts {
		n.State, n.Mark, n.Round, n.Opened = to, Imported, 1, at.UTC().Truncate(time.Millisecond)
		return n.identity().with("round", n.Round)
	})
}
