package api

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"verbatim/internal/handoff"
)

// listen runs a real server with its limits and gives its address.
func listen(t *testing.T, h http.Handler) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := Server("", h)
	go func() { _ = s.Serve(l) }()
	t.Cleanup(func() { _ = s.Shutdown(context.WithoutCancel(t.Context())) })
	return l.Addr().String()
}

// TestMalformedRequests sends what no client should, byte by byte, and wants a refusal and never an accident.
func TestMalformedRequests(t *testing.T) {
	addr := listen(t, bare(t, Config{}, echoBack(handoff.Record{})))
	head := "POST /try HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
	rows := map[string]string{
		"no host":                 "GET /healthz HTTP/1.1\r\n\r\n",
		"two hosts":               "GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
		"version":                 "GET /healthz HTTP/9.9\r\nHost: x\r\n\r\n",
		"no version":              "GET /healthz\r\n\r\n",
		"rubbish":                 "\x00\x01\x02\r\n\r\n",
		"TLS hello":               "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n",
		"negative length":         head + "Content-Length: -1\r\n\r\n",
		"two lengths":             head + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
		"length is no number":     head + "Content-Length: two\r\n\r\n{}",
		"unknown coding":          head + "Transfer-Encoding: cow\r\n\r\n{}",
		"bad chunk":               head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
		"huge chunk":              head + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n{}\r\n0\r\n\r\n",
		"space before colon":      "GET /healthz HTTP/1.1\r\nHost : x\r\n\r\n",
		"header without a colon":  "GET /healthz HTTP/1.1\r\nHost: x\r\nrubbish\r\n\r\n",
		"NUL in a header":         "GET /healthz HTTP/1.1\r\nHost: x\r\nA: \x00\r\n\r\n",
		"long header":             "GET /healthz HTTP/1.1\r\nHost: x\r\nA: " + strings.Repeat("a", 17<<10) + "\r\n\r\n",
		"long path":               "GET /" + strings.Repeat("a", 17<<10) + " HTTP/1.1\r\nHost: x\r\n\r\n",
		"bad escape in the path":  "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
		"NUL in the path":         "GET /v1/schemas/%00/v1 HTTP/1.1\r\nHost: x\r\n\r\n",
		"dots in the path":        "GET /v1/schemas/../../etc HTTP/1.1\r\nHost: x\r\n\r\n",
		"method of its own":       "BREW /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
		"method with a bracket":   "GE( /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
		"connect":                 "CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n",
		"star":                    "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
		"body that ends early":    head + "Content-Length: 10\r\n\r\n{}",
		"expects the impossible":  head + "Expect: 200-ok\r\nContent-Length: 2\r\n\r\n{}",
		"upgrade":                 "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n",
		"large body, no waiting":  head + "Content-Length: 99999999\r\n\r\n{}",
		"length and coding":       head + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
		"folded header":           "GET /healthz HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n",
		"HTTP/2 without an offer": "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
	}
	for name, raw := range rows {
		t.Run(name, func(t *testing.T) {
			status := statusOf(t, addr, raw)
			if status >= 500 && status != 501 && status != 505 {
				t.Errorf("status %d", status)
			}
		})
	}
}

// statusOf sends bytes, closes its side, and gives the status of the answer; 0 when the connection was just closed.
func statusOf(t *testing.T, addr, raw string) int {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	if err := c.SetDeadline(time.Now().Add(30 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(c, raw); err != nil {
		t.Fatal(err)
	}
	_ = c.(*net.TCPConn).CloseWrite()
	res, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		return 0
	}
	defer func() { _ = res.Body.Close() }()
	return res.StatusCode
}

// TestSlowSendersHoldNoSlot opens more slow bodies than there are slots; a request that is whole is still served.
func TestSlowSendersHoldNoSlot(t *testing.T) {
	addr := listen(t, bare(t, Config{Slots: 1}, echoBack(handoff.Record{})))
	for range 8 {
		c, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = c.Close() }()
		if _, err := io.WriteString(c, "POST /try HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"); err != nil {
			t.Fatal(err)
		}
	}
	got := statusOf(t, addr, "POST /try HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")
	if got != http.StatusOK {
		t.Errorf("status %d", got)
	}
}
