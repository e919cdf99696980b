// Package posttest holds a small real mail server for tests: RFC 5321 with STARTTLS (RFC 3207), TLS from the first byte (RFC
// 8314) and logins by PLAIN and LOGIN (RFC 4954), of the standard library's own parts.
package posttest

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"strings"
	"sync"
	"time"
)

// User and Password are who may log in.
const User, Password = "offers", "s3cret:@/"

// Server is a mail server on this machine. Whoever must log in, or speak TLS, and does not, gets no mail taken. The fields
// are set before Start; the zero value takes mails of anybody in clear.
type Server struct {
	Implicit bool     // speaks TLS from the first byte
	StartTLS bool     // can go on under TLS, and lets nobody log in before
	Auth     string   // the mechanisms offered, such as "PLAIN LOGIN"; empty lets anybody send
	Codes    []string // what RCPT is answered, one after another; 250 after the last

	Address string      // host and port, once it listens
	Mails   chan string // what it took, as it came; at most 16 wait here

	listener net.Listener
	mu       sync.Mutex
}

// Start listens on a free port until Close.
func (s *Server) Start() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s.listener, s.Address, s.Mails = l, l.Addr().String(), make(chan string, 16)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go (&talk{Server: s, conn: c}).run()
		}
	}()
	return nil
}

// Close ends listening.
func (s *Server) Close() error { return s.listener.Close() }

// code is what the next RCPT is answered.
func (s *Server) code() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.Codes) == 0 {
		return "250"
	}
	next := s.Codes[0]
	s.Codes = s.Codes[1:]
	return next
}

// Authority is the certificate, as PEM, of who signed the server's own: whoever is to trust the server trusts it.
func Authority() []byte { return authority().pem }

// talk is one connection.
type talk struct {
	*Server
	conn          net.Conn
	r             *bufio.Reader
	secure, known bool
}

func (t *talk) say(text string) { fmt.Fprint(t.conn, text+"\r\n") }

// wrap goes on under TLS.
func (t *talk) wrap() {
	t.conn, t.secure = tls.Server(t.conn, &tls.Config{Certificates: []tls.Certificate{authority().pair}}), true
	t.r = bufio.NewReader(t.conn)
}

func (t *talk) run() {
	defer func() { _ = t.conn.Close() }()
	t.r = bufio.NewReader(t.conn)
	if t.Implicit {
		t.wrap()
	}
	t.say("220 here")
	for {
		line, err := t.r.ReadString('\n')
		if err != nil || !t.answer(strings.TrimRight(line, "\r\n")) {
			return
		}
	}
}

// answer answers one command, and says whether the talk goes on.
func (t *talk) answer(line string) bool {
	verb, rest, _ := strings.Cut(line, " ")
	switch strings.ToUpper(verb) {
	case "EHLO":
		t.say("250-here")
		if t.StartTLS && !t.secure {
			t.say("250-STARTTLS")
		}
		if t.Auth != "" && (t.secure || !t.StartTLS) {
			t.say("250-AUTH " + t.Auth)
		}
		t.say("250 SIZE 1000000")
	case "STARTTLS":
		if !t.StartTLS {
			t.say("502 what is that")
			return true
		}
		t.say("220 go on")
		t.wrap()
	case "AUTH":
		t.log(rest)
	case "MAIL":
		if t.Auth != "" && !t.known {
			t.say("530 log in first")
			return true
		}
		t.say("250 fine")
	case "RCPT":
		t.say(t.code() + " " + line)
	case "DATA":
		t.say("354 go on")
		return t.take()
	case "QUIT":
		t.say("221 bye")
		return false
	default:
		t.say("250 fine")
	}
	return true
}

// log takes a login by PLAIN or LOGIN.
func (t *talk) log(rest string) {
	read := func(text string) string {
		raw, _ := base64.StdEncoding.DecodeString(text)
		return string(raw)
	}
	ask := func(question string) string {
		t.say("334 " + base64.StdEncoding.EncodeToString([]byte(question)))
		line, _ := t.r.ReadString('\n')
		return read(strings.TrimSpace(line))
	}
	kind, first, _ := strings.Cut(rest, " ")
	switch {
	case !strings.Contains(t.Auth, kind):
		t.say("504 another way")
		return
	case kind == "PLAIN":
		t.known = read(first) == "\x00"+User+"\x00"+Password
	default:
		name, secret := ask("Username:"), ask("Password:")
		t.known = name == User && secret == Password
	}
	if !t.known {
		t.say("535 that is wrong for " + User)
		return
	}
	t.say("235 welcome")
}

func (t *talk) take() bool {
	var b strings.Builder
	for {
		l, err := t.r.ReadString('\n')
		if err != nil {
			return false
		}
		if l == ".\r\n" {
			break
		}
		b.WriteString(strings.TrimPrefix(l, "."))
	}
	t.Mails <- b.String()
	t.say("250 taken")
	return true
}

// authority signs the server's certificate; it is made once for each process.
var authority = sync.OnceValue(func() (a struct {
	pair tls.Certificate
	pem  []byte
},
) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	sheet := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, sheet, sheet, &key.PublicKey, key)
	if err != nil {
		panic(err)
	}
	a.pair = tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
	a.pem = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	return a
})
