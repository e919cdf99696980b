package hook

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"verbatim/internal/digest"
	"verbatim/internal/entity"
	"verbatim/internal/event"
	"verbatim/internal/store"
)

// Message is what a receiver gets: that something happened, and where to read more. It holds no pay and no name.
type Message struct {
	// Type says what happened.
	Type event.Type `json:"type"`
	// Timestamp is when it was recorded.
	Timestamp time.Time `json:"timestamp"`
	Data      Data      `json:"data"`
}

// Data are the ids, states and codes of an event.
type Data struct {
	EventID string `json:"event_id"`
	OfferID string `json:"offer_id"`
	// Entity is the employing entity of the offer.
	Entity entity.ID `json:"entity"`
	// Position is the event's place in GET /v1/events.
	Position int64 `json:"position"`
	// Sequence is the event's place within its offer, without gaps: the offer's revision.
	Sequence int64 `json:"sequence"`
	// At is when the act took effect.
	At time.Time `json:"at"`
	// From is the offer's state before.
	From string `json:"from,omitempty"`
	// To is the offer's state after.
	To string `json:"to,omitempty"`
	// LetterVersion is the letter version that the event speaks of.
	LetterVersion int `json:"letter_version,omitempty"`
	Codes
}

// Codes are the facts of an event that a message repeats, where the event has them.
type Codes struct {
	HandoffID string `json:"handoff_id,omitempty"`
	Round     int    `json:"round,omitempty"`
	FlagID    string `json:"flag_id,omitempty"`
	// Code is the code of the rule that raised a flag.
	Code string `json:"code,omitempty"`
	// Verdict is the answer on a flag, or what the comparison of said and written came to.
	Verdict   string     `json:"verdict,omitempty"`
	ExpiresAt *time.Time `json:"expires_at,omitempty"`
}

// body writes the message of an event: the same bytes at each attempt.
func body(p store.Positioned) ([]byte, error) {
	e := p.Event
	m := Message{Type: e.Type, Timestamp: e.Recorded, Data: Data{
		EventID: e.ID, OfferID: e.Offer, Entity: p.Entity, Position: p.Position, Sequence: e.Sequence, At: e.At, From: e.From, To: e.To, LetterVersion: e.Letter,
	}}
	if len(e.Facts) > 0 {
		var other *json.UnmarshalTypeError // a fact of the same name that is something else is left out
		if err := json.Unmarshal(e.Facts, &m.Data.Codes); err != nil && !errors.As(err, &other) {
			return nil, fmt.Errorf("facts of event %d: %w", p.Position, err)
		}
	}
	return json.Marshal(m)
}

// messageID is the webhook-id: the same at each attempt for one event and endpoint, so that a receiver can drop doubles.
func messageID(endpoint, subject string) string {
	return "msg_" + digest.Of([]byte(endpoint + " " + subject)).Hex()[:32]
}
