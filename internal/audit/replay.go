package audit

import (
	"encoding/json"
	"fmt"
	"time"

	"verbatim/internal/event"
)

// Standing is where an offer stands by its events alone. Its words are those of the offer's row.
type Standing struct {
	Revision     int64
	State        string
	Round        int
	Handoff      string     // id of the handoff in force, empty before the first
	Proposal     string     // id of the proposal, empty when nobody proposed it
	Letter       int        // the latest version, 0 for none
	IssuedLetter int        // the version the candidate was last given, 0 for none
	Issued       *time.Time // when it was given
	Expires      *time.Time // when its answer is due, nil for no end
	Answerable   bool       // it waits for an answer
	Paused       bool       // it cannot be accepted for now
	Asked        bool       // the candidate asked for other terms
	Stopped      *time.Time // since when time does not count, nil while it does
	Confirmed    bool       // the stop was confirmed by another person
	Counts       Counts
	Amendments   []string // offers of amendments to this one, oldest first
	Amended      Amended  // the amendment that was accepted last, zero for none
}

// Amended names the letter of an amendment that took the place of the accepted one.
type Amended struct {
	Offer  string `json:"amendment_offer_id"`
	Letter int    `json:"amendment_letter_version"`
}

// Counts are the figures of the latest version.
type Counts struct {
	Unwritten    int    `json:"unwritten"`
	Differences  int    `json:"differences"`
	OpenFlags    int    `json:"open_flags"`
	BlockedFlags int    `json:"blocked_flags"`
	Verdict      string `json:"verdict"`
}

// Replay folds an offer's events, from its first. It does not hold the chain: Verify does.
func Replay(events []event.Event) (Standing, error) {
	var s Standing
	for _, e := range events {
		if err := s.fold(e); err != nil {
			return Standing{}, err
		}
	}
	return s, nil
}

// told are the facts of an event that say where the offer stands. What an event does not tell stays as it was.
type told struct {
	*Counts
	Round   *int       `json:"round"`
	Handoff *string    `json:"handoff_id"`
	Propose *string    `json:"proposal_id"`
	Expires *time.Time `json:"expires_at"`
	Amended
}

func (s *Standing) fold(e event.Event) error {
	t := told{Counts: &s.Counts, Round: &s.Round, Handoff: &s.Handoff, Propose: &s.Proposal}
	if len(e.Facts) > 0 {
		if err := json.Unmarshal(e.Facts, &t); err != nil {
			return fmt.Errorf("audit: facts of event %d of offer %s: %w", e.Sequence, e.Offer, err)
		}
	}
	s.Revision = e.Sequence
	if e.To != "" {
		s.State = e.To
	}
	switch e.Type {
	case event.OfferProposed:
		s.Round = 1
	case event.OfferOpened, event.HandoffReceived, event.LetterWritten:
		s.Letter = max(s.Letter, e.Letter)
	}
	s.answer(e, t.Expires)
	s.clock(e)
	switch e.Type {
	case event.OfferAmended:
		s.Amendments = append(s.Amendments, t.Amended.Offer)
	case event.AmendmentAccepted:
		s.Amended = t.Amended
	}
	return nil
}

// clock follows whether time counts.
func (s *Standing) clock(e event.Event) {
	switch e.Type {
	case event.ClockStopped:
		at := e.At
		s.Stopped, s.Confirmed = &at, false
	case event.ClockConfirmed:
		s.Confirmed = true
	case event.ClockResumed:
		s.Stopped, s.Confirmed = nil, false
	}
}

// answer follows the letter that the candidate has, and what came of it.
func (s *Standing) answer(e event.Event, expires *time.Time) {
	switch e.Type {
	case event.OfferIssued:
		at := e.At
		s.IssuedLetter, s.Issued, s.Expires, s.Answerable, s.Paused, s.Asked = e.Letter, &at, expires, true, false, false
	case event.OfferExtended:
		s.Expires = expires
	case event.OfferPaused, event.OfferResumed:
		s.Paused = e.Type == event.OfferPaused
	case event.ChangesRequested:
		s.Asked = true
	case event.HandoffReceived:
		s.Asked = false
	case event.OfferExpired, event.OfferReneged:
		s.Answerable, s.Paused = false, false
	case event.OfferAccepted, event.OfferDeclined, event.OfferRescinded, event.OfferCancelled:
		s.Answerable, s.Paused, s.Asked = false, false, false
	}
}
