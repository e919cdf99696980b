package store

import (
	"context"
	"fmt"

	"verbatim/internal/digest"
)

// Auditor holds everything that is stored against its own history, on one snapshot and while others write.
type Auditor interface {
	// Verify gives what it has seen. The error is a *Broken for the first entry that is not as it was written, the zero
	// Proof and another error when it could not look. anchor are checkpoints that were kept elsewhere.
	Verify(ctx context.Context, anchor []Checkpoint) (Proof, error)
}

// Proof counts what was found as it was written.
type Proof struct {
	Offers    int        `json:"offers"`
	Erased    int        `json:"erased"` // of the offers: their payloads cannot be read, their chains are whole
	Events    int        `json:"events"`
	Waiting   int        `json:"events_without_position"`
	Letters   int        `json:"letters"`
	Documents int        `json:"documents"`
	Objects   int        `json:"objects"` // of the documents: those in the object store
	Flags     int        `json:"flags"`
	Decisions int        `json:"decisions"`
	People    int        `json:"people"`
	Webhooks  int        `json:"webhooks"`
	Anchored  int        `json:"anchored_checkpoints"`
	Head      Checkpoint `json:"head"`
	// Orphans are objects in the object store that no letter has: what is left of writes that failed. They are no fault.
	Orphans []digest.Digest `json:"orphan_objects,omitempty"`

	Library     int `json:"library_versions"`
	LibraryActs int `json:"library_acts"`
}

// Broken is the first entry that is not as it was written. It holds ids and numbers only.
type Broken struct {
	Entry string // what it is: "event 3", "letter 2", "position 17"
	Offer string // whose it is; empty for the order of all
	Why   string
}

// Error names the entry.
func (b *Broken) Error() string {
	if b.Offer == "" {
		return fmt.Sprintf("%s: %s", b.Entry, b.Why)
	}
	return fmt.Sprintf("%s of offer %s: %s", b.Entry, b.Offer, b.Why)
}
