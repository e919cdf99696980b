package feed_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"verbatim/internal/feed"
	"verbatim/internal/seal"
	"verbatim/internal/store"
	"verbatim/internal/store/sqlstore"
	"verbatim/internal/store/storetest"
	"verbatim/migrations"
)

func open(t *testing.T) *sqlstore.Store {
	t.Helper()
	key, err := seal.NewInstallation(make([]byte, seal.KeySize))
	must(t, err)
	c := sqlstore.Config{File: filepath.Join(t.TempDir(), "verbatim.db"), Migrations: migrations.FS, Installation: key, Now: time.Now, AllowUnsafe: true}
	must(t, sqlstore.Migrate(t.Context(), c))
	s, err := sqlstore.Open(t.Context(), c)
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	return s
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// clock is a clock that only a test moves.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func sealer(s *sqlstore.Store, holder string, c *clock, log *bytes.Buffer) *feed.Sealer {
	return &feed.Sealer{Store: s, Holder: holder, Now: c.now, Log: slog.New(slog.NewTextHandler(log, nil))}
}

// TestOneSealsAndTheNextGoesOn: the second replica waits for the first, and takes over when that one is gone.
func TestOneSealsAndTheNextGoesOn(t *testing.T) {
	s, c, log := open(t), &clock{time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)}, &bytes.Buffer{}
	one, two := sealer(s, "one", c, log), sealer(s, "two", c, log)
	storetest.Fill(t, s)
	must(t, one.Step(t.Context()))
	first, err := s.Head(t.Context())
	must(t, err)
	if first.Position != 5 || !strings.Contains(log.String(), string(first.Hash)) {
		t.Fatalf("%+v\n%s", first, log)
	}
	storetest.Fill(t, s)
	must(t, two.Step(t.Context()))
	if now, err := s.Head(t.Context()); err != nil || now != first {
		t.Fatalf("two sealed at once: %+v %v", now, err)
	}
	c.at = c.at.Add(10 * time.Second)
	must(t, two.Step(t.Context()))
	if now, err := s.Head(t.Context()); err != nil || now.Position != 10 {
		t.Fatalf("%+v %v", now, err)
	}
}

// TestRunGivesTheLeaseBack: a replica that stops in order makes nobody wait.
func TestRunGivesTheLeaseBack(t *testing.T) {
	s, c, log := open(t), &clock{time.Now()}, &bytes.Buffer{}
	ctx, stop := context.WithCancel(t.Context())
	one := sealer(s, "one", c, log)
	sealed := make(chan store.Checkpoint, 1)
	one.Publish = func(c store.Checkpoint) error { sealed <- c; return errors.New("disk full") }
	storetest.Fill(t, s)
	done := make(chan struct{})
	go func() { one.Run(ctx); close(done) }()
	<-sealed
	stop()
	<-done
	if !strings.Contains(log.String(), "disk full") {
		t.Errorf("a checkpoint that was not kept is not told: %s", log)
	}
	if ok, err := s.Lease(t.Context(), store.Lease{Name: "sealer", Holder: "two", Until: c.at.Add(time.Second)}, c.at); !ok || err != nil {
		t.Fatalf("%t %v", ok, err)
	}
}

// TestAnchorRoundTrip: a line that a crash cut is left out, a line that is none is refused.
func TestAnchorRoundTrip(t *testing.T) {
	path := filepath.Join(t.TempDir(), "anchor")
	want := []store.Checkpoint{{Position: 3, Hash: "sha256:aa", At: time.UnixMilli(5).UTC()}, {Position: 9, Hash: "sha256:bb", At: time.UnixMilli(6).UTC()}}
	for _, c := range want {
		a, err := feed.OpenAnchor(path)
		must(t, err)
		must(t, a.Add(c))
		must(t, a.Close())
	}
	raw, err := os.ReadFile(path)
	must(t, err)
	got, err := feed.ReadAnchor(bytes.NewReader(append(raw, `{"position": 12, "ha`...)))
	must(t, err)
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Fatalf("%+v", got)
	}
	if _, err := feed.ReadAnchor(strings.NewReader("{}\n")); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Fatalf("%v", err)
	}
}
