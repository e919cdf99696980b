package console

import (
	"context"
	"fmt"
	"sync"

	"verbatim/internal/letter"
	"verbatim/internal/offer"
	"verbatim/internal/store"
)

// ReadOnce is a store for the desk whose pages are drawn: within one of the console's requests that only look, it reads
// each letter version once. For everybody else it is the store as it is.
func ReadOnce(s store.Store) store.Store { return onceStore{s} }

// onceStore reads a letter version once for each page that is looked at: a page shows the same letter beside its
// differences, flags and approvals, a version never changes, and to unseal and parse one is most of what a page costs.
type onceStore struct{ store.Store }

// readOnce are the versions that one request has read.
type readOnce struct {
	sync.Mutex
	letters map[string]letter.Version
}

type readOnceKey struct{}

// onceEach gives a context in which each letter version is read once.
func onceEach(ctx context.Context) context.Context {
	return context.WithValue(ctx, readOnceKey{}, &readOnce{letters: map[string]letter.Version{}})
}

// Letter is that of the store, by what the reader may see.
func (s onceStore) Letter(ctx context.Context, sc store.Scope, o offer.ID, n int) (letter.Version, error) {
	seen, ok := ctx.Value(readOnceKey{}).(*readOnce)
	if !ok {
		return s.Store.Letter(ctx, sc, o, n)
	}
	key := fmt.Sprint(sc, o, n)
	seen.Lock()
	defer seen.Unlock()
	if v, known := seen.letters[key]; known {
		return v, nil
	}
	v, err := s.Store.Letter(ctx, sc, o, n)
	if err == nil {
		seen.letters[key] = v
	}
	return v, err
}
