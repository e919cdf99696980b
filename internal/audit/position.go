package audit

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"verbatim/internal/digest"
)

// Entry is one event in the log-wide order, known by its hash.
type Entry struct {
	Position int64
	Offer    string
	Sequence int64
	Hash     digest.Digest
}

// Continue is the hash over every position up to e, from that over those before it; before is empty for position 1. Each
// part stands on a line of its own, so no two orders give the same bytes.
func Continue(before digest.Digest, e Entry) digest.Digest {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%d\n%s\n%d\n%s\n", before, e.Position, e.Offer, e.Sequence, e.Hash)
	return digest.Digest("sha256:" + hex.EncodeToString(h.Sum(nil)))
}
