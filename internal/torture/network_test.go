package torture

import (
	"net/http"
	"testing"
	"time"

	"verbatim/internal/store/pgtest"
)

// TestDatabaseFaults lets eight clients write over two replicas while the network to PostgreSQL fails in eight ways, and
// the server restarts: every answer is a 2xx, a 4xx, 503 or 504, the service is back soon after, unanswered requests come
// to one letter each, and nothing that was acknowledged is lost.
func TestDatabaseFaults(t *testing.T) {
	p, database := newProxy(t, pgtest.Empty(t))
	long := times(t, "VERBATIM_TORTURE_FAULT_SECONDS", 0)
	settings := []string{}
	if long == 0 { // what hangs is given up sooner, so that the short run is short
		settings = append(settings, "VERBATIM_DEADLINE=2s")
	}
	f := newFleet(t, 2, database, settings...)
	l := newLedger()
	for i, m := range []mode{latency, blackhole, reset, cut, drip, refused, halfOpen, restarted} {
		stop := make(chan struct{})
		writers := l.storm(f, 1000+i, stop)
		pause(300 * time.Millisecond)
		if m == restarted {
			pgtest.Restart(t)
		} else {
			p.become(m)
			pause(time.Duration(max(300, 1000*long)) * time.Millisecond)
			p.become(healthy)
		}
		took := back(t, f, l)
		close(stop)
		writers.Wait()
		t.Logf("%-10s back after %s", m, took.Round(time.Millisecond))
		if long > 0 && took > 10*time.Second {
			t.Errorf("%s: back after %s", m, took)
		}
	}
	left := l.settle(f, settling(long))
	l.read(f, "")
	v := f.verified()
	t.Logf("%d acknowledged letters, %d requests left without an answer, %d offers; answers by status %v", len(l.acked), left, v.Offers, l.count)
	if v.Letters < len(l.acked) || v.Letters > len(l.acked)+left || v.Letters != v.Offers {
		t.Error("something was lost or doubled")
	}
	for status, n := range l.count {
		if status < 200 || status >= 500 && status != http.StatusServiceUnavailable && status != http.StatusGatewayTimeout {
			t.Errorf("%d answers with status %d", n, status)
		}
	}
}

// back waits until each replica stores a letter again, and says how long that took.
func back(t *testing.T, f *fleet, l *ledger) time.Duration {
	t.Helper()
	began := time.Now()
	for i, r := range f.replicas {
		for n := 0; ; n++ {
			key := "back-" + began.Format("150405.000000") + "-" + string(rune('a'+i)) + "-" + time.Now().Format("150405.000000")
			if l.write(t, r, key, record(t, key)) == http.StatusCreated {
				break
			}
			if time.Since(began) > time.Minute {
				t.Fatal("the service does not come back")
			}
			pause(50 * time.Millisecond)
		}
	}
	return time.Since(began)
}
