package sqlstore

import (
	"fmt"
	"sync"
	"testing"
)

// TestPrepared asks more texts than are kept, by many at once: each gets its answer, and one that fails its error.
func TestPrepared(t *testing.T) {
	s := opened(t, testConfig(t))
	defer s.Close()
	var wait sync.WaitGroup
	for asker := range 8 {
		wait.Go(func() {
			for i := range 2 * mostPrepared {
				var got int
				if err := s.read.QueryRowContext(t.Context(), fmt.Sprintf(`SELECT %d + $1`, i), asker).Scan(&got); err != nil || got != i+asker {
					t.Errorf("%d + %d gives %d, %v", i, asker, got, err)
				}
			}
		})
	}
	wait.Wait()
	if n := len(s.read.known); n != mostPrepared {
		t.Errorf("%d statements are kept, want %d", n, mostPrepared)
	}
	if err := s.read.QueryRowContext(t.Context(), `SELECT nothing FROM nowhere`).Scan(new(int)); err == nil {
		t.Error("a statement that is none has no error")
	}
}
