package fault

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Pointer is an RFC 6901 JSON Pointer into the bytes that the client sent: list items by index.
type Pointer string

// escape is made once: a replacer's tables cost more than all else that a pointer does.
var escape = strings.NewReplacer("~", "~0", "/", "~1")

// Child returns the pointer of member key below p, escaped as RFC 6901 section 3 asks.
func (p Pointer) Child(key string) Pointer {
	return p + "/" + Pointer(escape.Replace(key))
}

// Fault is one thing that is wrong: a stable code, the place (one of the two pointers, or both, empty when the whole
// request is meant), and a sentence that says what is allowed.
type Fault struct {
	Code    Code    `json:"code"`
	Pointer Pointer `json:"pointer,omitempty"`
	Term    string  `json:"term,omitempty"` // terms.Pointer: list items by id
	Message string  `json:"message"`
	File    *Spot   `json:"file,omitempty"` // where in a file of the library, when one is at fault
}

// Spot is a place in a file of the library, and what stands there that should not.
type Spot struct {
	Name       string `json:"name"`             // within the library, such as clauses/role/opening/v1/standard.md
	Line       int    `json:"line,omitempty"`   // from 1; 0 when the file as a whole is meant
	Column     int    `json:"column,omitempty"` // from 1, in characters
	Finding    string `json:"finding"`          // what is wrong, as a code of the lint
	Suggestion string `json:"suggestion,omitempty"`
}

// Kind says what sort of refusal an Error is. The edge maps each kind to one HTTP status and one exit code.
type Kind string

// The kinds, with the status that api gives them.
const (
	Unreadable           Kind = "unreadable"            // 400: not JSON, not a request we can read
	Unauthenticated      Kind = "unauthenticated"       // 401
	Forbidden            Kind = "forbidden"             // 403
	NotFound             Kind = "not_found"             // 404
	NotAllowed           Kind = "method_not_allowed"    // 405
	Conflict             Kind = "conflict"              // 409: the state does not allow the act
	Stale                Kind = "stale"                 // 412: If-Match names an older revision
	TooLarge             Kind = "too_large"             // 413
	MediaType            Kind = "unsupported_media"     // 415
	Invalid              Kind = "invalid"               // 422: readable, but at fault
	PreconditionRequired Kind = "precondition_required" // 428
	Limited              Kind = "rate_limited"          // 429
	Internal             Kind = "internal"              // 500
	Unavailable          Kind = "unavailable"           // 503
	Full                 Kind = "storage_full"          // 507
)

// Error is one refusal: its kind, its code, a public sentence, and every fault found.
type Error struct {
	Kind     Kind
	Code     Code
	Message  string
	Faults   []Fault
	Location string        // where the thing that exists already can be read, empty when there is none
	Retry    time.Duration // how long a client should wait before it tries again, 0 when waiting does not help
	Allowed  []string      // the acts that the present state allows, for Conflict
	cause    error
}

// New makes an Error without faults. The message is public.
func New(kind Kind, code Code, format string, args ...any) *Error {
	return &Error{Kind: kind, Code: code, Message: fmt.Sprintf(format, args...)}
}

// All makes one Error of kind Invalid out of faults, in pointer order, or nil when there are none.
func All(code Code, message string, faults []Fault) error {
	if len(faults) == 0 {
		return nil
	}
	slices.SortStableFunc(faults, func(a, b Fault) int {
		if c := strings.Compare(string(a.Pointer), string(b.Pointer)); c != 0 {
			return c
		}
		return strings.Compare(a.Term, b.Term)
	})
	return &Error{Kind: Invalid, Code: code, Message: message, Faults: faults}
}

// Error gives the public text only.
func (e *Error) Error() string {
	if len(e.Faults) == 0 {
		return e.Message
	}
	var b strings.Builder
	b.WriteString(e.Message)
	for _, f := range e.Faults {
		b.WriteString("\n  ")
		if f.Pointer != "" {
			b.WriteString(string(f.Pointer) + ": ")
		} else if f.Term != "" {
			b.WriteString(f.Term + ": ")
		}
		b.WriteString(f.Message + " [" + string(f.Code) + "]")
	}
	return b.String()
}

// Is makes errors.Is match by code, so a sentinel can be compared with a copy that carries a cause.
func (e *Error) Is(target error) bool {
	var t *Error
	return errors.As(target, &t) && t.Code == e.Code
}

// Unwrap gives the private cause.
func (e *Error) Unwrap() error { return e.cause }

// Because returns a copy of e with a private cause, for the log.
func (e *Error) Because(cause error) *Error {
	c := *e
	c.cause = cause
	return &c
}

// With returns a copy of e with other public details, for a sentinel that is reused with facts of the moment.
func (e *Error) With(format string, args ...any) *Error {
	c := *e
	c.Message = fmt.Sprintf(format, args...)
	return &c
}

// KindOf gives the kind of the first Error in err's chain; anything else is Internal.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// FaultsOf gives the faults of the first Error in err's chain, none when there are none.
func FaultsOf(err error) []Fault {
	var e *Error
	if errors.As(err, &e) {
		return e.Faults
	}
	return nil
}
