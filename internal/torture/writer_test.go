package torture

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

var client = &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 32}}

// send sends one request to a replica.
func (r *replica) send(method, path string, body []byte, headers ...string) (int, []byte, http.Header, error) {
	req, err := http.NewRequest(method, *r.url.Load()+path, bytes.NewReader(body))
	if err != nil {
		return 0, nil, nil, err
	}
	req.Header.Set("Authorization", "Bearer "+adminKey)
	if len(body) > 0 {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := client.Do(req)
	if err != nil {
		return 0, nil, nil, err
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	return res.StatusCode, answer, res.Header, err
}

// somebody names a person for an application: of 676 given names and 17,576 family names, as common as names are in a big
// company.
func somebody(application string) string {
	sum := sha256.Sum256([]byte(application))
	letters := make([]byte, 5)
	for i := range letters {
		letters[i] = 'a' + sum[i]%26
	}
	return "Ana" + string(letters[:2]) + " Ruiz" + string(letters[2:])
}

// record gives the first example with a source and a person of its own; an empty application leaves both as they are.
func record(t testing.TB, application string) []byte {
	t.Helper()
	raw, err := os.ReadFile("../../schemas/handoff/examples/us-ca-engineer.json")
	if err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if err := d.Decode(&doc); err != nil {
		t.Fatal(err)
	}
	if application == "" {
		delete(doc, "source")
	} else {
		doc["source"].(map[string]any)["application"] = application
		doc["candidate"].(map[string]any)["name"] = map[string]any{"full": somebody(application)}
	}
	out, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// write sends a create once and books what came of it.
func (l *ledger) write(t *testing.T, r *replica, key string, body []byte) (status int) {
	status, answer, _, err := r.send(http.MethodPost, "/v1/handoffs", body, "Idempotency-Key", key)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.count[status]++
	switch {
	case err != nil || status == 409 || status == 429 || status >= 500:
		if status == http.StatusInternalServerError {
			t.Errorf("%s: 500: %s", key, answer)
		}
		l.open[key] = body
	case status == http.StatusCreated || status == http.StatusOK:
		var a ack
		if err := json.Unmarshal(answer, &a); err != nil || a.Offer == "" {
			t.Errorf("%s: an answer that cannot be read: %s", key, answer)
			return status
		}
		if before, ok := l.acked[key]; ok && before != a {
			t.Errorf("%s: two answers: %+v and %+v", key, before, a)
		}
		l.acked[key] = a
		delete(l.open, key)
	default:
		t.Errorf("%s: status %d: %s", key, status, answer)
	}
	return status
}

// storm lets eight clients write until stop is closed.
func (l *ledger) storm(f *fleet, cycle int, stop chan struct{}) *sync.WaitGroup {
	var writers sync.WaitGroup
	for w := range 8 {
		writers.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				key := fmt.Sprintf("c%d-w%d-%d", cycle, w, n)
				if status := l.write(f.T, f.replicas[rand.IntN(len(f.replicas))], key, record(f.T, key)); status != http.StatusCreated {
					pause(200 * time.Millisecond)
				}
			}
		})
	}
	return &writers
}

// pause keeps a client from asking a dead server as fast as it can.
func pause(d time.Duration) { <-time.After(d) }

// settle asks again for everything that no answer came for, until it is answered or the time is over, and says what is
// left. A request that was being worked on when its server was killed holds its key for a minute.
func (l *ledger) settle(f *fleet, patience time.Duration) (unanswered int) {
	for end := time.Now().Add(patience); ; {
		l.mu.Lock()
		left := map[string][]byte{}
		for k, b := range l.open {
			left[k] = b
		}
		l.mu.Unlock()
		if len(left) == 0 || time.Now().After(end) {
			return len(left)
		}
		var writers sync.WaitGroup
		slots := make(chan struct{}, 8)
		for k, b := range left {
			slots <- struct{}{}
			writers.Go(func() {
				l.write(f.T, f.replicas[rand.IntN(len(f.replicas))], k, b)
				<-slots
			})
		}
		writers.Wait()
		pause(50 * time.Millisecond)
	}
}

// read wants the letters whose keys begin so to be there, with the bytes that were acknowledged.
func (l *ledger) read(f *fleet, prefix string) (lost int) {
	f.Helper()
	for key, a := range l.acked {
		if !strings.HasPrefix(key, prefix) {
			continue
		}
		status, pdf, _, err := f.replicas[0].patient("/v1/offers/" + a.Offer + "/letters/1/pdf")
		sum := sha256.Sum256(pdf)
		if err != nil || status != http.StatusOK || "sha256:"+hex.EncodeToString(sum[:]) != a.Letter.PDF {
			lost++
			f.Errorf("%s: letter of %s: status %d, %v, or other bytes", key, a.Offer, status, err)
		}
	}
	return lost
}

// patient reads, and waits where it is told to.
func (r *replica) patient(path string) (status int, body []byte, h http.Header, err error) {
	for range 200 {
		status, body, h, err = r.send(http.MethodGet, path, nil)
		if err != nil || status != 429 && status != 503 {
			return status, body, h, err
		}
		pause(50 * time.Millisecond)
	}
	return status, body, h, err
}
