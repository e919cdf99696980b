package api_test

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"testing"

	"verbatim/internal/actor"
	"verbatim/internal/api"
	"verbatim/internal/auth"
	"verbatim/internal/fault"
	"verbatim/internal/feed"
	"verbatim/internal/hook"
	"verbatim/internal/store"
)

// hooks is the service of webhooks on a network that leads nowhere.
func (w *world) hooks() *hook.Service {
	nowhere := &hook.Dialer{
		Resolve: func(context.Context, string) ([]netip.Addr, error) {
			return []netip.Addr{netip.MustParseAddr("93.184.216.34")}, nil
		},
		Dial: func(context.Context, netip.AddrPort) (net.Conn, error) {
			return nil, errors.New("no packet leaves a test")
		},
	}
	return &hook.Service{Store: w.store, Sender: hook.NewSender(nowhere, w.now), Now: w.now, NewID: newID, Rand: rand.Reader}
}

// webhook makes a webhook of one entity.
func (w *world) webhook(entity string) string {
	w.Helper()
	e, _, err := w.hooks().Create(w.Context(), auth.CommandLine("cli", "cli"), hook.New{URL: "https://hooks.example.com/", Entities: []string{entity}})
	w.must(err)
	return e.ID
}

// seal gives everything that happened its position, and queues it.
func (w *world) seal() {
	w.Helper()
	s := feed.Sealer{Store: w.store, Holder: "test", Now: w.now, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	w.must(s.Step(w.Context()))
}

// TestWebhookLife makes, turns, tries, replays and removes a webhook over HTTP.
func TestWebhookLife(t *testing.T) {
	w := newWorld(t)
	key := w.key("Admin", nil, actor.Admin, actor.HROps)
	made := read[api.CreatedWebhook](w.do("POST", "/v1/webhooks", key, `{"url":"https://hooks.example.com/x","types":["offer.opened","offer.issued"]}`).is(http.StatusCreated))
	one := "/v1/webhooks/" + made.Webhook.ID
	turned := read[api.CreatedWebhook](w.do("POST", one+"/secret", key, "").is(http.StatusOK))
	if !strings.HasPrefix(made.Secret, "whsec_") || turned.Secret == made.Secret {
		t.Fatalf("%q, %q", made.Secret, turned.Secret)
	}
	listed := w.do("GET", "/v1/webhooks", key, "").is(http.StatusOK)
	if strings.Contains(listed.Body.String(), "whsec_") || len(read[api.Webhooks](listed).Items) != 1 {
		t.Fatalf("%s", listed.Body)
	}
	w.offerOf("acme-us", record(t, usRecord), key)
	w.seal()
	sent := read[api.Deliveries](w.do("GET", one+"/deliveries?state=waiting", key, "").is(http.StatusOK))
	if len(sent.Items) != 1 || sent.Items[0].Position != 1 {
		t.Fatalf("%+v", sent)
	}
	if o := read[hook.Outcome](w.do("POST", one+"/test", key, "").is(http.StatusOK)); o.Failure != "network" {
		t.Fatalf("%+v", o)
	}
	w.do("POST", one+"/deliveries/1/replay", key, "").is(http.StatusNoContent)
	w.do("POST", one+"/replay", key, `{"after":0}`).is(http.StatusNoContent)
	if e := read[store.Endpoint](w.do("POST", one+"/disable", key, "").is(http.StatusOK)); e.State != store.EndpointOff {
		t.Fatalf("%+v", e)
	}
	w.do("POST", "/v1/webhooks", key, `{"url":"https://127.0.0.1/","types":["x"]}`).refused(http.StatusUnprocessableEntity, fault.CodeInvalidRequest)
	w.do("DELETE", one, key, "").is(http.StatusNoContent)
	w.do("DELETE", one, key, "").refused(http.StatusNotFound, fault.CodeNotFound)
}

// TestFeedIsReadByPosition pages through the events of the key's entities.
func TestFeedIsReadByPosition(t *testing.T) {
	w := newWorld(t)
	all := w.key("HR ops", nil, actor.HROps)
	w.offerOf("acme-us", record(t, usRecord), all)
	w.offerOf("acme-uk", record(t, ukRecord), all)
	if got := read[api.FeedPage](w.do("GET", "/v1/events", all, "").is(http.StatusOK)); len(got.Items) != 0 || got.NextAfter != 0 {
		t.Fatalf("nothing is sealed, and %+v", got)
	}
	w.seal()
	uk := w.key("UK", []string{"acme-uk"}, actor.HROps)
	count := map[string]int{}
	for name, key := range map[string]string{"all": all, "uk": uk} {
		for after := "0"; ; {
			a := w.do("GET", "/v1/events?limit=2&after="+after, key, "").is(http.StatusOK)
			w.noSecretsIn("the feed", a.Body.String())
			page := read[api.FeedPage](a)
			if len(page.Items) == 0 {
				break
			}
			for _, p := range page.Items {
				if name == "uk" && p.Entity != "acme-uk" {
					t.Errorf("position %d is of %s", p.Position, p.Entity)
				}
			}
			count[name] += len(page.Items)
			after = strconv.FormatInt(page.NextAfter, 10)
		}
	}
	if count["uk"] == 0 || count["uk"] >= count["all"] {
		t.Fatalf("%v", count)
	}
}
