package desk

import (
	"context"

	"verbatim/internal/actor"
	"verbatim/internal/store"
)

// Feed gives events of the offers that the actor may see after a position in the log-wide order, without payloads.
func (s *Service) Feed(ctx context.Context, by actor.Actor, after int64, limit int) ([]store.Positioned, error) {
	return s.Store.Feed(ctx, scopeOf(by), after, limit)
}
