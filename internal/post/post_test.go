package post_test

import (
	"io"
	"mime/quotedprintable"
	"net/mail"
	"net/url"
	"strings"
	"testing"
	"time"

	"verbatim/internal/desk"
	"verbatim/internal/post"
	"verbatim/internal/post/posttest"
)

// start lets a mail server listen until the test ends.
func start(t *testing.T, s *posttest.Server) *posttest.Server {
	t.Helper()
	if err := s.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func letter() desk.Mail {
	return desk.Mail{
		ID: "m1", From: "Müller & Søn", At: time.Date(2026, 11, 24, 18, 0, 0, 0, time.UTC),
		MailText: desk.MailText{To: "ana.ruiz@example.com", Language: "de-DE", Subject: "Ihr Schreiben von Müller", Text: "Bitte lesen: https://offers.example/o/abc\n.\nGrüße\n"},
	}
}

func TestSend(t *testing.T) {
	to := start(t, &posttest.Server{})
	s, err := post.Parse("smtp://" + to.Address + "?from=offers@acme.example")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Send(t.Context(), letter()); err != nil {
		t.Fatal(err)
	}
	m, err := mail.ReadMessage(strings.NewReader(<-to.Mails))
	if err != nil {
		t.Fatal(err)
	}
	from, err := mail.ParseAddress(m.Header.Get("From"))
	if err != nil || from.Name != "Müller & Søn" || from.Address != "offers@acme.example" || m.Header.Get("To") != "<ana.ruiz@example.com>" || !strings.HasPrefix(m.Header.Get("Message-ID"), "<m1@") {
		t.Errorf("%v %+v", err, m.Header)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
	if err != nil || strings.ReplaceAll(string(body), "\r\n", "\n") != letter().Text {
		t.Errorf("%v %q", err, body)
	}
}

// TestRefusalsNameNobody: a server's refusal often repeats the address; ours does not.
func TestRefusalsNameNobody(t *testing.T) {
	to := start(t, &posttest.Server{Codes: []string{"550"}})
	s, err := post.Parse("smtp://" + to.Address + "?from=offers@acme.example")
	if err != nil {
		t.Fatal(err)
	}
	err = s.Send(t.Context(), letter())
	if err == nil || !strings.Contains(err.Error(), "550") || strings.Contains(err.Error(), "ana.ruiz") {
		t.Errorf("%v", err)
	}
	m := letter()
	m.To = "nobody\r\nBcc: x@example.com"
	if err := s.Send(t.Context(), m); err == nil {
		t.Error("a header was smuggled in")
	}
}

func TestParse(t *testing.T) {
	for text, good := range map[string]bool{
		"smtp://mail.example?from=a@b.example": true, "smtps://user:pw@mail.example:465?from=a@b.example": true,
		"smtp://mail.example": false, "http://mail.example?from=a@b.example": false, "smtp://?from=a@b.example": false, "mail.example": false,
		"smtp://mail.example?from=nobody": false, "smtp://localhost?from=a@b.example&tls=required": true, "smtp://localhost?from=a@b.example&tls=maybe": false,
	} {
		if _, err := post.Parse(text); (err == nil) != good {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// TestLines tries each way to reach a server: with and without TLS, by each kind of login, and what must not be sent.
func TestLines(t *testing.T) {
	for name, row := range map[string]struct {
		server         *posttest.Server
		scheme, secret string
		query          string
		want           string // what the error holds; empty when the mail is taken
	}{
		"on this machine":             {&posttest.Server{}, "smtp", "", "", ""},
		"STARTTLS and PLAIN":          {&posttest.Server{StartTLS: true, Auth: "PLAIN LOGIN"}, "smtp", posttest.Password, "&tls=required", ""},
		"STARTTLS and LOGIN":          {&posttest.Server{StartTLS: true, Auth: "LOGIN XOAUTH2"}, "smtp", posttest.Password, "&tls=required", ""},
		"TLS from the first byte":     {&posttest.Server{Implicit: true, Auth: "PLAIN"}, "smtps", posttest.Password, "", ""},
		"TLS from the first, LOGIN":   {&posttest.Server{Implicit: true, Auth: "LOGIN"}, "smtps", posttest.Password, "", ""},
		"a wrong password":            {&posttest.Server{Implicit: true, Auth: "PLAIN"}, "smtps", "wrong", "", "535"},
		"a wrong password by LOGIN":   {&posttest.Server{StartTLS: true, Auth: "LOGIN"}, "smtp", "wrong", "&tls=required", "535"},
		"nobody logs in":              {&posttest.Server{Auth: "PLAIN"}, "smtp", "", "", "530"},
		"a server that cannot do TLS": {&posttest.Server{}, "smtp", "", "&tls=required", "502"},
		"TLS where nobody speaks it":  {&posttest.Server{}, "smtps", "", "", "tls"},
	} {
		t.Run(name, func(t *testing.T) {
			start(t, row.server)
			u := url.URL{Scheme: row.scheme, Host: row.server.Address, RawQuery: "from=offers@acme.example" + row.query}
			if row.secret != "" {
				u.User = url.UserPassword(posttest.User, row.secret)
			}
			s, err := post.Parse(u.String())
			if err != nil {
				t.Fatal(err)
			}
			err = s.Send(t.Context(), letter())
			if row.want != "" {
				if err == nil || !strings.Contains(err.Error(), row.want) || strings.Contains(err.Error(), posttest.User) {
					t.Errorf("%v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if m := <-row.server.Mails; !strings.Contains(m, "Message-ID: <m1@") {
				t.Errorf("%s", m)
			}
		})
	}
}
