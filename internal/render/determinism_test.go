package render_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"verbatim/internal/digest"
	"verbatim/internal/render"
)

var update = flag.Bool("update", false, "write the golden digests again")

// TestSameJobSameBytes draws every kind of letter on several goroutines at once, with one warm renderer and with fresh
// ones.
func TestSameJobSameBytes(t *testing.T) {
	shared := newRenderer(t)
	for name, job := range variants() {
		want, err := newRenderer(t).PDF(job)
		if err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				for range 5 {
					got, err := shared.PDF(job)
					if err != nil || !bytes.Equal(got, want) {
						t.Errorf("%s: other bytes: %v", name, err)
						return
					}
				}
			})
		}
		wg.Wait()
	}
}

// TestGoldenDigests fails when the bytes of any letter change. Then render.Version must be raised, so that locks tell old
// letters from new ones, and the digests written again with -update.
func TestGoldenDigests(t *testing.T) {
	r := newRenderer(t)
	var lines []string
	for name, job := range variants() {
		out, err := r.PDF(job)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, name+" "+string(digest.Of(out)))
	}
	for _, p := range r.Pins() {
		lines = append(lines, p.Kind+" "+p.ID+" "+string(p.Digest))
	}
	slices.Sort(lines)
	got, file := strings.Join(lines, "\n")+"\n", filepath.Join("testdata", "digests.txt")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the bytes of letters changed: raise render.Version and run the test with -update\n got:\n%s\nwant:\n%s", got, want)
	}
}

func TestLockDecidesIdentity(t *testing.T) {
	r := newRenderer(t)
	a, b := sampleJob(), sampleJob()
	b.Lock = digest.Of([]byte("another lock"))
	first, err := r.PDF(a)
	if err != nil {
		t.Fatal(err)
	}
	second, err := r.PDF(b)
	if err != nil || bytes.Equal(first, second) {
		t.Errorf("two locks, one file: %v", err)
	}
	if !bytes.Contains(first, []byte(a.Lock)) {
		t.Error("the file does not name its lock")
	}
}

func TestPinsAreComplete(t *testing.T) {
	kinds := map[string]int{}
	for _, p := range newRenderer(t).Pins() {
		if !p.Digest.Valid() || p.ID == "" {
			t.Errorf("%+v", p)
		}
		kinds[p.Kind]++
	}
	if kinds["font"] != 4 || kinds["icc"] != 1 || kinds["renderer"] != 1 {
		t.Errorf("%v", kinds)
	}
}

func TestReproducesSaysWhichRendererIsNeeded(t *testing.T) {
	r := newRenderer(t)
	pins := append(r.Pins(), digest.Pin{Kind: "clause", ID: "x", Digest: digest.Of(nil)})
	if err := r.Reproduces(pins); err != nil {
		t.Error(err)
	}
	for i, p := range pins[:len(pins)-1] {
		other := slices.Clone(pins)
		p.Digest = digest.Of([]byte("another"))
		other[i] = p
		if err := r.Reproduces(other); err == nil || !strings.Contains(err.Error(), fmt.Sprintf("version %d", render.Version)) {
			t.Errorf("%s: %v", p.Kind, err)
		}
	}
}

func TestAttachedReadsBack(t *testing.T) {
	job := sampleJob()
	out, err := newRenderer(t).PDF(job)
	if err != nil {
		t.Fatal(err)
	}
	terms, lock, err := render.Attached(out)
	if err != nil || !bytes.Equal(terms, job.Terms) || lock != job.Lock {
		t.Errorf("%s %s %v", terms, lock, err)
	}
	job.Terms = nil
	if out, err = newRenderer(t).PDF(job); err != nil {
		t.Fatal(err)
	}
	if _, _, err := render.Attached(out); err == nil {
		t.Error("a letter without terms has terms")
	}
}

func FuzzAttached(f *testing.F) {
	out, err := newRenderer(f).PDF(sampleJob())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(out, 0, byte(0))
	f.Add(out[:2000], 5, byte(1))
	f.Add([]byte("%PDF-1.7\n1 0 obj\n<</Length 3>>stream\nabc\nendstream\nstartxref\n9\n%%EOF\n"), 0, byte(0))
	f.Fuzz(func(_ *testing.T, data []byte, at int, with byte) {
		if len(data) > 0 {
			data = bytes.Clone(data)
			data[uint(at)%uint(len(data))] = with
		}
		_, _, _ = render.Attached(data)
	})
}
