// Package digest owns content identity: SHA-256 over bytes or over the RFC 8785 canonical form of a JSON value, and the
// Pin that names one version of one thing by its digest. It knows nothing of what it hashes.
package digest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/gowebpki/jcs"
)

// Digest is "sha256:" and 64 lower-case hex digits; empty when there is nothing to name.
type Digest string

// Of is the digest of bytes as they are.
func Of(b []byte) Digest {
	sum := sha256.Sum256(b)
	return Digest("sha256:" + hex.EncodeToString(sum[:]))
}

// Canonical gives the RFC 8785 form of v's JSON.
func Canonical(v any) ([]byte, error) {
	var raw bytes.Buffer
	e := json.NewEncoder(&raw)
	e.SetEscapeHTML(false) // the canonical form has those characters as they are
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("canonical form: %w", err)
	}
	text := bytes.TrimSuffix(raw.Bytes(), []byte("\n"))
	if !utf8.Valid(text) { // a json.RawMessage can hold anything
		return jcs.Transform(text)
	}
	if out, ok := order(text); ok {
		return out, nil
	}
	return jcs.Transform(text)
}

// OfJSON is the digest of the canonical form of v.
func OfJSON(v any) (Digest, error) {
	c, err := Canonical(v)
	if err != nil {
		return "", err
	}
	return Of(c), nil
}

// Hex gives the 64 hex digits without the algorithm's name, empty when d is empty.
func (d Digest) Hex() string { return strings.TrimPrefix(string(d), "sha256:") }

// Short gives the first 16 hex digits: what stands in a letter's footer.
func (d Digest) Short() string {
	h := d.Hex()
	if len(h) < 16 {
		return h
	}
	return h[:16]
}

// Valid says whether d has the form of a digest.
func (d Digest) Valid() bool {
	h, ok := strings.CutPrefix(string(d), "sha256:")
	if !ok || len(h) != 64 || strings.ToLower(h) != h {
		return false
	}
	_, err := hex.DecodeString(h)
	return err == nil
}

// Pin names one version of one thing by content.
type Pin struct {
	Kind    string `json:"kind"` // schema, template, clause, policy, bands, entity, brand, locale, calendar, font, icc, renderer
	ID      string `json:"id"`
	Version int    `json:"version,omitempty"` // 0 where the thing has no whole-number version
	Digest  Digest `json:"digest"`
}
