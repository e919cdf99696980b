package sqlstore_test

import (
	"crypto/rand"
	"fmt"
	"testing"

	"verbatim/internal/store/sqlstore"
	"verbatim/internal/store/storetest"
)

// letterSize is the size of a long letter's PDF in bytes.
const letterSize = 60_000

// BenchmarkApply opens offers with a letter, two flags and four events; every commit is durable.
func BenchmarkApply(b *testing.B) {
	for name, config := range engines {
		b.Run(name, func(b *testing.B) {
			s := open(b, config(b))
			changes := storetest.Writes(b, letterSize)
			for b.Loop() {
				if err := s.Apply(b.Context(), changes()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkApplyTogether is BenchmarkApply by eight writers at once: PostgreSQL makes their commits durable together.
func BenchmarkApplyTogether(b *testing.B) {
	for name, config := range engines {
		b.Run(name, func(b *testing.B) {
			s := open(b, config(b))
			changes := storetest.Writes(b, letterSize)
			b.SetParallelism(4) // times two cores
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					if err := s.Apply(b.Context(), changes()); err != nil {
						b.Error(err)
						return
					}
				}
			})
		})
	}
}

// BenchmarkCommit is what one durable commit costs by itself, of a small row and of a letter's bytes, to hold Apply
// against.
func BenchmarkCommit(b *testing.B) {
	for name, config := range engines {
		for _, size := range []int{1, letterSize} {
			b.Run(fmt.Sprintf("%s/%d", name, size), func(b *testing.B) { benchmarkCommit(b, config(b), size) })
		}
	}
}

func benchmarkCommit(b *testing.B, c sqlstore.Config, size int) {
	open(b, c)
	db := raw(b, c)
	kind := "BYTEA"
	if c.File != "" {
		kind = "BLOB"
		db.SetMaxOpenConns(1)
		if _, err := db.ExecContext(b.Context(), "PRAGMA synchronous = FULL"); err != nil {
			b.Fatal(err)
		}
	}
	if _, err := db.ExecContext(b.Context(), "CREATE TABLE one (content "+kind+")"); err != nil {
		b.Fatal(err)
	}
	content := make([]byte, size)
	if _, err := rand.Read(content); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := db.ExecContext(b.Context(), "INSERT INTO one VALUES ($1)", content); err != nil {
			b.Fatal(err)
		}
	}
}
