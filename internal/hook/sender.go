package hook

import (
	"bytes"
	"context"
	"errors"
	"net"
	"net/http"
	"strconv"
	"time"

	"verbatim/internal/store"
)

const (
	patience  = 15 * time.Second
	maxHeader = 16 << 10 // bytes of an answer's head
)

// Sender makes attempts.
type Sender struct {
	Patience time.Duration // for one attempt, from the first look-up to the head of the answer

	client *http.Client
	now    func() time.Time
}

// NewSender gives a sender that follows no redirect, uses no proxy and keeps no connection, so that the guard judges
// every attempt anew.
func NewSender(d *Dialer, now func() time.Time) *Sender {
	return &Sender{Patience: patience, now: now, client: &http.Client{
		Transport: &http.Transport{
			DialContext: d.DialContext, DisableKeepAlives: true, TLSHandshakeTimeout: patience, MaxResponseHeaderBytes: maxHeader,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// send makes one attempt. Only the head of the answer is read.
func (s *Sender) send(ctx context.Context, e store.Endpoint, id string, body []byte) (Outcome, error) {
	ctx, cancel := context.WithTimeout(ctx, s.Patience)
	defer cancel()
	now := s.now()
	signature, err := Signature(live(e.Secret, now), id, now, body)
	if err != nil {
		return Outcome{}, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, e.URL, bytes.NewReader(body))
	if err != nil {
		return Outcome{}, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "Verbatim")
	req.Header["webhook-id"] = []string{id}
	req.Header["webhook-timestamp"] = []string{strconv.FormatInt(now.Unix(), 10)}
	req.Header["webhook-signature"] = []string{signature}
	res, err := s.client.Do(req)
	if err != nil {
		return Outcome{Failure: reason(err)}, nil
	}
	_ = res.Body.Close()
	return outcomeOf(res, s.now()), nil
}

// reason says in a word why there was no answer. The error itself names the address, which may hold a token.
func reason(err error) string {
	var timeout net.Error
	switch {
	case errors.Is(err, errRefused):
		return failAddress
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return failTimeout
	}
	return failNetwork
}
