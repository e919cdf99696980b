package e2e_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// proof is what verify --all prints.
type proof struct {
	Offers   int `json:"offers"`
	Erased   int `json:"erased"`
	Events   int `json:"events"`
	Letters  int `json:"letters"`
	Anchored int `json:"anchored_checkpoints"`
	Waiting  int `json:"events_without_position"`
}

// verified runs verify --all and wants it to find everything whole.
func verified(t *testing.T, o options, args ...string) (p proof) {
	t.Helper()
	got := cliWith(t, o, nil, append([]string{"verify", "--all"}, args...)...)
	if got.code != 0 {
		t.Fatalf("verify --all: exit %d: %s", got.code, got.stderr)
	}
	if err := json.Unmarshal([]byte(got.stdout), &p); err != nil {
		t.Fatal(err)
	}
	return p
}

// sealed waits until every event has its position.
func sealed(t *testing.T, o options, args ...string) proof {
	t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); {
		if p := verified(t, o, args...); p.Waiting == 0 {
			return p
		}
	}
	t.Fatal("events got no position")
	return proof{}
}

// TestBackupVerifyRestore copies a database in use, restores it elsewhere, and tells an older copy from the present.
func TestBackupVerifyRestore(t *testing.T) {
	dir := t.TempDir()
	anchor := filepath.Join(dir, "anchor")
	s := start(t, options{args: []string{"--checkpoints", anchor}})
	here := options{data: s.data}
	madeBy(t, s, "us-ca-engineer")
	sealed(t, here)
	copied := filepath.Join(dir, "copy.db")
	if got := cliWith(t, here, nil, "backup", copied); got.code != 0 || !strings.Contains(got.stderr, "key") {
		t.Fatalf("backup: exit %d: %s", got.code, got.stderr)
	}
	if got := cliWith(t, here, nil, "backup", copied); got.code == 0 {
		t.Error("a backup replaces a file")
	}
	madeBy(t, s, "gb-hourly-care")
	if p := sealed(t, here, "--anchor", anchor); p.Offers != 2 || p.Letters != 2 || p.Anchored == 0 {
		t.Errorf("%+v", p)
	}
	s.stop(t)
	there := options{data: filepath.Join(dir, "restored")}
	if got := cliWith(t, there, nil, "restore", copied); got.code != 2 || !strings.Contains(got.stderr, "VERBATIM_KEY") {
		t.Errorf("restore without a key: exit %d: %s", got.code, got.stderr)
	}
	key, err := os.ReadFile(filepath.Join(s.data, "key"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(there.data, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(there.data, "key"), key, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := cliWith(t, there, nil, "restore", copied); got.code != 0 {
		t.Fatalf("restore: exit %d: %s", got.code, got.stderr)
	}
	if p := verified(t, there); p.Offers != 1 {
		t.Errorf("%+v", p)
	}
	if got := cliWith(t, there, nil, "verify", "--all", "--anchor", anchor); got.code != 1 || !strings.Contains(got.stderr, "older copy") {
		t.Errorf("an older copy passes: exit %d: %s", got.code, got.stderr)
	}
	if got := cliWith(t, there, nil, "restore", copied); got.code == 0 {
		t.Error("a restore replaces a database")
	}
	if got := cliWith(t, options{data: filepath.Join(dir, "nowhere")}, nil, "verify", "--all"); got.code != 2 {
		t.Errorf("verify without a database: exit %d: %s", got.code, got.stderr)
	}
}

// TestEraseByCommand erases one offer while the server runs; its key is in no file then, and everything verifies.
func TestEraseByCommand(t *testing.T) {
	s := start(t, options{})
	here := options{data: s.data}
	r := madeBy(t, s, "us-ca-engineer")
	madeBy(t, s, "gb-hourly-care")
	if got := cliWith(t, here, nil, "erase", r.Offer, "--reason", "ticket 17"); got.code != 1 || !strings.Contains(got.stderr, "must be kept until") {
		t.Fatalf("an offer of today: exit %d: %s", got.code, got.stderr)
	}
	if got := cliWith(t, here, nil, "erase", r.Offer, "--reason", "ticket 17", "--keep-at-least", "0s"); got.code != 0 {
		t.Fatalf("erase: exit %d: %s", got.code, got.stderr)
	}
	s.must(http.StatusNotFound, http.MethodGet, "/v1/offers/"+r.Offer+"/letters/1/pdf", nil)
	if p := verified(t, here); p.Offers != 2 || p.Erased != 1 {
		t.Errorf("%+v", p)
	}
}

// TestWebhookArrives makes a webhook to a receiver on this machine and waits for every event of an offer.
func TestWebhookArrives(t *testing.T) {
	var mu sync.Mutex
	types := []string{}
	opened := make(chan struct{})
	receiver := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		var m struct {
			Type string `json:"type"`
		}
		if json.NewDecoder(r.Body).Decode(&m) != nil || r.Header.Get("webhook-signature") == "" {
			return
		}
		mu.Lock()
		defer mu.Unlock()
		if types = append(types, m.Type); len(types) == 3 {
			close(opened)
		}
	}))
	defer receiver.Close()
	s := start(t, options{args: []string{"--allow-loopback-webhooks"}})
	s.post(http.StatusCreated, "/v1/webhooks", []byte(`{"url":"`+receiver.URL+`"}`))
	madeBy(t, s, "us-ca-engineer")
	select {
	case <-opened:
	case <-time.After(patience):
		t.Fatalf("only %v arrived\n%s", types, s.log)
	}
	if mu.Lock(); types[0] != "offer.opened" {
		t.Errorf("%v", types)
	}
	mu.Unlock()
}
