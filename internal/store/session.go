package store

import (
	"context"
	"time"
)

// Sessions keeps who is signed in to the console.
type Sessions interface {
	// Session finds a session by the digest of its token with the key that it was opened by, ErrNotFound when there is
	// none that lasts beyond now, or the key was revoked (SessionsEnd).
	Session(ctx context.Context, id string, now time.Time) (Session, error)
}

// Session is somebody signed in: a token that only a digest of is kept, and the API key that it stands for.
type Session struct {
	ID      string // SHA-256 of the token, hex
	Key     Key    // read side whole; when it is written only its ID counts
	Created time.Time
	Expires time.Time
}
