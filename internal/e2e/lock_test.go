package e2e_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"testing"
)

// TestSameLockSameBytes: one record gives one lock and one PDF, on SQLite, on PostgreSQL, in another process, and from
// the command line, which knows no database.
func TestSameLockSameBytes(t *testing.T) {
	sequential(t)
	for _, name := range []string{"us-ca-engineer", "gb-hourly-care", "us-two-payments"} {
		t.Run(name, func(t *testing.T) {
			for range 2 { // once more when midnight fell between two of the letters
				letters := []result{madeBy(t, start(t, options{}), name), madeBy(t, start(t, options{}), name), madeBy(t, start(t, postgres(t)), name), madeByCLI(t, name)}
				if compare(t, letters) {
					return
				}
			}
		})
	}
}

// compare says whether the letters have one date, and if they have, wants them to be the same.
func compare(t *testing.T, letters []result) bool {
	t.Helper()
	for _, l := range letters {
		if l.Letter.Date != letters[0].Letter.Date {
			return false
		}
	}
	for i, l := range letters {
		if l.Letter.Lock != letters[0].Letter.Lock || l.Letter.PDF != letters[0].Letter.PDF || len(l.Letter.Documents) != len(letters[0].Letter.Documents) {
			t.Errorf("letter %d has lock %s and PDF %s, letter 0 has %s and %s", i, l.Letter.Lock, l.Letter.PDF, letters[0].Letter.Lock, letters[0].Letter.PDF)
			continue
		}
		for j, d := range l.Letter.Documents {
			if d.PDF != letters[0].Letter.Documents[j].PDF {
				t.Errorf("letter %d: document %s differs", i, d.ID)
			}
		}
	}
	return true
}

func madeBy(t *testing.T, s *server, name string) result {
	t.Helper()
	r := read[result](t, s.post(http.StatusCreated, "/v1/handoffs", example(t, name)))
	pdf := s.get(fmt.Sprintf("/v1/offers/%s/letters/1/pdf", r.Offer)).body
	if sum := digestOf(pdf); sum != r.Letter.PDF {
		t.Errorf("the bytes have digest %s, the answer says %s", sum, r.Letter.PDF)
	}
	return r
}

func madeByCLI(t *testing.T, name string) (r result) {
	t.Helper()
	dir := t.TempDir()
	got := cli(t, nil, "render", examplePath(name), "-o", filepath.Join(dir, "letter.pdf"), "--json", filepath.Join(dir, "letter.json"))
	if got.code != 0 {
		t.Fatalf("render: %d\n%s", got.code, got.stderr)
	}
	raw, err := os.ReadFile(filepath.Join(dir, "letter.json"))
	if err == nil {
		err = json.Unmarshal(raw, &r)
	}
	if err != nil {
		t.Fatal(err)
	}
	pdf, err := os.ReadFile(filepath.Join(dir, "letter.pdf"))
	if err != nil || !bytes.HasPrefix(pdf, []byte("%PDF-")) || digestOf(pdf) != r.Letter.PDF {
		t.Errorf("the file is not the letter: %v", err)
	}
	return r
}
