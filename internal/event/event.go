// Package event owns the facts of what happened to an offer. Every act is one Event with actor, time and reason, hashed
// over its predecessor within the offer. Facts never name the candidate; what does is in the sealed Payload. Every count
// and duration of the dashboard can be recomputed from facts alone.
package event

import (
	"encoding/json"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/digest"
)

// Type names an act, as noun.verb.
type Type string

// The types of the spine.
const (
	OfferOpened     Type = "offer.opened"
	HandoffReceived Type = "handoff.received"
	LetterWritten   Type = "letter.written"
	FlagRaised      Type = "flag.raised"
	FlagCarried     Type = "flag.carried"
	FlagDecided     Type = "flag.decided"
	FlagAssigned    Type = "flag.assigned"  // facts: flag_id, code, assignee
	FlagReminded    Type = "flag.reminded"  // half of the time to decide is over; facts: flag_id, code, decides, due_at
	FlagEscalated   Type = "flag.escalated" // a business day late; the same facts
	OfferIssued     Type = "offer.issued"
	OfferSuperseded Type = "offer.superseded"
	CandidateTold   Type = "candidate.told"
	OfferErased     Type = "offer.erased"
)

// Event is one act on one offer. Everything but Payload is a fact and stands in clear.
type Event struct {
	ID       string          `json:"id"`                       // UUIDv7
	Offer    string          `json:"offer_id"`                 // the offer
	Sequence int64           `json:"sequence"`                 // 1, 2, 3 within the offer, without gaps; the offer's revision
	Type     Type            `json:"type"`                     //
	At       time.Time       `json:"at"`                       // when the act took effect, UTC to the millisecond
	Recorded time.Time       `json:"recorded_at"`              // when the server wrote it
	Actor    actor.ID        `json:"actor"`                    //
	Roles    []actor.Role    `json:"roles,omitempty"`          // the actor's roles at the time
	Via      string          `json:"via,omitempty"`            // key prefix, cli, console, clock
	Behalf   string          `json:"on_behalf_of,omitempty"`   //
	From     string          `json:"from,omitempty"`           // state before
	To       string          `json:"to,omitempty"`             // state after
	Letter   int             `json:"letter_version,omitempty"` // the letter version it speaks of, 0 for none
	Facts    json.RawMessage `json:"facts,omitempty"`          // further facts: codes, pointers, counts, digests keyed by the offer's salt
	Payload  json.RawMessage `json:"-"`                        // sealed: reasons, comments, values
	Previous digest.Digest   `json:"previous,omitempty"`       // Hash of the event before, empty for the first
	Seal     string          `json:"seal,omitempty"`           // HMAC of the payload under the offer's salt, hex; empty when there is none
	Hash     digest.Digest   `json:"hash"`                     // over everything above but Payload
}

// Sum is what Hash must be: the SHA-256 of the RFC 8785 form of the event without its hash. Sealing and erasing a payload
// do not change it, since only the payload's HMAC is covered.
func (e Event) Sum() (digest.Digest, error) {
	e.Hash = ""
	return digest.OfJSON(e)
}
