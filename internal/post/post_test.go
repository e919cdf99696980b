package post_test

import (
	"bufio"
	"fmt"
	"io"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"strings"
	"testing"
	"time"

	"verbatim/internal/desk"
	"verbatim/internal/post"
)

// server is a small real mail server on this machine. It answers RCPT with code, and gives what it took.
func server(t *testing.T, code string) (url string, took <-chan string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	mails := make(chan string, 4)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go talk(c, code, mails)
		}
	}()
	return "smtp://" + l.Addr().String() + "?from=offers@acme.example", mails
}

func talk(c net.Conn, code string, mails chan<- string) {
	defer c.Close()
	r := bufio.NewReader(c)
	say := func(text string) { fmt.Fprint(c, text+"\r\n") }
	say("220 here")
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		switch verb := strings.ToUpper(strings.Fields(line + " x")[0]); verb {
		case "RCPT":
			say(code + " " + strings.TrimSpace(line))
		case "DATA":
			say("354 go on")
			var b strings.Builder
			for {
				l, err := r.ReadString('\n')
				if err != nil {
					return
				}
				if l == ".\r\n" {
					break
				}
				b.WriteString(strings.TrimPrefix(l, "."))
			}
			mails <- b.String()
			say("250 taken")
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 fine")
		}
	}
}

func letter() desk.Mail {
	return desk.Mail{
		ID: "m1", From: "Müller & Søn", At: time.Date(2026, 11, 24, 18, 0, 0, 0, time.UTC),
		MailText: desk.MailText{To: "ana.ruiz@example.com", Language: "de-DE", Subject: "Ihr Schreiben von Müller", Text: "Bitte lesen: https://offers.example/o/abc\n.\nGrüße\n"},
	}
}

func TestSend(t *testing.T) {
	url, took := server(t, "250")
	s, err := post.Parse(url)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Send(t.Context(), letter()); err != nil {
		t.Fatal(err)
	}
	m, err := mail.ReadMessage(strings.NewReader(<-took))
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
	url, _ := server(t, "550")
	s, err := post.Parse(url)
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
		"smtp://mail.example?from=nobody": false,
	} {
		if _, err := post.Parse(text); (err == nil) != good {
			t.Errorf("%s: %v", text, err)
		}
	}
}
