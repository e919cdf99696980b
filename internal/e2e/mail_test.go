package e2e_test

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"verbatim/internal/post"
	"verbatim/internal/post/posttest"
)

// mailServer starts a mail server and gives where the program finds it.
func mailServer(t *testing.T, s *posttest.Server) string {
	t.Helper()
	if err := s.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	u := url.URL{Scheme: "smtp", Host: s.Address, RawQuery: "from=offers@acme.example"}
	if s.Implicit {
		u.Scheme = "smtps"
	}
	if s.StartTLS {
		u.RawQuery += "&tls=required"
	}
	if s.Auth != "" {
		u.User = url.UserPassword(posttest.User, posttest.Password)
	}
	return u.String()
}

// TestMailByTLS: issuing sends the link to the candidate, by a mail server that wants TLS and a login, of each kind.
func TestMailByTLS(t *testing.T) {
	sequential(t)
	ca := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(ca, posttest.Authority(), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, to := range map[string]*posttest.Server{
		"STARTTLS and LOGIN": {StartTLS: true, Auth: "LOGIN"}, "TLS from the first byte and PLAIN": {Implicit: true, Auth: "PLAIN"},
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t, options{settings: []string{"SSL_CERT_FILE=" + ca, "VERBATIM_SMTP_URL=" + mailServer(t, to)}})
			r := read[result](t, s.post(http.StatusCreated, "/v1/handoffs", unsourced(t)))
			link := s.issue(t, r)
			select {
			case m := <-to.Mails:
				text := strings.ReplaceAll(m, "=\r\n", "")
				if !strings.Contains(m, "To: <ana.ruiz@example.com>") || !strings.Contains(text, link) {
					t.Errorf("%s\n%s", link, m)
				}
			case <-time.After(patience):
				t.Fatalf("no mail came\n%s", s.log)
			}
			for end := time.Now().Add(patience); !strings.Contains(string(s.get("/v1/offers/"+r.Offer+"/events").body), `"letter.sent"`); {
				if time.Now().After(end) {
					t.Fatal("no event says that it was sent")
				}
				time.Sleep(50 * time.Millisecond)
			}
			if log := s.log.String(); strings.Contains(log, "ana.ruiz") || strings.Contains(log, "s3cret") {
				t.Errorf("the log names somebody, or holds the password\n%s", log)
			}
		})
	}
}

// TestMailIsTriedAgain: what the mail server refuses for now waits in the outbox and is sent a minute later, under one id.
func TestMailIsTriedAgain(t *testing.T) {
	w := newClocked(t)
	w.desk.Candidates.Mail = true
	to := &posttest.Server{Codes: []string{"451"}}
	sender, err := post.Parse(mailServer(t, to))
	if err != nil {
		t.Fatal(err)
	}
	_, _ = w.issued(t, unsourced(t))
	send := func(want int, fails bool) {
		t.Helper()
		if n, err := w.desk.SendMails(t.Context(), sender); n != want || (err != nil) != fails {
			t.Fatalf("%d %v", n, err)
		}
	}
	send(1, true)
	send(0, false)
	w.set(w.now.Load().Add(time.Minute))
	send(1, false)
	if m := <-to.Mails; !strings.Contains(m, "Subject: Your letter from Acme Robotics, Inc.") {
		t.Errorf("%s", m)
	}
	w.set(w.now.Load().Add(time.Hour))
	send(0, false)
}
