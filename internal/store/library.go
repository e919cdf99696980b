package store

import (
	"context"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/cal"
	"verbatim/internal/digest"
	"verbatim/internal/offer"
)

// Library reads the wording and settings that a server keeps, and what was done to them.
type Library interface {
	// LibraryItems gives every stored version of every kind, as imported.
	LibraryItems(ctx context.Context) ([]LibraryItem, error)
	// LibraryActs gives every act, oldest first.
	LibraryActs(ctx context.Context) ([]LibraryAct, error)
	// LibraryState names what the two above would give: it differs after each version and each act, and costs little.
	LibraryState(ctx context.Context) (string, error)
	// LettersOf gives the letters that are made of any version of a thing, newest offers first.
	LettersOf(ctx context.Context, s Scope, q PinQuery) (Page[PinnedLetter], error)
}

// LibraryItem is one version of a clause, letter template, policy pack, entity, calendar or image: its files as they
// came. The same kind, id and version under another digest is ErrExists.
type LibraryItem struct {
	Kind     string // clause, letter, policy, entity, brand, calendar
	ID       string
	Family   string // of a clause
	Version  int
	Digest   digest.Digest
	Status   string // published or offered, as it came in; an act may have put an offered one in force since
	Files    map[string][]byte
	Imported time.Time
}

// Acts on a version of the library. Each happens to a version at most once.
const (
	ActPublished = "published" // somebody sent it; it is offered until it is adopted
	ActAdopted   = "adopted"   // it is in force from then on, as far as its own dates go
	ActWithdrawn = "withdrawn" // it is out of force from a day on
)

// LibraryAct is one act on one version.
type LibraryAct struct {
	Sequence int64     `json:"-"` // 1, 2, 3; the store gives it
	Kind     string    `json:"-"`
	ID       string    `json:"-"`
	Version  int       `json:"-"`
	Act      string    `json:"act"`
	At       time.Time `json:"at"`
	By       actor.ID  `json:"by"`
	From     *cal.Date `json:"from,omitempty"`   // of a withdrawal: the first day on which it is out of force
	Reason   string    `json:"reason,omitempty"` // why, for people; never about a candidate
	Own      bool      `json:"own,omitempty"`    // of an adoption: by whoever published it, since the setting allows that
}

// PinQuery asks for letters by the versions that they are made of.
type PinQuery struct {
	Kind   string
	IDs    []string
	Cursor string // opaque, from the page before
	Limit  int    // 1 to 200; 0 means 50
}

// PinnedLetter is a letter and one version that it is made of.
type PinnedLetter struct {
	Offer   offer.Offer
	Letter  int
	ID      string // of what it is made of
	Version int
}
