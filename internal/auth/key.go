package auth

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"verbatim/internal/actor"
	"verbatim/internal/fault"
	"verbatim/internal/store"
)

// NewKey is a request for a key. It belongs to a person, known by address where one is given and by name otherwise;
// a person who is not known becomes one.
type NewKey struct {
	// Person is the name of the person or service that the key belongs to.
	Person string `json:"person" jsonschema:"title=Person,example=Kim Park,minLength=1,maxLength=200"`
	// Address is the person's staff address, where there is one.
	Address string `json:"address,omitempty" jsonschema:"title=Address,example=kim.park@acme.example,maxLength=200"`
	// Service says that no human being holds the key.
	Service bool `json:"service,omitempty" jsonschema:"title=Service"`
	// Roles are what the key may do.
	Roles []actor.Role `json:"roles" jsonschema:"title=Roles,minItems=1,maxItems=7,uniqueItems=true"`
	// Entities are the employing entities whose offers the key may see; none means all of them.
	Entities []string `json:"entities,omitempty" jsonschema:"title=Entities,maxItems=100,uniqueItems=true"`
	// Test keys mark everything that they make.
	Test bool `json:"test,omitempty" jsonschema:"title=Test key"`
	// Expires is when the key ends; none means never.
	Expires *time.Time `json:"expires_at,omitempty" jsonschema:"title=Expires at,example=2027-11-24T00:00:00Z"`
}

// CreateKey makes a key and gives its secret, which cannot be had again. An actor cannot give more than it has: a
// limit to entities, or being a test key, passes on. Faults are unknown roles, an empty name, an end in the past.
func (s *Service) CreateKey(ctx context.Context, by actor.Actor, n NewKey) (string, store.Key, error) {
	n.Person, n.Address = strings.TrimSpace(n.Person), strings.TrimSpace(n.Address)
	if err := n.check(s.Now()); err != nil {
		return "", store.Key{}, err
	}
	if by.Test && !n.Test {
		return "", store.Key{}, forbid("a test key can only make test keys")
	}
	if len(n.Entities) == 0 {
		n.Entities = by.Entities
	}
	if !covers(by.Entities, n.Entities) {
		return "", store.Key{}, forbid("a key cannot be given entities that its maker may not see")
	}
	secret, err := newSecret(s.Rand, n.Test)
	if err != nil {
		return "", store.Key{}, err
	}
	return s.put(ctx, s.NewID(), secret, n)
}

// put stores a key and, where the person is new, the person.
func (s *Service) put(ctx context.Context, id string, secret presented, n NewKey) (string, store.Key, error) {
	person, known, err := s.person(ctx, n)
	if err != nil {
		return "", store.Key{}, err
	}
	k := store.Key{
		ID: id, Prefix: secret.prefix, Hash: secret.hash(), Person: person.ID, Name: person.Name, Roles: n.Roles,
		Entities: n.Entities, Test: n.Test, Created: s.Now().UTC().Truncate(time.Millisecond), Expires: n.Expires,
	}
	c := store.Changes{Keys: []store.Key{k}}
	if !known {
		c.People = []store.Person{person}
	}
	if err := s.Store.Apply(ctx, c); err != nil {
		return "", store.Key{}, err
	}
	return secret.text(), k, nil
}

// person finds whom the key is for, or gives a new person.
func (s *Service) person(ctx context.Context, n NewKey) (p store.Person, known bool, err error) {
	if n.Address != "" {
		p, err = s.Store.PersonByAddress(ctx, n.Address)
	} else {
		p, err = s.Store.PersonByName(ctx, n.Person)
	}
	switch {
	case err == nil:
		return p, true, nil
	case errors.Is(err, store.ErrNotFound):
		return store.Person{ID: actor.ID(s.NewID()), Name: n.Person, Address: n.Address, Service: n.Service}, false, nil
	}
	return store.Person{}, false, err
}

// Keys gives the keys that the actor may see, revoked ones too, oldest first. Secrets are not among them.
func (s *Service) Keys(ctx context.Context, by actor.Actor) ([]store.Key, error) {
	all, err := s.Store.ListKeys(ctx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(k store.Key) bool { return !covers(by.Entities, k.Entities) }), nil
}

// RevokeKey ends a key at once; ending one that has ended changes nothing. ErrNotFound when the actor may not see it.
func (s *Service) RevokeKey(ctx context.Context, by actor.Actor, id string) error {
	keys, err := s.Keys(ctx, by)
	if err != nil {
		return err
	}
	for _, k := range keys {
		if k.ID != id {
			continue
		}
		if k.Revoked != nil {
			return nil
		}
		return s.Store.Apply(ctx, store.Changes{Revoke: []store.Revocation{{Key: id, At: s.Now().UTC().Truncate(time.Millisecond)}}})
	}
	return store.ErrNotFound
}

// covers says whether a limit to entities holds every one of the others; no limit holds all, and only no limit holds
// "all".
func covers(limit, others []string) bool {
	if len(limit) == 0 {
		return true
	}
	for _, e := range others {
		if !slices.Contains(limit, e) {
			return false
		}
	}
	return len(others) > 0
}

// plainText says whether s is valid text of so many characters that a name or an address may have.
func plainText(s string, least, most int) bool {
	n := utf8.RuneCountInString(s)
	return utf8.ValidString(s) && n >= least && n <= most && !strings.ContainsFunc(s, unicode.IsControl)
}

func (n NewKey) check(now time.Time) error {
	var faults []fault.Fault
	if !plainText(n.Person, 1, 200) {
		faults = append(faults, fault.Fault{Code: fault.CodeBadText, Pointer: "/person", Message: "a key belongs to a person: give a name of 1 to 200 characters, without control characters"})
	}
	if !plainText(n.Address, 0, 200) {
		faults = append(faults, fault.Fault{Code: fault.CodeBadText, Pointer: "/address", Message: "must have at most 200 characters, without control characters"})
	}
	if len(n.Roles) == 0 {
		faults = append(faults, fault.Fault{Code: fault.CodeTooShort, Pointer: "/roles", Message: "give at least one role"})
	}
	for i, r := range n.Roles {
		if !slices.Contains(actor.Roles(), r) {
			faults = append(faults, fault.Fault{
				Code: fault.CodeNotAllowed, Pointer: fault.Pointer("/roles").Child(number(i)),
				Message: "must be one of " + strings.Join(actor.Role("").Enum(), ", "),
			})
		}
	}
	if n.Expires != nil && !n.Expires.After(now) {
		faults = append(faults, fault.Fault{Code: fault.CodeOutOfRange, Pointer: "/expires_at", Message: "must lie in the future"})
	}
	return fault.All(fault.CodeInvalidRequest, "the key cannot be made", faults)
}
