package torture

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"verbatim/internal/store/pgtest"
)

// smallDisk mounts a small file system of its own in memory.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("skipped: only root can mount a small disk")
	}
	dir, err := os.MkdirTemp("", "verbatim-disk")
	if err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size="+size+",mode=0777", "tmpfs", dir).CombinedOutput(); err != nil {
		_ = os.Remove(dir)
		t.Skipf("skipped: no small disk can be mounted here: %s", out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", "-l", dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %s", out)
		}
		_ = os.Remove(dir)
	})
	return dir
}

// fill takes all the room that is left but for a few pages, and gives the file that has it.
func fill(t *testing.T, dir string) string {
	t.Helper()
	file := filepath.Join(dir, "ballast")
	f, err := os.OpenFile(file, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for piece := make([]byte, 64<<10); ; {
		if _, err := f.Write(piece); err != nil {
			return file
		}
	}
}

// fullDisk writes until the disk is full and beyond: writes are refused with 503 or 507, reads go on, and when there is
// room again writes succeed, after a restart too. Nothing that was acknowledged is lost.
func fullDisk(t *testing.T, f *fleet, disk string) {
	t.Helper()
	l := newLedger()
	stop := make(chan struct{})
	writers := l.storm(f, 0, stop)
	pause(700 * time.Millisecond)
	ballast := fill(t, disk)
	pause(700 * time.Millisecond)
	l.read(f, "") // reads go on while the disk is full
	l.mu.Lock()
	refused := l.count[http.StatusServiceUnavailable] + l.count[http.StatusInsufficientStorage]
	l.mu.Unlock()
	if refused == 0 {
		t.Error("no write was refused on a full disk")
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	took := back(t, f, l)
	close(stop)
	writers.Wait()
	f.replicas[0].kill()
	f.replicas[0].start()
	left := l.settle(f, settling(0))
	l.read(f, "")
	p := f.verified()
	t.Logf("%d acknowledged letters; answers by status %v; writes are back after %s, %d requests left without an answer", len(l.acked), l.count, took.Round(time.Millisecond), left)
	if p.Letters < len(l.acked) || p.Letters > len(l.acked)+left {
		t.Errorf("%d letters", p.Letters)
	}
	for status := range l.count {
		switch status {
		case http.StatusCreated, http.StatusOK, http.StatusConflict, http.StatusServiceUnavailable, http.StatusInsufficientStorage:
		default:
			t.Errorf("%d answers with status %d", l.count[status], status)
		}
	}
}

// TestFullDiskSQLite fills the disk of an embedded database.
func TestFullDiskSQLite(t *testing.T) {
	disk := smallDisk(t, "24m")
	fullDisk(t, newFleetIn(t, filepath.Join(disk, "data"), 1, ""), disk)
}

// TestFullDiskPostgres fills the disk that a PostgreSQL database's tables lie on.
func TestFullDiskPostgres(t *testing.T) {
	disk := smallDisk(t, "64m")
	database := pgtest.On(t, filepath.Join(disk, "tables"))
	fullDisk(t, newFleet(t, 1, database), disk)
}
