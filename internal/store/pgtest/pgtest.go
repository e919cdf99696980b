// Package pgtest gives tests a real PostgreSQL: one server for each test program, started from the system's own programs
// with safe settings, and a fresh database for each test. The server ends with the program that started it, however that
// ends, and takes its files with it.
package pgtest

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver that makes the databases
)

// The settings of the tests.
const (
	envServer  = "VERBATIM_TEST_DATABASE_URL" // an existing server on which databases may be made
	envRequire = "VERBATIM_REQUIRE_POSTGRES"  // 1: a missing PostgreSQL fails the test instead of skipping it
)

var count atomic.Int64

// Database gives the address of a fresh, empty database, which is dropped when the test ends. Without PostgreSQL the test
// is skipped, or fails where VERBATIM_REQUIRE_POSTGRES=1.
func Database(t testing.TB) string {
	t.Helper()
	server, err := address()
	if err != nil {
		if os.Getenv(envRequire) == "1" {
			t.Fatalf("PostgreSQL is required and cannot be started: %v", err)
		}
		t.Skipf("skipped: no PostgreSQL: %v", err)
	}
	name := fmt.Sprintf("verbatim_%d_%d", os.Getpid(), count.Add(1))
	run(t, server, `CREATE DATABASE `+name)
	t.Cleanup(func() { run(t, server, `DROP DATABASE IF EXISTS `+name+` WITH (FORCE)`) })
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + name
	return u.String()
}

func run(t testing.TB, server, statement string) {
	t.Helper()
	db, err := sql.Open("pgx", server)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(context.Background(), statement); err != nil {
		t.Fatal(err)
	}
}

// address is where the server is; it is started once for each test program.
var address = sync.OnceValues(func() (string, error) {
	if u := os.Getenv(envServer); u != "" {
		return u, nil
	}
	bin, err := programs()
	if err != nil {
		return "", err
	}
	return start(bin)
})

// programs finds the newest installed PostgreSQL.
func programs() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil {
		return "", err
	}
	if len(found) == 0 {
		path, err := exec.LookPath("initdb")
		if err != nil {
			return "", fmt.Errorf("initdb is not installed (Debian: apt-get install postgresql)")
		}
		return filepath.Dir(path), nil
	}
	slices.SortFunc(found, func(a, b string) int { return version(a) - version(b) })
	return filepath.Dir(found[len(found)-1]), nil
}

func version(path string) int {
	n, err := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path))))
	if err != nil {
		return 0
	}
	return n
}

// keeper runs the server, ends it when told to, and then removes its folder.
const keeper = `trap 'kill -INT $pid 2>/dev/null' INT TERM
"$1" -D "$2/data" -k "$2" -c listen_addresses= -c max_connections=200 -c logging_collector=off >"$2/log" 2>&1 &
pid=$!
wait $pid; wait $pid
rm -rf "$2"`

// start makes a cluster in a temporary folder and waits until it answers on a socket there.
func start(bin string) (string, error) {
	dir, err := os.MkdirTemp("", "pgtest")
	if err != nil {
		return "", err
	}
	who, err := owner(dir)
	if err != nil {
		return "", err
	}
	initdb := exec.Command(filepath.Join(bin, "initdb"), "-D", filepath.Join(dir, "data"), "-U", "verbatim", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	initdb.Dir, initdb.SysProcAttr = dir, &syscall.SysProcAttr{Credential: who}
	if out, err := initdb.CombinedOutput(); err != nil {
		return "", fmt.Errorf("initdb: %w: %s", err, out)
	}
	server := exec.Command("/bin/sh", "-c", keeper, "sh", filepath.Join(bin, "postgres"), dir)
	server.Dir, server.SysProcAttr = dir, &syscall.SysProcAttr{Credential: who, Pdeathsig: syscall.SIGINT}
	if err := startForLife(server); err != nil {
		return "", err
	}
	address := "postgres://verbatim@/postgres?host=" + url.QueryEscape(dir)
	return address, await(address)
}

// owner gives the folder to an ordinary user when the tests run as root, which PostgreSQL refuses to run as.
func owner(dir string) (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		if u, err = user.Lookup("nobody"); err != nil {
			return nil, err
		}
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.Atoi(u.Gid)
	if err != nil {
		return nil, err
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, os.Chown(dir, uid, gid)
}

// startForLife starts a process from a thread that lives as long as this program: the kernel sends the parent-death
// signal when the starting thread ends.
func startForLife(c *exec.Cmd) error {
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		started <- c.Start()
		select {}
	}()
	return <-started
}

// await asks until the server answers.
func await(address string) error {
	db, err := sql.Open("pgx", address)
	if err != nil {
		return err
	}
	defer db.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	for {
		err := db.PingContext(ctx)
		if err == nil || ctx.Err() != nil {
			return err
		}
		select {
		case <-ctx.Done():
		case <-time.After(20 * time.Millisecond):
		}
	}
}
