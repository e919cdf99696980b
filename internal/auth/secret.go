package auth

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"io"
	"regexp"

	"verbatim/internal/fault"
	"verbatim/internal/store"
)

// secretBytes is the length of a key's random part: 256 bits, so that a fast hash is enough to keep it.
const secretBytes = 32

// prefixBytes is the length of the random part that finds a key. It is no secret and stands in logs.
const prefixBytes = 6

// keyForm is vb_ (or vbt_ for a test key), the prefix that finds the key, and the secret. A key of an operator's own
// making may be longer than ours, never shorter than 32 characters.
var keyForm = regexp.MustCompile(`^(vbt?)_([a-z0-9]{4,24})_([A-Za-z0-9_-]{32,128})$`)

// presented is a key as its holder shows it.
type presented struct {
	test   bool
	prefix string
	secret string
}

// parseKey reads the text of a key; ok is false when it has not the form of one.
func parseKey(text string) (p presented, ok bool) {
	m := keyForm.FindStringSubmatch(text)
	if m == nil {
		return presented{}, false
	}
	return presented{test: m[1] == "vbt", prefix: m[2], secret: m[3]}, true
}

// newSecret draws a key from a source of randomness.
func newSecret(random io.Reader, test bool) (presented, error) {
	raw := make([]byte, prefixBytes+secretBytes)
	if _, err := io.ReadFull(random, raw); err != nil {
		return presented{}, fmt.Errorf("random bytes for a key: %w", err)
	}
	return presented{test: test, prefix: hex.EncodeToString(raw[:prefixBytes]), secret: hex.EncodeToString(raw[prefixBytes:])}, nil
}

// text is the key as it is shown, once.
func (p presented) text() string {
	kind := "vb_"
	if p.test {
		kind = "vbt_"
	}
	return kind + p.prefix + "_" + p.secret
}

// hash is what is stored of the secret.
func (p presented) hash() []byte {
	sum := sha256.Sum256([]byte(p.secret))
	return sum[:]
}

// opens says whether p is the very key k, in a time that does not depend on where they differ.
func (p presented) opens(k store.Key) bool {
	return subtle.ConstantTimeCompare(p.hash(), k.Hash) == 1 && p.test == k.Test
}

// errUnauthenticated is the one answer to every bad credential: it does not say which part was wrong.
var errUnauthenticated = fault.New(fault.Unauthenticated, fault.CodeUnauthorized,
	"send a valid API key as Authorization: Bearer vb_...")
