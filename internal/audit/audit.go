// Package audit owns the proof that history was not rewritten: it verifies the hash chain of an offer's events and says
// what the events make of the offer, so that a stored row can be held against its history. It reads events and nothing
// else.
package audit

import (
	"fmt"

	"verbatim/internal/digest"
	"verbatim/internal/event"
)

// Broken is the first entry of a chain that is not as it was written.
type Broken struct {
	Offer    string
	Sequence int64  // where the chain should stand
	Why      string // what is wrong, without any content
}

func (b *Broken) Error() string {
	return fmt.Sprintf("event %d of offer %s: %s", b.Sequence, b.Offer, b.Why)
}

// Verify holds the events of one offer, from its first, against their chain: no gap, no swap, no edit. The error is a
// *Broken. A chain that was cut at its end verifies: only a copy of its head that is kept elsewhere shows that.
func Verify(events []event.Event) error {
	var previous digest.Digest
	for i, e := range events {
		broken := func(why string) error { return &Broken{e.Offer, int64(i) + 1, why} }
		switch sum, err := e.Sum(); {
		case e.Sequence != int64(i)+1:
			return broken(fmt.Sprintf("event %d stands in its place", e.Sequence))
		case e.Offer != events[0].Offer:
			return broken("it belongs to another offer")
		case e.Previous != previous:
			return broken("it does not follow its predecessor")
		case err != nil || sum != e.Hash:
			return broken("its content is not what was hashed")
		}
		previous = e.Hash
	}
	return nil
}
