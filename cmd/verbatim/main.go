// Command verbatim serves the HTTP API and does the same work from a shell. It owns settings, wiring and exit codes, and
// nothing else: what it does with a record is the corridor's (package desk), whether a server runs or not.
package main

import (
	"context"
	"crypto/rand"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// version is what the build says it is: make build sets it from the repository.
var version = "unversioned"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, process{
		args: os.Args[1:], env: os.LookupEnv, stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, now: time.Now, rand: rand.Reader,
	})
	stop()
	os.Exit(code)
}
