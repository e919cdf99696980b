package main

import (
	"errors"
	"fmt"

	"verbatim/internal/fault"
)

// misuse is an error of the command line or of a setting: its text names what to change.
type misuse struct{ text string }

func (m misuse) Error() string { return m.text }

func usage(format string, args ...any) error { return misuse{fmt.Sprintf(format, args...)} }

// report says on stderr what went wrong, every fault on a line of its own, and gives the exit code.
func (p process) report(err error) int {
	if err == nil {
		return exitFine
	}
	fmt.Fprintf(p.stderr, "verbatim: %s\n", err)
	var misused misuse
	if errors.As(err, &misused) {
		return exitUsage
	}
	switch fault.KindOf(err) {
	case fault.Internal, fault.Unavailable, fault.Full:
		if cause := causeOf(err); cause != nil {
			fmt.Fprintf(p.stderr, "  cause: %s\n", cause)
		}
		return exitBroken
	}
	return exitFault
}

// causeOf gives the private cause of a fault: whoever has a shell on this machine may read it.
func causeOf(err error) error {
	var f *fault.Error
	if errors.As(err, &f) {
		return f.Unwrap()
	}
	return nil
}

// of names the file that a fault is about.
func of(name string, err error) error { return fmt.Errorf("%s: %w", name, err) }
