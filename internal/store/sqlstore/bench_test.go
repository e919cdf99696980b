package sqlstore_test

import (
	"testing"

	"verbatim/internal/store/storetest"
)

// BenchmarkApply opens offers with a letter of 60 kB, two flags and four events; every commit is durable.
func BenchmarkApply(b *testing.B) {
	for name, config := range engines {
		b.Run(name, func(b *testing.B) {
			s := open(b, config(b))
			changes := storetest.Writes(b, 60_000)
			for b.Loop() {
				if err := s.Apply(b.Context(), changes()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkCommit is what one durable commit costs by itself, to hold Apply against.
func BenchmarkCommit(b *testing.B) {
	for name, config := range engines {
		b.Run(name, func(b *testing.B) {
			c := config(b)
			open(b, c)
			db := raw(b, c)
			for _, statement := range []string{"PRAGMA synchronous = FULL"} {
				if c.File != "" {
					db.SetMaxOpenConns(1)
					if _, err := db.ExecContext(b.Context(), statement); err != nil {
						b.Fatal(err)
					}
				}
			}
			if _, err := db.ExecContext(b.Context(), "CREATE TABLE one (n INTEGER)"); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if _, err := db.ExecContext(b.Context(), "INSERT INTO one VALUES (1)"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
