package post_test

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
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

const user, password = "offers", "s3cret:@/"

// server is a small real mail server on this machine: RFC 5321 with STARTTLS (RFC 3207) and AUTH (RFC 4954) of the standard
// library's own parts. Whoever must log in, or speak TLS, and does not, gets no mail taken.
type server struct {
	implicit, starttls bool
	auth               string // the mechanisms offered; empty lets anybody send
	code               string // what RCPT is answered
	address            string
	mails              chan string
}

// start gives where the server listens, and what it takes.
func (s *server) start(t *testing.T) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	s.address, s.mails = l.Addr().String(), make(chan string, 4)
	if s.code == "" {
		s.code = "250"
	}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go (&talk{server: s, conn: c, secure: s.implicit}).run()
		}
	}()
}

// talk is one connection.
type talk struct {
	*server
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
	if t.implicit {
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
		if t.starttls && !t.secure {
			t.say("250-STARTTLS")
		}
		if t.auth != "" && (t.secure || !t.starttls) {
			t.say("250-AUTH " + t.auth)
		}
		t.say("250 SIZE 1000000")
	case "STARTTLS":
		if !t.starttls {
			t.say("502 what is that")
			return true
		}
		t.say("220 go on")
		t.wrap()
	case "AUTH":
		t.log(rest)
	case "MAIL":
		if t.auth != "" && !t.known {
			t.say("530 log in first")
			return true
		}
		t.say("250 fine")
	case "RCPT":
		t.say(t.code + " " + line)
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
	case !strings.Contains(t.auth, kind):
		t.say("504 another way")
		return
	case kind == "PLAIN":
		t.known = read(first) == "\x00"+user+"\x00"+password
	default:
		name, secret := ask("Username:"), ask("Password:")
		t.known = name == user && secret == password
	}
	if !t.known {
		t.say("535 that is wrong for " + user)
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
	t.mails <- b.String()
	t.say("250 taken")
	return true
}

// authority is who signs the server's certificate; TestMain makes the machine trust it.
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

// TestMain puts the authority among those that this process trusts, as an operator does with an authority of the house.
func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "post")
		if err != nil {
			panic(err)
		}
		defer func() { _ = os.RemoveAll(dir) }()
		file := filepath.Join(dir, "ca.pem")
		if err := os.WriteFile(file, authority().pem, 0o600); err != nil {
			panic(err)
		}
		if err := os.Setenv("SSL_CERT_FILE", file); err != nil {
			panic(err)
		}
		return m.Run()
	}())
}
