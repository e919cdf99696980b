package e2e_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
)

// TestFiguresAndLimits: the metrics say what waits and how busy the database is, a limit that is set holds, and the health
// check tells a server that works from none.
func TestFiguresAndLimits(t *testing.T) {
	s := start(t, options{settings: []string{"VERBATIM_RATE=2", "VERBATIM_SLOTS=4", "VERBATIM_PATIENCE=100ms"}})
	madeBy(t, s, "us-ca-engineer")
	text := s.get("/metrics").body
	for _, want := range []string{
		"verbatim_database_up 1", "verbatim_offers_open{state=", "verbatim_events_unplaced ", "verbatim_log_position ", "verbatim_deliveries_waiting 0",
		`verbatim_database_connections{pool="write",use="busy"}`, `verbatim_database_waits_total{pool="read"}`,
	} {
		if !bytes.Contains(text, []byte(want)) {
			t.Errorf("no figure %s", want)
		}
	}
	limited := false
	for range 20 {
		got, err := s.send(http.MethodGet, "/v1/offers", nil)
		if err != nil {
			t.Fatal(err)
		}
		limited = limited || got.status == http.StatusTooManyRequests
	}
	if !limited {
		t.Error("two calls a second do not limit twenty at once")
	}
	addr := strings.TrimPrefix(s.url, "http://")
	if got := cli(t, nil, "healthcheck", "--addr", addr); got.code != 0 || got.stdout != "ready\n" {
		t.Errorf("exit %d: %s%s", got.code, got.stdout, got.stderr)
	}
	s.stop(t)
	if got := cli(t, nil, "healthcheck", "--addr", addr); got.code == 0 {
		t.Error("a server that is gone is healthy")
	}
}
