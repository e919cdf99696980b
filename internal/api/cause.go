package api

import (
	"errors"
	"fmt"
	"log/slog"
	"regexp"

	"verbatim/internal/fault"
)

// causeAttrs says why a request failed: the text of the private cause without values, its Go type, and the database's
// own code where there is one.
func causeAttrs(err error) []slog.Attr {
	inner := err
	for next := errors.Unwrap(inner); next != nil; next = errors.Unwrap(inner) {
		inner = next
	}
	attrs := []slog.Attr{slog.String("cause", scrub(causeText(err))), slog.String("type", fmt.Sprintf("%T", inner))}
	var postgres interface{ SQLState() string }
	if errors.As(err, &postgres) {
		attrs = append(attrs, slog.String("sqlstate", postgres.SQLState()))
	}
	var sqlite interface{ Code() int }
	if errors.As(err, &sqlite) {
		attrs = append(attrs, slog.Int("code", sqlite.Code()))
	}
	return attrs
}

// causeText joins the public text of a refusal and its private cause.
func causeText(err error) string {
	var e *fault.Error
	if !errors.As(err, &e) {
		return err.Error()
	}
	if cause := errors.Unwrap(e); cause != nil {
		return e.Message + ": " + cause.Error()
	}
	return e.Message
}

var (
	quoted  = regexp.MustCompile("\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`|'[^']*'")
	figures = regexp.MustCompile(`[0-9][0-9.,]{3,}`)
)

// maxCause is how much of a cause is logged, in bytes.
const maxCause = 500

// scrub takes out of a cause what stands in quotes, and every longer number: parsers and drivers repeat the values that
// they choke on, and those are somebody's name or pay.
func scrub(text string) string {
	text = figures.ReplaceAllString(quoted.ReplaceAllString(text, `"..."`), "#")
	if len(text) > maxCause {
		text = text[:maxCause] + "..."
	}
	return text
}
