package hook_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"verbatim/internal/event"
	"verbatim/internal/hook"
	"verbatim/internal/store"
)

// privateForms are addresses of this machine and of private networks, in the ways that an attacker writes them. A name
// that is no address in its usual form is resolved as a lenient libc would, see resolve.
var privateForms = []string{
	"127.0.0.1", "127.0.0.53", "127.255.255.254", "localhost", "LOCALHOST", "localhost.", "foo.localhost", "0.0.0.0", "0", "127.1", "127.0.1",
	"2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001", "0x7F.1", "[::1]", "[::1%25lo]", "[0:0:0:0:0:0:0:1]", "[::]", "[::ffff:127.0.0.1]",
	"[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::127.0.0.1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2001:0:7f00:1::]", "10.0.0.1", "10.255.255.255", "172.16.0.1",
	"172.31.255.255", "192.168.0.1", "192.168.255.255", "169.254.169.254", "[::ffff:169.254.169.254]", "[::ffff:a9fe:a9fe]", "2852039166", "0xa9fea9fe",
	"metadata.google.internal", "100.64.0.1", "100.100.100.200", "192.0.0.192", "168.63.129.16", "[fd00:ec2::254]", "[fe80::1]", "[fe80::1%25eth0]", "[fc00::1]",
	"[fec0::1]", "224.0.0.1", "239.255.255.255", "[ff02::1]", "[ff05::2]", "240.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1", "198.51.100.7", "203.0.113.9",
	"[2001:db8::1]", "[3fff::1]", "[100::1]", "rebind.example", "mixed.example", "none.example",
}

// resolve plays the DNS, and a libc that reads short, decimal, octal and hexadecimal addresses.
func resolve(_ context.Context, host string) ([]netip.Addr, error) {
	loopback, meta, public := netip.MustParseAddr("127.0.0.1"), netip.MustParseAddr("169.254.169.254"), netip.MustParseAddr("93.184.216.34")
	switch host = strings.ToLower(strings.TrimSuffix(host, ".")); {
	case host == "rebind.example":
		return []netip.Addr{netip.MustParseAddr("::ffff:10.0.0.7")}, nil
	case host == "mixed.example":
		return []netip.Addr{public, loopback}, nil
	case host == "none.example":
		return nil, nil
	case host == "public.example":
		return []netip.Addr{public}, nil
	case host == "0":
		return []netip.Addr{netip.IPv4Unspecified()}, nil
	case host == "metadata.google.internal", host == "2852039166", host == "0xa9fea9fe":
		return []netip.Addr{meta}, nil
	}
	return []netip.Addr{loopback}, nil
}

// recorder counts the connections that a dialer would have made; none is made.
type recorder struct{ dialled []netip.AddrPort }

var errNoNetwork = errors.New("no packet leaves a test")

func (r *recorder) dial(_ context.Context, a netip.AddrPort) (net.Conn, error) {
	r.dialled = append(r.dialled, a)
	return nil, errNoNetwork
}

// TestNoPrivateAddressIsDialled tries every form with and without TLS, and wants the guard to refuse before any dial.
func TestNoPrivateAddressIsDialled(t *testing.T) {
	if len(privateForms) < 62 {
		t.Fatalf("only %d forms", len(privateForms))
	}
	r := &recorder{}
	d := &hook.Dialer{Resolve: resolve, Dial: r.dial}
	client := &http.Client{Transport: &http.Transport{DialContext: d.DialContext}}
	for _, host := range privateForms {
		for _, scheme := range []string{"http", "https"} {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, scheme+"://"+host+":8443/x", nil)
			if err != nil {
				continue // not even an address
			}
			if res, err := client.Do(req); err == nil {
				t.Errorf("%s answered %d", host, res.StatusCode)
			}
		}
	}
	if len(r.dialled) != 0 {
		t.Fatalf("dialled %v", r.dialled)
	}
	if _, err := d.DialContext(t.Context(), "tcp", "public.example:443"); !errors.Is(err, errNoNetwork) || len(r.dialled) != 1 || r.dialled[0].String() != "93.184.216.34:443" {
		t.Fatalf("a public address is not dialled as it was judged: %v %v", err, r.dialled)
	}
}

// TestRegistrationRefuses: what can be seen in the address itself is said at once.
func TestRegistrationRefuses(t *testing.T) {
	w := newWorld(t)
	w.service.AllowLoopback = false
	for _, url := range []string{
		"", "x", "/x", "https://", "https:///x", "http://hooks.example.com/", "ftp://hooks.example.com/", "https://user:pw@hooks.example.com/", "https://hooks.example.com/#x",
		"https://127.0.0.1/", "https://[::1]/", "https://2130706433/", "https://0x7f000001/", "https://127.1/", "https://017700000001/", "https://10.0.0.1/", "https://hö.example/",
		"https://hooks.example.com/a b", "javascript:alert(1)", "https://" + strings.Repeat("a", 1000) + ".example/",
	} {
		if _, _, err := w.service.Create(t.Context(), admin, hook.New{URL: url}); err == nil {
			t.Errorf("%q is taken", url)
		}
	}
	if _, _, err := w.service.Create(t.Context(), admin, hook.New{URL: "https://hooks.example.com:8443/verbatim?token=1"}); err != nil {
		t.Error(err)
	}
	if _, _, err := w.service.Create(t.Context(), admin, hook.New{URL: "https://hooks.example.com/", Types: []event.Type{"offer.nothing"}}); err == nil {
		t.Error("an unknown type is taken")
	}
}

// TestCanaryIsNotHit: a server on this machine, reached by every way to write its address and by a redirect, hears nothing.
func TestCanaryIsNotHit(t *testing.T) {
	var hits atomic.Int64
	canary := server(t, func(http.ResponseWriter, *http.Request) { hits.Add(1) })
	_, port, err := net.SplitHostPort(strings.TrimPrefix(canary.URL, "http://"))
	must(t, err)
	strict := hook.NewDialer(false)
	strict.Resolve = resolve
	w := newWorld(t)
	w.runner.Sender = hook.NewSender(strict, w.clock.now)
	w.service.Sender = w.runner.Sender
	for _, host := range privateForms {
		e := store.Endpoint{ID: newID(), Revision: 1, State: store.EndpointOn, Created: time.UnixMilli(1), URL: "http://" + host + ":" + port + "/"}
		must(t, w.store.Apply(t.Context(), store.Changes{Endpoint: &e}))
		o, err := w.service.Test(t.Context(), admin, e.ID)
		if err == nil && o.Failure == "" {
			t.Errorf("%s was reached: %+v", host, o)
		}
	}
	redirect := server(t, func(rw http.ResponseWriter, r *http.Request) {
		http.Redirect(rw, r, canary.URL, http.StatusTemporaryRedirect)
	})
	open := newWorld(t)
	e := open.endpoint(redirect.URL)
	o, err := open.service.Test(t.Context(), admin, e.ID)
	if err != nil || o.Failure != "redirect" || o.Status != http.StatusTemporaryRedirect {
		t.Errorf("%+v %v", o, err)
	}
	if hits.Load() != 0 {
		t.Fatalf("the canary was hit %d times", hits.Load())
	}
}
