// Command letterbench lays one fixed letter out again and again, to stand beside other programs that do the same:
//
//	LETTER=letter.json letterbench one OUT.pdf
//	LETTER=letter.json letterbench bench SECONDS WORKERS
//
// The second form renders letters 0, 1, 2, ... for that long on that many goroutines, after one second to warm up, and
// prints one line of JSON: letters, per_s, p50_ms, p99_ms, cpu_ms (user and system, for each letter), avg_bytes, rss_mb.
// The letter file is the harness's own; its text becomes a block tree and goes through the renderer that the server uses,
// tags, metadata, kerning and attached terms included.
package main

import (
	"fmt"
	"os"
	"strconv"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "letterbench:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 2 && args[0] == "one" {
		return one(args[1])
	}
	if len(args) == 3 && args[0] == "bench" {
		seconds, err := strconv.ParseFloat(args[1], 64)
		if err != nil || seconds <= 0 {
			return fmt.Errorf("SECONDS must be a positive number")
		}
		workers, err := strconv.Atoi(args[2])
		if err != nil || workers < 1 {
			return fmt.Errorf("WORKERS must be a positive whole number")
		}
		return bench(seconds, workers)
	}
	return fmt.Errorf("usage: letterbench one OUT.pdf | letterbench bench SECONDS WORKERS (LETTER names the letter file)")
}
