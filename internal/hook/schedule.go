package hook

import (
	"net/http"
	"strconv"
	"time"

	"verbatim/internal/store"
)

// delays are the waits between tries, as Standard Webhooks 1.0 gives them for an example: ten tries in 75 h 35 min.
var delays = []time.Duration{
	5 * time.Second, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour, 10 * time.Hour, 14 * time.Hour, 20 * time.Hour, 24 * time.Hour,
}

const longest = 24 * time.Hour // of a wait that a receiver asks for

// Outcome is what one attempt came to.
type Outcome struct {
	// Status is the HTTP status; 0 when there was no answer.
	Status int `json:"status,omitempty"`
	// Failure says in a word why it failed: timeout, network, address, redirect, gone, status. Absent when it did not.
	Failure string `json:"failure,omitempty"`

	after time.Duration // what Retry-After asked for
}

// The reasons of failures.
const (
	failTimeout  = "timeout"
	failNetwork  = "network"
	failAddress  = "address" // not a public one
	failRedirect = "redirect"
	failGone     = "gone"
	failStatus   = "status"
)

// outcomeOf reads an answer.
func outcomeOf(res *http.Response, now time.Time) Outcome {
	o := Outcome{Status: res.StatusCode}
	switch {
	case res.StatusCode >= 200 && res.StatusCode < 300:
	case res.StatusCode == http.StatusGone:
		o.Failure = failGone
	case res.StatusCode >= 300 && res.StatusCode < 400:
		o.Failure = failRedirect
	default:
		o.Failure, o.after = failStatus, retryAfter(res.Header.Get("Retry-After"), now)
	}
	return o
}

// retryAfter reads seconds or a date; 0 for anything else.
func retryAfter(text string, now time.Time) time.Duration {
	d := time.Duration(0)
	if n, err := strconv.ParseUint(text, 10, 31); err == nil {
		d = time.Duration(n) * time.Second
	} else if at, err := http.ParseTime(text); err == nil {
		d = at.Sub(now)
	}
	return min(max(d, 0), longest)
}

// again says whether another attempt can help.
func (o Outcome) again() bool {
	switch o.Failure {
	case failTimeout, failNetwork, failAddress:
		return true
	case failStatus:
		return o.Status == http.StatusRequestTimeout || o.Status == http.StatusTooEarly || o.Status == http.StatusTooManyRequests || o.Status >= 500
	}
	return false
}

// settle writes an outcome into a delivery. jitter, from 0 to 1, lengthens the wait by up to a tenth, so that receivers
// that came back are not asked by everybody at once.
func settle(d store.Delivery, o Outcome, now time.Time, jitter float64) store.Delivery {
	tried := now.UTC().Truncate(time.Millisecond)
	d.Attempts, d.Status, d.Failure, d.Tried = d.Attempts+1, o.Status, o.Failure, &tried
	switch {
	case o.Failure == "":
		d.State = store.DeliveryDone
	case !o.again() || d.Attempts > len(delays):
		d.State = store.DeliveryDead
	default:
		wait := delays[d.Attempts-1]
		d.Due = now.Add(max(wait+time.Duration(float64(wait)*jitter/10), o.after))
	}
	return d
}
