// Package seal owns the encryption of payloads: AES-256-GCM under a key for each offer, which the installation's key
// wraps, and keyed digests under a salt for each offer. Deleting an offer's wrapped key makes all that was sealed for it
// unreadable for ever, while digests that the audit chain covers stay as they are. It knows nothing of what it seals.
package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
)

// KeySize is the length of every key in bytes.
const KeySize = 32

// ErrBroken says that sealed bytes are not what was sealed under this key for this place.
var ErrBroken = errors.New("seal: the bytes were changed, moved, or sealed under another key")

// Installation is the key that wraps the offers' keys. Whoever loses it loses every payload: keep it apart from the data.
type Installation struct {
	box    box
	digest []byte
}

// NewInstallation takes a key of KeySize bytes.
func NewInstallation(key []byte) (*Installation, error) {
	if len(key) != KeySize {
		return nil, fmt.Errorf("seal: the installation's key has %d bytes and must have %d", len(key), KeySize)
	}
	b, err := newBox(derive(key, "wrap"))
	return &Installation{box: b, digest: derive(key, "digest")}, err
}

// ParseKey reads a key as 64 hex digits or as base64 of 32 bytes.
func ParseKey(text string) ([]byte, error) {
	text = strings.TrimSpace(text)
	if key, err := hex.DecodeString(text); err == nil && len(key) == KeySize {
		return key, nil
	}
	if key, err := base64.StdEncoding.DecodeString(text); err == nil && len(key) == KeySize {
		return key, nil
	}
	return nil, errors.New("a key is 32 bytes as 64 hex digits or as base64: make one with openssl rand -hex 32")
}

// LoadOrCreate reads the key from a file, or makes one there for its owner's eyes only when the file does not exist.
func LoadOrCreate(path string) ([]byte, error) {
	text, err := os.ReadFile(path)
	if err == nil {
		key, err := ParseKey(string(text))
		if err != nil {
			return nil, fmt.Errorf("key file: %w", err)
		}
		return key, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("key file: %w", err)
	}
	key := random(KeySize)
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) { // another process made it first
		return LoadOrCreate(path)
	}
	if err != nil {
		return nil, fmt.Errorf("key file: %w", err)
	}
	if _, err := io.WriteString(f, hex.EncodeToString(key)+"\n"); err != nil {
		return nil, errors.Join(fmt.Errorf("key file: %w", err), f.Close())
	}
	return key, errors.Join(f.Sync(), f.Close())
}

// Offer is the key and salt of one offer.
type Offer struct {
	box       box
	salt      []byte
	key, name []byte
}

// NewOffer makes a key and a salt for an offer.
func NewOffer(id string) (*Offer, error) { return offerOf(id, random(KeySize), random(KeySize)) }

func offerOf(id string, key, salt []byte) (*Offer, error) {
	b, err := newBox(key)
	return &Offer{box: b, salt: salt, key: key, name: []byte(id)}, err
}

// Wrap seals an offer's key and salt for the store.
func (i *Installation) Wrap(o *Offer) (key, salt []byte) {
	return i.box.seal(o.key, place("key", o.name)), i.box.seal(o.salt, place("salt", o.name))
}

// Unwrap opens what Wrap gave for the offer of this id; ErrBroken when it is not that.
func (i *Installation) Unwrap(id string, key, salt []byte) (*Offer, error) {
	k, err := i.box.open(key, place("key", []byte(id)))
	if err != nil {
		return nil, err
	}
	s, err := i.box.open(salt, place("salt", []byte(id)))
	if err != nil {
		return nil, err
	}
	return offerOf(id, k, s)
}

// Seal seals bytes that belong to no offer, such as a staff address, for one place in the store.
func (i *Installation) Seal(plain []byte, at string) []byte { return i.box.seal(plain, []byte(at)) }

// Open opens what Seal gave for the same place.
func (i *Installation) Open(sealed []byte, at string) ([]byte, error) {
	return i.box.open(sealed, []byte(at))
}

// Digest is a keyed digest of text for look-ups, in hex: equal texts of one purpose give equal digests.
func (i *Installation) Digest(purpose, text string) string {
	return mac(i.digest, []byte(purpose+"\x00"+text))
}

// Seal seals bytes for one place in the store, such as "letters/3". Sealed bytes open nowhere else.
func (o *Offer) Seal(plain []byte, at string) []byte { return o.box.seal(plain, place(at, o.name)) }

// Open opens what Seal gave for the same place of the same offer.
func (o *Offer) Open(sealed []byte, at string) ([]byte, error) {
	return o.box.open(sealed, place(at, o.name))
}

// Digest is the HMAC-SHA256 of bytes under the offer's salt, in hex.
func (o *Offer) Digest(b []byte) string { return mac(o.salt, b) }

func mac(key, b []byte) string {
	h := hmac.New(sha256.New, key)
	h.Write(b)
	return hex.EncodeToString(h.Sum(nil))
}

func derive(key []byte, purpose string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte("verbatim " + purpose))
	return h.Sum(nil)
}

func place(at string, offer []byte) []byte { return append([]byte(at+"\x00"), offer...) }

// random cannot fail: crypto/rand stops the program rather than give weak bytes.
func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b)
	return b
}

// box is AES-256-GCM with a random 96-bit nonce in front. A key serves one offer, so the number of messages stays far
// below the bound of NIST SP 800-38D (2^32).
type box struct{ aead cipher.AEAD }

func newBox(key []byte) (box, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return box{}, fmt.Errorf("seal: %w", err)
	}
	aead, err := cipher.NewGCM(block)
	return box{aead}, err
}

func (b box) seal(plain, at []byte) []byte {
	nonce := random(b.aead.NonceSize())
	return b.aead.Seal(nonce, nonce, plain, at)
}

func (b box) open(sealed, at []byte) ([]byte, error) {
	n := b.aead.NonceSize()
	if len(sealed) < n {
		return nil, ErrBroken
	}
	plain, err := b.aead.Open(nil, sealed[:n], sealed[n:], at)
	if err != nil {
		return nil, ErrBroken
	}
	return plain, nil
}
