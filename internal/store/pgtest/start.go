package pgtest

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// script makes a cluster, serves it on a Unix socket in the folder $2 with the programs of $1, and says "ready". It then
// waits for the end of its input, which the kernel closes when the test binary ends in whatever way, a panic or a kill
// too; then it stops the server and removes the folder. The settings are those of a database that keeps its promises.
const script = `trap '' INT TERM HUP PIPE
bin=$1 dir=$2
finish() { "$bin/pg_ctl" -D "$dir/data" -m immediate stop; rm -rf "$dir"; }
{
	"$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C --no-sync &&
	"$bin/pg_ctl" -D "$dir/data" -w -t 60 -l "$dir/server.log" -o "-k '$dir' -c listen_addresses= -c max_connections=200 -c max_wal_size=128MB" start
} >"$dir/start.log" 2>&1 </dev/null || { cat "$dir/start.log" "$dir/server.log"; finish; exit 1; } >&2 2>/dev/null
echo ready
read -r _
finish >/dev/null 2>&1
`

// start starts a server of the newest PostgreSQL that is installed.
func start() (*server, error) {
	bin, err := programs()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp(home(), "verbatim-pg-")
	if err != nil {
		return nil, err
	}
	cmd := exec.Command("/bin/sh", "-c", script, "sh", bin, dir) // #nosec G204 -- programs that are installed, a folder just made
	cmd.Dir = dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // a Ctrl-C is for the test, whose end then ends the server
	if err := dropRoot(cmd, dir); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	alive, err := launch(cmd)
	if err != nil {
		return nil, err
	}
	return &server{alive: alive, address: &url.URL{
		Scheme: "postgres", Path: "/postgres", RawQuery: url.Values{"host": {dir}, "user": {"postgres"}}.Encode(),
	}}, nil
}

// restart restarts the server without a shutdown.
func (s *server) restart() error {
	bin, err := programs()
	if err != nil {
		return err
	}
	dir := s.address.Query().Get("host")
	cmd := exec.Command(filepath.Join(bin, "pg_ctl"), "-D", filepath.Join(dir, "data"), "-m", "immediate", "-w", "-t", "60", "-l", filepath.Join(dir, "server.log"), "restart") // #nosec G204 -- programs that are installed, a folder of ours
	cmd.Dir = dir
	cmd.SysProcAttr = &syscall.SysProcAttr{}
	if err := dropRoot(cmd, dir); err != nil {
		return err
	}
	out, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0) // a pipe would stay open as long as the server runs
	if err != nil {
		return err
	}
	cmd.Stdout, cmd.Stderr = out, out
	return errors.Join(cmd.Run(), out.Close())
}

// home is where the cluster lies: in memory where there is room, since a test loses nothing with the machine, and making
// and dropping databases waits for the disk above all else. Benchmarks lie on the disk that they measure.
func home() string {
	const memory, room = "/dev/shm", 1 << 30
	var fs syscall.Statfs_t
	if benching() || syscall.Statfs(memory, &fs) != nil || fs.Bavail*uint64(fs.Bsize) < room { // #nosec G115 -- sizes are positive
		return ""
	}
	return memory
}

func benching() bool {
	f := flag.Lookup("test.bench")
	return f != nil && f.Value.String() != ""
}

// programs finds the folder of initdb and pg_ctl: the newest of Debian's, or the one in the PATH.
func programs() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil {
		return "", err
	}
	newest, best := 0, ""
	for _, f := range found {
		bin := filepath.Dir(f)
		if v, err := strconv.Atoi(filepath.Base(filepath.Dir(bin))); err == nil && v > newest {
			newest, best = v, bin
		}
	}
	if best != "" {
		return best, nil
	}
	f, err := exec.LookPath("initdb")
	if err != nil {
		return "", errAbsent
	}
	if f, err = filepath.EvalSymlinks(f); err != nil {
		return "", err
	}
	return filepath.Dir(f), nil
}

// dropRoot lets a command run as the server's user when the test runs as root, whom PostgreSQL refuses to serve.
func dropRoot(cmd *exec.Cmd, dir string) error {
	c, err := serving()
	if c == nil || err != nil {
		return err
	}
	cmd.SysProcAttr.Credential = c
	return os.Chown(dir, int(c.Uid), int(c.Gid))
}

// own makes a folder that the server may write to.
func (s *server) own(folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	c, err := serving()
	if c == nil || err != nil {
		return err
	}
	return os.Chown(folder, int(c.Uid), int(c.Gid))
}

// serving is the user that the server runs as when the test runs as root; nil when it runs as the test does.
func serving() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil //nolint:nilnil // the test's own user
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		if u, err = user.Lookup("nobody"); err != nil {
			return nil, fmt.Errorf("PostgreSQL does not run as root, and there is no user postgres: %w", err)
		}
	}
	uid, errUID := strconv.ParseUint(u.Uid, 10, 32)
	gid, errGID := strconv.ParseUint(u.Gid, 10, 32)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, errors.Join(errUID, errGID)
}

// launch starts the command and waits until it is ready. It gives the command's input, which must stay open.
func launch(cmd *exec.Cmd) (io.Closer, error) {
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "ready\n" {
		return nil, fmt.Errorf("PostgreSQL did not start (what it said stands above): %w", cmd.Wait())
	}
	return in, nil
}
