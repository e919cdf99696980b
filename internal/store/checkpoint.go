package store

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"verbatim/internal/digest"
)

// Checkpoint is the hash over every position up to one. A database that was put back to an older state cannot show the
// checkpoint that was published since.
type Checkpoint struct {
	Position int64         `json:"position"`
	Hash     digest.Digest `json:"hash"`
	At       time.Time     `json:"at"`
}

// Placed is one event in the log-wide order, known by its hash.
type Placed struct {
	Position int64
	Offer    string
	Sequence int64
	Hash     digest.Digest
}

// Continue is the checkpoint at p, from that at the position before it, or from the zero one for position 1. Each part
// stands on a line of its own, so no two orders give the same bytes. The time stays.
func (c Checkpoint) Continue(p Placed) Checkpoint {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%d\n%s\n%d\n%s\n", c.Hash, p.Position, p.Offer, p.Sequence, p.Hash)
	return Checkpoint{Position: p.Position, Hash: digest.Digest("sha256:" + hex.EncodeToString(h.Sum(nil))), At: c.At}
}
