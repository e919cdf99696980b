package auth

import (
	"context"
	"errors"
	"io"
	"strings"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/fault"
	"verbatim/internal/store"
)

// Service makes, reads and ends API keys. It needs no server: the command line uses it as it is.
type Service struct {
	Store store.Store
	Now   func() time.Time // the clock of desk.Service
	NewID func() string    // UUIDv7
	Rand  io.Reader        // crypto/rand.Reader; the source of secrets
}

// Authenticate gives the actor behind an Authorization header and the id of the key it used. Every bad credential
// (none, another scheme, malformed, unknown, wrong, revoked, expired) is the same fault of kind Unauthenticated; only a
// store that does not answer is another.
func (s *Service) Authenticate(ctx context.Context, header string) (actor.Actor, string, error) {
	scheme, text, _ := strings.Cut(header, " ")
	p, ok := parseKey(text)
	if !strings.EqualFold(scheme, "Bearer") || !ok {
		return actor.Actor{}, "", errUnauthenticated
	}
	k, err := s.Store.KeyByPrefix(ctx, p.prefix)
	if errors.Is(err, store.ErrNotFound) {
		return actor.Actor{}, "", errUnauthenticated
	}
	if err != nil {
		return actor.Actor{}, "", err
	}
	if !p.opens(k) || k.Revoked != nil || k.Expires != nil && !s.Now().Before(*k.Expires) {
		return actor.Actor{}, "", errUnauthenticated
	}
	return actor.Actor{ID: k.Person, Name: k.Name, Roles: k.Roles, Entities: k.Entities, Via: k.Prefix, Test: k.Test}, k.ID, nil
}

// CommandLine is the actor of somebody at the machine that holds the data: every role, every entity.
func CommandLine(id actor.ID, name string) actor.Actor {
	return actor.Actor{ID: id, Name: name, Roles: actor.Roles(), Via: "cli"}
}

// forbid refuses what the actor's own limits do not cover.
func forbid(text string) error { return fault.New(fault.Forbidden, fault.CodeForbidden, "%s", text) }
