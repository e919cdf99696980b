package e2e_test

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// adminKey is the key that every server here is given.
const adminKey = "vb_endtoend_0123456789abcdef0123456789abcdef"

// server is a running program.
type server struct {
	client
	cmd   *exec.Cmd
	data  string
	log   *logged // what it wrote to stderr
	out   *logged // what it wrote to stdout
	ended chan error
}

// options say how to start a server; zero fields take their defaults.
type options struct {
	data      string   // data folder; a fresh one when empty
	database  string   // DATABASE_URL
	templates string   // VERBATIM_TEMPLATES
	args      []string // further flags
	settings  []string // further settings, as NAME=value
	jail      string   // run /verbatim of this folder as if it were the whole machine, as a user without rights
	noKey     bool     // start without VERBATIM_ADMIN_KEY
	until     string   // wait for this on stdout too, after the server said where it serves
}

// start runs `verbatim serve` on a free port and waits until it says where it serves.
func start(t *testing.T, o options) *server {
	t.Helper()
	if o.data == "" {
		o.data = filepath.Join(t.TempDir(), "data")
	}
	s := &server{data: o.data, log: &logged{}, out: &logged{}, ended: make(chan error, 1)}
	s.cmd = command(o, append([]string{"serve"}, o.args...)...)
	s.cmd.Stderr = s.log
	stdout, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.kill() })
	lines := bufio.NewScanner(stdout)
	url, found := s.read(lines, " serves on ")
	if found && o.until != "" {
		_, found = s.read(lines, o.until)
	}
	go func() {
		_, _ = s.read(lines, "")
		s.ended <- s.cmd.Wait()
	}()
	if !found {
		t.Fatalf("the server did not start: %v\n%s%s", s.wait(), s.out, s.log)
	}
	s.client = client{t: t, url: url, key: adminKey}
	return s
}

// command is one run of the program.
func command(o options, args ...string) *exec.Cmd {
	file := program
	if o.jail != "" {
		file = "/verbatim"
	}
	cmd := exec.Command(file, args...)
	cmd.Env = environment(o)
	if o.jail != "" {
		cmd.Dir = "/"
		cmd.SysProcAttr = &syscall.SysProcAttr{Chroot: o.jail, Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
	return cmd
}

// read takes lines of stdout until one holds a phrase, and gives what follows it; an empty phrase is in none.
func (s *server) read(lines *bufio.Scanner, phrase string) (rest string, found bool) {
	for lines.Scan() {
		_, _ = s.out.Write(append(lines.Bytes(), '\n'))
		if _, rest, ok := strings.Cut(lines.Text(), phrase); ok && phrase != "" {
			return rest, true
		}
	}
	return "", false
}

// wait gives how the program ended; it may be asked again.
func (s *server) wait() error {
	err := <-s.ended
	s.ended <- err
	return err
}

// environment holds the settings of this test and nothing of the machine's own.
func environment(o options) []string {
	env := []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"), "VERBATIM_ADDR=127.0.0.1:0", "VERBATIM_DATA=" + o.data,
		"DATABASE_URL=" + o.database, "VERBATIM_TEMPLATES=" + o.templates,
	}
	if !o.noKey {
		env = append(env, "VERBATIM_ADMIN_KEY="+adminKey)
	}
	return append(env, o.settings...)
}

// stop ends the server as an operator does, and checks that it ends well and in time.
func (s *server) stop(t *testing.T) {
	t.Helper()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- s.wait() }()
	select {
	case err := <-ended:
		if err != nil {
			t.Fatalf("the server ended badly: %s\n%s", err, s.log)
		}
	case <-time.After(10 * time.Second):
		t.Fatalf("the server did not stop in 10 seconds\n%s", s.log)
	}
}

// kill ends the server as a power cut does.
func (s *server) kill() {
	_ = s.cmd.Process.Kill()
	_ = s.wait()
}

// logged collects what a running process prints.
type logged struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *logged) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(b)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}
