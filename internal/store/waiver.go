package store

import (
	"context"
	"time"

	"verbatim/internal/digest"
	"verbatim/internal/entity"
	"verbatim/internal/offer"
	"verbatim/internal/place"
	"verbatim/internal/terms"
)

// Waivers reads the clearances that hold beyond their letter.
type Waivers interface {
	// ListWaivers gives those that hold at a time, newest first (WaiversEnd).
	ListWaivers(ctx context.Context, s Scope, now time.Time) ([]Waiver, error)
	// WaiverOf finds the one that covers what a rule found; ErrNotFound when none does.
	WaiverOf(ctx context.Context, k WaiverKey, now time.Time) (Waiver, error)
}

// WaiverKey is what a waiver covers: one value that one rule found, at one employer and place.
type WaiverKey struct {
	Code   string        `json:"code"`
	Entity entity.ID     `json:"entity"`
	Place  place.Code    `json:"place"`
	Value  digest.Digest `json:"-"` // of the measures of the flag; stored keyed, and not read back
}

// Waiver is a clearance that holds for the same value until a time.
type Waiver struct {
	WaiverKey
	ID      string        `json:"id"` // of the decision that made it
	Offer   offer.ID      `json:"offer_id"`
	Term    terms.Pointer `json:"term,omitempty"` // the first term concerned
	Author  string        `json:"author"`         // person id
	Created time.Time     `json:"created_at"`
	Expires time.Time     `json:"expires_at"`
}
