package hook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"verbatim/internal/store"
)

const (
	secretPrefix = "whsec_"
	secretSize   = 32             // bytes; the standard allows 24 to 64
	overlap      = 24 * time.Hour // how long the secret before the newest still signs
)

// newSecret makes a signing secret: whsec_ and base64.
func newSecret(random io.Reader) (string, error) {
	b := make([]byte, secretSize)
	if _, err := io.ReadFull(random, b); err != nil {
		return "", fmt.Errorf("webhook secret: %w", err)
	}
	return secretPrefix + base64.StdEncoding.EncodeToString(b), nil
}

// live gives the secrets that sign at a time, newest first.
func live(all []store.Secret, now time.Time) []string {
	var out []string
	for _, s := range all {
		if s.Until == nil || s.Until.After(now) {
			out = append(out, s.Value)
		}
	}
	return out
}

// rotated puts a new secret before the newest one, which ends after the overlap. Older ones end now: two are live at most.
func rotated(all []store.Secret, fresh string, now time.Time) []store.Secret {
	out := []store.Secret{{Value: fresh}}
	if len(all) > 0 {
		until := now.Add(overlap).UTC().Truncate(time.Millisecond)
		out = append(out, store.Secret{Value: all[0].Value, Until: &until})
	}
	return out
}

// Signature is the webhook-signature header: v1 and base64 of the HMAC-SHA256 over id.timestamp.body, one for each
// secret, separated by spaces.
func Signature(secrets []string, id string, at time.Time, body []byte) (string, error) {
	var parts []string
	for _, s := range secrets {
		key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(s, secretPrefix))
		if err != nil {
			return "", fmt.Errorf("a webhook secret is no base64")
		}
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(id + "." + strconv.FormatInt(at.Unix(), 10) + "."))
		mac.Write(body)
		parts = append(parts, "v1,"+base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	}
	return strings.Join(parts, " "), nil
}
