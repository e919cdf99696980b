package hook_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"verbatim/internal/hook"
	"verbatim/internal/store"
	"verbatim/internal/store/storetest"
)

// inOrder wants every sequence of every offer once and in order; doubles of one id are allowed when at is true.
func inOrder(t *testing.T, got []received, offers int) {
	t.Helper()
	last, seen := map[string]int64{}, map[string]bool{}
	for _, r := range got {
		var m hook.Message
		must(t, json.Unmarshal(r.body, &m))
		id := r.header.Get("webhook-id")
		if seen[id] {
			continue
		}
		seen[id] = true
		if m.Data.Sequence != last[m.Data.OfferID]+1 {
			t.Fatalf("sequence %d of an offer after %d", m.Data.Sequence, last[m.Data.OfferID])
		}
		last[m.Data.OfferID] = m.Data.Sequence
	}
	if len(last) != offers || len(seen) != 5*offers {
		t.Fatalf("%d events of %d offers", len(seen), len(last))
	}
}

// TestMessagesAreThinSignedAndInOrder reads what a good receiver gets.
func TestMessagesAreThinSignedAndInOrder(t *testing.T) {
	w := newWorld(t)
	r := newReceiver(t, fine)
	e, secret, err := w.service.Create(t.Context(), admin, hook.New{URL: r.URL + "/?token=in-the-address"})
	must(t, err)
	w.happen(4)
	if n := w.drain(e); n != 20 {
		t.Fatalf("%d attempts", n)
	}
	inOrder(t, r.all(), 4)
	for _, got := range r.all() {
		for _, s := range append(slices.Clone(storetest.Secrets), "payload", "pay", "reason", "name") {
			if bytes.Contains(got.body, []byte(s)) {
				t.Errorf("a message holds %q: %s", s, got.body)
			}
		}
		at, err := strconv.ParseInt(got.header.Get("webhook-timestamp"), 10, 64)
		must(t, err)
		want, err := hook.Signature([]string{secret}, got.header.Get("webhook-id"), time.Unix(at, 0), got.body)
		must(t, err)
		if got.header.Get("webhook-signature") != want || at != w.clock.now().Unix() {
			t.Errorf("signature %s, want %s", got.header.Get("webhook-signature"), want)
		}
	}
	if strings.Contains(w.log.String(), "in-the-address") || strings.Contains(w.log.String(), secret) {
		t.Error("the log holds an address or a secret")
	}
}

// TestSignatureOfTheStandard is the example of the Standard Webhooks libraries.
func TestSignatureOfTheStandard(t *testing.T) {
	got, err := hook.Signature([]string{"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}, "msg_p5jXN8AQM9LWM0D4loKWxJek", time.Unix(1614265330, 0), []byte(`{"test": 2432232314}`))
	if want := "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="; err != nil || got != want {
		t.Fatalf("%s, want %s: %v", got, want, err)
	}
}

// TestRotationSignsTwice: for a day both secrets sign, then the new one alone.
func TestRotationSignsTwice(t *testing.T) {
	w := newWorld(t)
	r := newReceiver(t, fine)
	e, old, err := w.service.Create(t.Context(), admin, hook.New{URL: r.URL})
	must(t, err)
	_, fresh, err := w.service.Rotate(t.Context(), admin, e.ID)
	must(t, err)
	for _, want := range [][]string{{fresh, old}, {fresh}} {
		o, err := w.service.Test(t.Context(), admin, e.ID)
		must(t, err)
		got := r.all()[len(r.all())-1]
		sum, err := hook.Signature(want, got.header.Get("webhook-id"), w.clock.now(), got.body)
		must(t, err)
		if got.header.Get("webhook-signature") != sum || o.Status != 204 {
			t.Errorf("%d secrets: %s", len(want), got.header.Get("webhook-signature"))
		}
		w.clock.add(24 * time.Hour)
	}
}

// TestTenTriesOverThreeDays: a receiver that stays broken is tried ten times, and the delivery is a dead letter then.
func TestTenTriesOverThreeDays(t *testing.T) {
	w := newWorld(t)
	broken := true
	r := newReceiver(t, func(_ int, rw http.ResponseWriter) {
		if broken {
			rw.WriteHeader(http.StatusInternalServerError)
		}
	})
	e := w.endpoint(r.URL)
	w.happen(1)
	start := w.clock.now()
	var last time.Time
	for len(w.deliveries(e, store.DeliveryDead)) == 0 {
		if w.drain(e) > 0 {
			last = w.clock.now()
		}
		w.clock.add(time.Minute)
	}
	took := last.Sub(start)
	first := w.deliveries(e, store.DeliveryDead)[0]
	if first.Attempts != 10 || took < 72*time.Hour || took > 90*time.Hour || first.Status != 500 || first.Failure != "status" {
		t.Fatalf("%+v after %s", first, took)
	}
	ids := map[string]bool{}
	for _, g := range r.all()[:10] {
		ids[g.header.Get("webhook-id")] = true
	}
	if len(ids) != 1 {
		t.Fatalf("%d ids for one event", len(ids))
	}
	broken = false
	must(t, w.service.Replay(t.Context(), admin, store.Replay{Endpoint: e.ID, Position: first.Position}))
	w.drain(e)
	w.clock.add(time.Hour)
	w.drain(e)
	if left := w.deliveries(e, store.DeliveryDone); len(left) != 5 {
		t.Fatalf("%d delivered after the replay", len(left))
	}
}

// TestAnswers holds what each sort of answer leads to.
func TestAnswers(t *testing.T) {
	for _, c := range []struct {
		status int
		state  store.DeliveryState
	}{
		{200, store.DeliveryDone},
		{204, store.DeliveryDone},
		{299, store.DeliveryDone},
		{301, store.DeliveryDead},
		{302, store.DeliveryDead},
		{308, store.DeliveryDead},
		{400, store.DeliveryDead},
		{401, store.DeliveryDead},
		{404, store.DeliveryDead},
		{408, store.DeliveryWaiting},
		{410, store.DeliveryDead},
		{425, store.DeliveryWaiting},
		{429, store.DeliveryWaiting},
		{500, store.DeliveryWaiting},
		{503, store.DeliveryWaiting},
	} {
		w := newWorld(t)
		r := newReceiver(t, func(n int, rw http.ResponseWriter) {
			rw.Header().Set("Location", "/elsewhere")
			rw.Header().Set("Retry-After", "3600")
			rw.WriteHeader(c.status)
		})
		e := w.endpoint(r.URL)
		w.happen(1)
		_, err := w.runner.Round(t.Context(), e)
		must(t, err)
		all := w.deliveries(e, "")
		first := all[len(all)-1]
		if first.State != c.state || first.Status != c.status || len(r.all()) != 1 {
			t.Errorf("%d: %+v after %d requests", c.status, first, len(r.all()))
		}
		if wait := first.Due.Sub(w.clock.now()); c.state == store.DeliveryWaiting && wait != time.Hour {
			t.Errorf("%d: Retry-After gives %s", c.status, wait)
		}
		now, err := w.service.List(t.Context(), admin)
		must(t, err)
		if off := now[0].State == store.EndpointOff; off != (c.status == 410) {
			t.Errorf("%d: the endpoint is %s", c.status, now[0].State)
		}
	}
}

// TestDownForAnHour: everything arrives, in order, after a receiver was away; nothing is sent twice but what failed.
func TestDownForAnHour(t *testing.T) {
	w := newWorld(t)
	down := true
	r := newReceiver(t, func(n int, rw http.ResponseWriter) {
		if down || n%7 == 0 { // and it stays shaky
			rw.WriteHeader(http.StatusBadGateway)
		}
	})
	e := w.endpoint(r.URL)
	w.happen(10)
	for range 60 {
		w.drain(e)
		w.clock.add(time.Minute)
	}
	down = false
	for len(w.deliveries(e, store.DeliveryWaiting)) > 0 {
		w.drain(e)
		w.clock.add(time.Minute)
	}
	inOrder(t, r.all(), 10)
	if n := len(w.deliveries(e, store.DeliveryDone)); n != 50 {
		t.Fatalf("%d of 50 delivered", n)
	}
}

// TestHangingReceiversHoldNobodyUp: one receiver never answers, one drips its head, one closes; the good one gets all.
func TestHangingReceiversHoldNobodyUp(t *testing.T) {
	w := newWorld(t)
	release := make(chan struct{})
	hang := server(t, func(http.ResponseWriter, *http.Request) { <-release })
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	var conns sync.WaitGroup
	t.Cleanup(func() { close(release); must(t, listener.Close()); conns.Wait() })
	conns.Go(func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			conns.Go(func() { defer c.Close(); _, _ = c.Write([]byte("HTTP/1.1 200 OK\r\nX-Slow: ")); <-release })
		}
	})
	all := make(chan struct{})
	good := newReceiver(t, func(n int, rw http.ResponseWriter) {
		if n == 50 {
			close(all)
		}
	})
	for _, url := range []string{hang.URL, "http://" + listener.Addr().String(), good.URL} {
		w.endpoint(url)
	}
	w.happen(10)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	start := time.Now()
	go func() { w.runner.Run(ctx); close(done) }()
	<-all
	t.Logf("50 events arrived in %s while two receivers hung", time.Since(start))
	stop()
	<-done
	inOrder(t, good.all(), 10)
}

// TestEveryDeliveryHasOneSender: three replicas send at once; a sender that died is replaced when its lease ends.
func TestEveryDeliveryHasOneSender(t *testing.T) {
	w := newWorld(t)
	r := newReceiver(t, fine)
	e := w.endpoint(r.URL)
	w.happen(6)
	lost, err := w.store.Take(t.Context(), store.Take{Endpoint: e.ID, Token: "died", Until: w.clock.now().Add(time.Minute), Limit: 2}, w.clock.now())
	must(t, err)
	var replicas sync.WaitGroup
	for range 3 {
		replicas.Go(func() {
			replica := w.replica(w.runner.Log)
			for range 40 {
				if _, err := replica.Round(t.Context(), e); err != nil {
					t.Error(err)
				}
			}
		})
	}
	replicas.Wait()
	if n := len(r.all()); n != 20 || len(lost) != 2 {
		t.Fatalf("%d requests for 20 events of 4 offers", n)
	}
	w.clock.add(time.Minute)
	w.drain(e)
	inOrder(t, r.all(), 6)
	if n := len(r.all()); n != 30 {
		t.Fatalf("%d requests for 30 events", n)
	}
}

// TestTimeout: an attempt that takes too long has failed, and is made again.
func TestTimeout(t *testing.T) {
	w := newWorld(t)
	release := make(chan struct{})
	hang := server(t, func(http.ResponseWriter, *http.Request) { <-release })
	defer close(release)
	w.service.Sender.Patience = time.Millisecond
	e := w.endpoint(hang.URL)
	w.happen(1)
	_, err := w.runner.Round(t.Context(), e)
	must(t, err)
	all := w.deliveries(e, store.DeliveryWaiting)
	if first := all[len(all)-1]; first.Failure != "timeout" || first.Attempts != 1 || !first.Due.After(w.clock.now()) {
		t.Fatalf("%+v", first)
	}
}

// TestReplaySinceAndSwitch: off holds events back, on lets them go, and a replay sends all after a position again.
func TestReplaySinceAndSwitch(t *testing.T) {
	w := newWorld(t)
	r := newReceiver(t, fine)
	e := w.endpoint(r.URL)
	_, err := w.service.Switch(t.Context(), admin, e.ID, store.EndpointOff)
	must(t, err)
	w.happen(2)
	if n := w.drain(e); n != 0 {
		t.Fatalf("%d sent while off", n)
	}
	_, err = w.service.Switch(t.Context(), admin, e.ID, store.EndpointOn)
	must(t, err)
	w.happen(0)
	w.drain(e)
	inOrder(t, r.all(), 2)
	since := int64(7)
	must(t, w.service.Replay(t.Context(), admin, store.Replay{Endpoint: e.ID, Since: &since}))
	w.happen(0)
	if n := w.drain(e); n != 3 {
		t.Fatalf("%d sent again", n)
	}
}
