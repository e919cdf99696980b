package torture

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// program is the file of the program under test.
var program string

const adminKey = "vb_torture_0123456789abcdef0123456789abcdef"

func TestMain(m *testing.M) { os.Exit(build(m)) }

func build(m *testing.M) int {
	dir, err := os.MkdirTemp("", "verbatim-torture")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	program = filepath.Join(dir, "verbatim")
	command := exec.Command("go", "build", "-buildvcs=false", "-o", program, "./cmd/verbatim")
	command.Dir = "../.."
	if out, err := command.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "the program does not build: %s\n%s", err, out)
		return 1
	}
	return m.Run()
}

// fleet is one service: replicas over one database.
type fleet struct {
	*testing.T
	data     string
	database string
	settings []string // further ones, as NAME=value
	replicas []*replica
	slowest  time.Duration // until a restarted replica was ready again
}

// replica is one process that is killed and started again.
type replica struct {
	fleet *fleet
	cmd   *exec.Cmd
	url   atomic.Pointer[string]
	ended chan struct{}
	log   bytes.Buffer
}

func newFleet(t *testing.T, n int, database string, settings ...string) *fleet {
	t.Helper()
	return newFleetIn(t, filepath.Join(t.TempDir(), "data"), n, database, settings...)
}

// newFleetIn starts a fleet on a data folder that is given.
func newFleetIn(t *testing.T, data string, n int, database string, settings ...string) *fleet {
	t.Helper()
	f := &fleet{T: t, data: data, database: database, settings: settings}
	if database != "" {
		f.must("migrate")
	}
	for range n {
		r := &replica{fleet: f}
		f.replicas = append(f.replicas, r)
		r.start()
	}
	t.Cleanup(func() {
		for _, r := range f.replicas {
			r.kill()
		}
	})
	return f
}

func (f *fleet) environment() []string {
	return append([]string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"), "VERBATIM_ADDR=127.0.0.1:0", "VERBATIM_DATA=" + f.data, "DATABASE_URL=" + f.database,
		"VERBATIM_ADMIN_KEY=" + adminKey, "VERBATIM_LOG_LEVEL=ERROR", "VERBATIM_CHECKPOINTS=" + f.data + ".anchor", "VERBATIM_ALLOW_LOOPBACK_WEBHOOKS=true",
	}, f.settings...)
}

// must runs a command of the program to its end.
func (f *fleet) must(args ...string) []byte {
	f.Helper()
	c := exec.Command(program, args...)
	c.Env = f.environment()
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	if err := c.Run(); err != nil {
		f.Fatalf("verbatim %s: %v: %s", args[0], err, errs.String())
	}
	return out.Bytes()
}

// proof is what verify --all counts.
type proof struct {
	Offers  int `json:"offers"`
	Letters int `json:"letters"`
	Waiting int `json:"events_without_position"`
	Head    struct {
		Position int64 `json:"position"`
	} `json:"head"`
}

// verified wants every chain, row, letter, PDF, position and checkpoint to be as it was written.
func (f *fleet) verified() (p proof) {
	f.Helper()
	args := []string{"verify", "--all"}
	if _, err := os.Stat(f.data + ".anchor"); err == nil {
		args = append(args, "--anchor", f.data+".anchor")
	}
	if err := json.Unmarshal(f.must(args...), &p); err != nil {
		f.Fatal(err)
	}
	return p
}

// start runs a replica and measures how long it takes until it is ready.
func (r *replica) start() {
	f := r.fleet
	f.Helper()
	began := time.Now()
	r.cmd, r.ended = exec.Command(program, "serve"), make(chan struct{})
	r.cmd.Env = f.environment()
	r.cmd.Stderr = &r.log
	stdout, err := r.cmd.StdoutPipe()
	if err != nil {
		f.Fatal(err)
	}
	if err := r.cmd.Start(); err != nil {
		f.Fatal(err)
	}
	lines := bufio.NewScanner(stdout)
	url := ""
	for url == "" && lines.Scan() {
		_, url, _ = strings.Cut(lines.Text(), " serves on ")
	}
	go func() {
		for lines.Scan() {
		}
		_ = r.cmd.Wait()
		close(r.ended)
	}()
	if url == "" {
		<-r.ended
		f.Fatalf("a replica does not start: %s", r.log.String())
	}
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); {
		if res, err := http.Get(url + "/readyz"); err == nil {
			_ = res.Body.Close()
			if res.StatusCode == http.StatusOK {
				break
			}
		}
	}
	r.url.Store(&url)
	f.slowest = max(f.slowest, time.Since(began))
}

// kill ends a replica as a power cut does.
func (r *replica) kill() {
	_ = r.cmd.Process.Kill()
	<-r.ended
}

// ledger is what clients know: what was acknowledged, and what they still wait to hear of.
type ledger struct {
	mu    sync.Mutex
	acked map[string]ack
	open  map[string][]byte // bodies by key that no answer came for
	count map[int]int       // answers by status
}

// ack is an acknowledged letter.
type ack struct {
	Offer  string `json:"offer_id"`
	Letter struct {
		PDF string `json:"pdf_sha256"`
	} `json:"letter"`
}

func newLedger() *ledger {
	return &ledger{acked: map[string]ack{}, open: map[string][]byte{}, count: map[int]int{}}
}
