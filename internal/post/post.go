// Package post owns the handing over of mails to a mail server by SMTP (RFC 5321): plain text, one address each. It knows
// nothing of offers. What fails is an error without an address in it.
package post

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"net/netip"
	"net/smtp"
	"net/textproto"
	"net/url"
	"slices"
	"time"

	"verbatim/internal/desk"
)

// Sender hands mails to one server.
type Sender struct {
	address, host string
	user, secret  string
	from          mail.Address
	implicit      bool // TLS from the first byte, as smtps
	plain         bool // this machine: TLS is used only where it is asked for
}

// patience bounds one mail.
const patience = 30 * time.Second

// Parse reads where mails go: smtp://user:password@host:587?from=offers@acme.example, or smtps:// for TLS from the first
// byte. Anything but this machine must speak TLS (STARTTLS, RFC 3207); &tls=required asks it of this machine too.
func Parse(text string) (*Sender, error) {
	u, err := url.Parse(text)
	if err != nil {
		return nil, errors.New("it is no address") // the text may hold a password
	}
	s := &Sender{host: u.Hostname(), implicit: u.Scheme == "smtps", user: u.User.Username()}
	s.secret, _ = u.User.Password()
	port := u.Port()
	if port == "" {
		port = map[bool]string{true: "465", false: "587"}[s.implicit]
	}
	s.address = net.JoinHostPort(s.host, port)
	from, err := mail.ParseAddress(u.Query().Get("from"))
	switch {
	case u.Scheme != "smtp" && u.Scheme != "smtps", s.host == "":
		return nil, errors.New("it begins with smtp:// or smtps:// and names a host")
	case err != nil:
		return nil, errors.New("it ends with ?from= and the address that mails come from")
	case !slices.Contains([]string{"", "required"}, u.Query().Get("tls")):
		return nil, errors.New("its parameter tls can only be required")
	}
	s.from = *from
	ip, err := netip.ParseAddr(s.host)
	s.plain = !s.implicit && u.Query().Get("tls") == "" && (s.host == "localhost" || err == nil && ip.IsLoopback())
	return s, nil
}

// Send hands one mail over. It returns nil only once the server has taken it.
func (s *Sender) Send(ctx context.Context, m desk.Mail) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	c, err := s.dial(ctx)
	if err != nil {
		return hide(err)
	}
	defer c.Close() // after Quit it is closed already
	return hide(s.speak(c, m))
}

func (s *Sender) dial(ctx context.Context) (*smtp.Client, error) {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", s.address)
	if err != nil {
		return nil, err
	}
	deadline, _ := ctx.Deadline()
	if err := conn.SetDeadline(deadline); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	if s.implicit {
		conn = tls.Client(conn, &tls.Config{ServerName: s.host, MinVersion: tls.VersionTLS12})
	}
	c, err := smtp.NewClient(conn, s.host)
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return c, nil
}

func (s *Sender) speak(c *smtp.Client, m desk.Mail) error {
	if !s.implicit && !s.plain {
		if err := c.StartTLS(&tls.Config{ServerName: s.host, MinVersion: tls.VersionTLS12}); err != nil {
			return err
		}
	}
	if s.user != "" {
		if err := c.Auth(s.login(c)); err != nil {
			return err
		}
	}
	text, err := s.write(m)
	if err != nil {
		return err
	}
	if err := errors.Join(c.Mail(s.from.Address), c.Rcpt(m.To)); err != nil {
		return err
	}
	w, err := c.Data()
	if err != nil {
		return err
	}
	if _, err := w.Write(text); err != nil {
		return err
	}
	if err := w.Close(); err != nil { // here the server takes it
		return err
	}
	_ = c.Quit() // it is taken; how the talk ends no longer matters
	return nil
}

// write makes the message of RFC 5322.
func (s *Sender) write(m desk.Mail) ([]byte, error) {
	to, err := mail.ParseAddress(m.To)
	if err != nil {
		return nil, errors.New("the candidate's address is none")
	}
	from := mail.Address{Name: m.From, Address: s.from.Address}
	var b bytes.Buffer
	for _, h := range [][2]string{
		{"From", from.String()},
		{"To", (&mail.Address{Address: to.Address}).String()},
		{"Subject", mime.QEncoding.Encode("utf-8", m.Subject)},
		{"Date", m.At.UTC().Format(time.RFC1123Z)},
		{"Message-ID", "<" + m.ID + "@" + s.host + ">"},
		{"Auto-Submitted", "auto-generated"},
		{"Content-Language", m.Language},
		{"MIME-Version", "1.0"},
		{"Content-Type", "text/plain; charset=utf-8"},
		{"Content-Transfer-Encoding", "quoted-printable"},
	} {
		fmt.Fprintf(&b, "%s: %s\r\n", h[0], h[1])
	}
	b.WriteString("\r\n")
	w := quotedprintable.NewWriter(&b)
	if _, err := w.Write([]byte(m.Text)); err != nil {
		return nil, err
	}
	return b.Bytes(), w.Close()
}

// hide takes addresses out of what a mail server says: its answers often repeat them.
func hide(err error) error {
	var said *textproto.Error
	if errors.As(err, &said) {
		return fmt.Errorf("the mail server answered %d", said.Code)
	}
	return err
}
