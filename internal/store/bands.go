package store

import (
	"context"

	"verbatim/internal/entity"
	"verbatim/internal/place"
	"verbatim/internal/policy"
)

// Bands reads bands of base pay. A version never changes once it is written (BandsOnlyAdd).
type Bands interface {
	// Bands gives every version of the bands that q asks for, in the order of slots and versions. Bands of entities outside
	// of the scope are left out; those of no entity are everybody's.
	Bands(ctx context.Context, s Scope, q BandQuery) ([]policy.BandVersion, error)
}

// BandQuery filters bands; zero fields do not filter.
type BandQuery struct {
	Level  string
	Place  place.Code // exactly this place
	Entity entity.ID  // bands of this entity and of none
	Limit  int        // at most so many rows; 0 means all
}
