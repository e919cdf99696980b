// Command verbatim serves the HTTP API and does the same work from a shell. It owns settings, wiring and exit codes, and
// nothing else: what it does with a record is the corridor's (package desk), whether a server runs or not.
package main

import (
	"context"
	"crypto/rand"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"
)

// version is what the build says it is: make build sets it from the repository.
var version = "unversioned"

// A start compiles the library into many small things that stay: to look through them over and over would be a quarter of
// its work. A server goes back to usual once it serves, and what makes one letter is done before there is 64 MB to look
// through.
const (
	whileStarting = 400
	forOneLetter  = 1600
	usual         = 100
)

func main() {
	debug.SetGCPercent(whileStarting)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, process{
		args: os.Args[1:], env: os.LookupEnv, stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, now: time.Now, rand: rand.Reader,
	})
	stop()
	os.Exit(code)
}
