package store

import (
	"context"
	"time"

	"verbatim/internal/digest"
)

// Blobs keep sealed bytes outside of the database, each under the digest of the bytes as they are kept. Nothing in them
// can be read without the key that sealed them. Their errors carry a kind: Unavailable when the place does not answer,
// ErrNotFound when it has no such bytes.
type Blobs interface {
	// Put keeps bytes and returns when they are durable. Bytes that are there already are no error.
	Put(ctx context.Context, sum digest.Digest, sealed []byte) error
	// Get gives the bytes as they were kept. The caller holds them against the digest.
	Get(ctx context.Context, sum digest.Digest) ([]byte, error)
	// Each walks everything that is kept, with the time since when.
	Each(ctx context.Context, do func(sum digest.Digest, since time.Time) error) error
}
