package auth

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/store"
)

// SessionLength is how long somebody stays signed in to the console: one working day.
const SessionLength = 12 * time.Hour

// viaConsole is Actor.Via of acts that were done in the console, before the prefix of the key.
const viaConsole = "console "

// Signed is somebody who is signed in.
type Signed struct {
	Actor actor.Actor
	Until time.Time
	token string
}

// SignIn takes an API key and opens a session for it; the token it gives goes into the cookie and is stored nowhere. A
// bad key is the same fault as in Authenticate. The session ends with the key, or after SessionLength.
func (s *Service) SignIn(ctx context.Context, key string) (token string, until time.Time, err error) {
	_, id, err := s.Authenticate(ctx, "Bearer "+key)
	if err != nil {
		return "", time.Time{}, err
	}
	raw := make([]byte, 32)
	if _, err := io.ReadFull(s.Rand, raw); err != nil {
		return "", time.Time{}, fmt.Errorf("random bytes for a session: %w", err)
	}
	token = hex.EncodeToString(raw)
	now := s.Now().UTC().Truncate(time.Millisecond)
	v := store.Session{ID: sessionID(token), Key: store.Key{ID: id}, Created: now, Expires: now.Add(SessionLength)}
	return token, v.Expires, s.Store.Apply(ctx, store.Changes{SignIn: &v})
}

// SignedIn gives who a session's token stands for, with the roles that its key has now. A token that is unknown, over, or
// whose key was revoked or has expired is one fault of kind Unauthenticated.
func (s *Service) SignedIn(ctx context.Context, token string) (Signed, error) {
	now := s.Now()
	v, err := s.Store.Session(ctx, sessionID(token), now)
	if errors.Is(err, store.ErrNotFound) {
		return Signed{}, errUnauthenticated
	}
	if err != nil {
		return Signed{}, err
	}
	k := v.Key
	if k.Expires != nil && !now.Before(*k.Expires) {
		return Signed{}, errUnauthenticated
	}
	by := actor.Actor{ID: k.Person, Name: k.Name, Roles: k.Roles, Entities: k.Entities, Via: viaConsole + k.Prefix, Test: k.Test}
	return Signed{Actor: by, Until: v.Expires, token: token}, nil
}

// SignOut ends the session at once, on every server.
func (s *Service) SignOut(ctx context.Context, v Signed) error {
	return s.Store.Apply(ctx, store.Changes{SignOut: sessionID(v.token)})
}

// FormToken is what every form of the session carries, so that no other site can send one: a digest of the session's own
// token, which only the server and the cookie know.
func (v Signed) FormToken() string {
	sum := sha256.Sum256([]byte("form\n" + v.token))
	return hex.EncodeToString(sum[:])
}

// Sent says whether a form came from a page of this session.
func (v Signed) Sent(formToken string) bool {
	return subtle.ConstantTimeCompare([]byte(v.FormToken()), []byte(formToken)) == 1
}

func sessionID(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
