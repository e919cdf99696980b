package auth

import (
	"bytes"
	"context"
	"errors"
	"strconv"

	"verbatim/internal/actor"
	"verbatim/internal/fault"
	"verbatim/internal/store"
)

// firstKey is the id of the key that the first start makes. It is a constant, so that of two servers which start on the
// same empty database only one can make it.
const firstKey = "00000000-0000-7000-8000-000000000001"

// firstPerson is whom the first key belongs to.
const firstPerson = "Administrator"

// FirstKey sees to it that somebody can come in. With a given key (VERBATIM_ADMIN_KEY) that very key is an admin key
// with every role, as often as this is called; a given key that is malformed, was revoked, or has another secret than
// the one stored is a fault. Without one it makes a key on an empty database and gives its text, once; otherwise the
// text is empty.
func (s *Service) FirstKey(ctx context.Context, given string) (shown string, err error) {
	keys, err := s.Store.ListKeys(ctx)
	if err != nil {
		return "", err
	}
	if given != "" {
		return "", s.adopt(ctx, given, keys)
	}
	if len(keys) > 0 {
		return "", nil
	}
	secret, err := newSecret(s.Rand, false)
	if err != nil {
		return "", err
	}
	shown, _, err = s.put(ctx, firstKey, secret, NewKey{Person: firstPerson, Service: true, Roles: actor.Roles()})
	if errors.Is(err, store.ErrExists) {
		return "", nil // another server that started at the same time has shown its own
	}
	return shown, err
}

// adopt makes the operator's own key an admin key, unless it is one.
func (s *Service) adopt(ctx context.Context, given string, keys []store.Key) error {
	p, ok := parseKey(given)
	if !ok || p.test {
		return fault.New(fault.Invalid, fault.CodePattern,
			"the admin key must look like vb_PREFIX_SECRET: a prefix of 4 to 24 lower-case letters and digits, a secret of 32 to 128 letters, digits, - and _")
	}
	if known, err := knownKey(p, keys); known || err != nil {
		return err
	}
	_, _, err := s.put(ctx, s.NewID(), p, NewKey{Person: firstPerson, Service: true, Roles: actor.Roles()})
	if !errors.Is(err, store.ErrExists) {
		return err
	}
	if keys, err = s.Store.ListKeys(ctx); err != nil { // another server adopted it at the same time
		return err
	}
	_, err = knownKey(p, keys)
	return err
}

// knownKey says whether a key is stored and usable. Its faults name the way out.
func knownKey(p presented, keys []store.Key) (bool, error) {
	for _, k := range keys {
		switch {
		case k.Prefix != p.prefix:
		case k.Revoked != nil:
			return false, fault.New(fault.Conflict, fault.CodeExists, "the given admin key was revoked: give another one")
		case !bytes.Equal(k.Hash, p.hash()):
			return false, fault.New(fault.Conflict, fault.CodeExists, "a key with the prefix of the given admin key exists with another secret: change the prefix")
		default:
			return true, nil
		}
	}
	return false, nil
}

func number(i int) string { return strconv.Itoa(i) }
